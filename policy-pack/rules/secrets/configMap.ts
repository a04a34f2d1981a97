import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { holdsCredential } from "../reading/credentials";
import { isListed, unlessListed } from "../reading/listed";
import { pathBelow } from "../reading/paths";
import { declaredNamespace, EXCLUDED_NAMESPACES, NAMESPACE_PATH, strings } from "../reading/pods";
import { elements, entries, get, isRecord, isUnknown, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const LISTS = ["data", "binaryData"] as const;
/** Files that consist of `name=value` or `name: value`: a value there is literal, however simple it is. */
const SETTINGS_FILE = /(?:\.(?:properties|env|ini)|^env)$/i;
const SETTING = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*(.*)$/gm;

/**
 * No entry of a ConfigMap is a credential. Nor does one contain it: the settings in `.env`, `.properties` and `.ini` files and in JSON are
 * evaluated one by one, other files by their lines and by the formats of credentials.
 */
export function checkConfigMap(resource: RuleResource, context: RuleContext): Outcome {
  const excluded = isListed(declaredNamespace(resource), strings(context, EXCLUDED_NAMESPACES), SYSTEM_NAMESPACES);
  return unlessListed(excluded, NAMESPACE_PATH, () => LISTS.flatMap((list) => checkEntries(resource, list)));
}

function checkEntries({ props }: RuleResource, list: string): CheckResults {
  const values = get(props, list);
  if (isUnknown(values)) return [{ unknown: list }];
  return entries(values).flatMap(([key, value]): CheckResults => {
    const path = pathBelow(list, key);
    if (isUnknown(value)) return [{ unknown: path }];
    return typeof value === "string" && containsCredential(key, value) ? [{ path, expected: "no password, key or token" }] : [];
  });
}

function containsCredential(key: string, value: string): boolean {
  if (holdsCredential(key, value)) return true;
  if (SETTINGS_FILE.test(key)) return Array.from(value.matchAll(SETTING)).some(([, name = "", text = ""]) => holdsCredential(name, text));
  return /^\s*[{[]/.test(value) && containsInJson(parsed(value), key);
}

function containsInJson(value: Value, name: string): boolean {
  if (typeof value === "string") return holdsCredential(name, value);
  if (isRecord(value)) return entries(value).some(([key, one]) => containsInJson(one, key));
  return elements(value).some((one) => containsInJson(one, name));
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
