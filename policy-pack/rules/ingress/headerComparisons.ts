import * as token from "../facts/tokens";
import { entries, get, isUnknown, locate, type Value } from "../reading/values";
import type { RuleResource } from "../rule";
import { HEADER } from "./edge";

/** Comparisons in nginx's configuration: a condition on the header's variable, and a rule of ModSecurity, which may span lines. */
const SNIPPETS = [/\bif\s*\([^)]*\$http_x_azure_fdid/i, /^[ \t]*SecRule\b(?:\\\r?\n|[^\n])*x-azure-fdid/im];

/** Whether a route compares the header at all, soundly or not. One that only removes or sets it, as each gateway may, does not. */
export function comparesHeader({ type, props }: RuleResource): boolean {
  if (type === token.INGRESS) return entries(get(props, "metadata.annotations")).some(([, text]) => isComparison(text));
  if (type === token.VIRTUAL_SERVICE) return ["headers", "withoutHeaders"].some((list) => hasKey(props, `spec.http[*].match[*].${list}`));
  return locate(props, "spec.rules[*].matches[*].headers[*].name").some(({ value }) => isHeader(value));
}

function isComparison(text: Value): boolean {
  return typeof text === "string" && SNIPPETS.some((pattern) => pattern.test(text));
}

function hasKey(props: RuleResource["props"], path: string): boolean {
  return locate(props, path).some(({ value }) => !isUnknown(value) && entries(value).some(([name]) => isHeader(name)));
}

function isHeader(name: Value): boolean {
  return typeof name === "string" && name.toLowerCase() === HEADER;
}
