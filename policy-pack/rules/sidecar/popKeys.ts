import { below } from "../reading/pods";
import { entries, get, isMissing, isRecord, isUnknown, type Value } from "../reading/values";
import type { CheckResults } from "../rule";
import type { Sidecar, SidecarCheck } from "./detect";
import { checkTexts, type Fault, textOf, withUnseen } from "./settingChecks";
import { type Setting, settingsMatching } from "./settings";

const PUBLIC_KEY = /^downstreamapis__(.+?)__acquiretokenoptions__poppublickey$/;
/** Names of variables that contain the private key of signed HTTP requests. */
const PRIVATE_KEY = /(?:^|_)(?:shr|pop|signed_*http_*requests?)_*private_*key(?:$|_)/i;
/** Members of a JWK with private or symmetric key material (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const EXPECTED_KEY = 'valueFrom.secretKeyRef, or base64url of a public JWK or of {"kid":"<thumbprint>"}';

/**
 * Compliant: the public key of signed HTTP requests is a reference, or a text that contains a public key only: Entra receives it as
 * `req_cnf`, and it is no secret. No container of the pod has the private key in a variable.
 */
export const checkPopKeys: SidecarCheck = (sidecar) =>
  withUnseen(sidecar, [
    ...checkTexts(
      publicKeys(sidecar).filter(({ from }) => isMissing(from)),
      faultOfKey,
    ),
    ...sidecar.pod.containers.flatMap(({ path, value }) => below({ path, value }, "env[*]").flatMap(checkVariable)),
  ]);

/** Compliant: no two APIs use the same key, as the same text or as the same key of the same object. */
export const checkKeyPerApi: SidecarCheck = (sidecar) => {
  const keys = publicKeys(sidecar);
  return keys.flatMap((setting, index): CheckResults => {
    const source = sourceOf(setting);
    if (source === undefined) return keys.length > 1 ? [{ unknown: setting.path }] : [];
    const same = keys.slice(0, index).find((other) => sourceOf(other) === source && apiOf(other) !== apiOf(setting));
    if (same === undefined) return [];
    return [{ path: setting.path, expected: `another key than the one of ${apiOf(same)}`, fix: "Create a key pair for each API." }];
  });
};

function publicKeys({ settings }: Sidecar): readonly Setting[] {
  return settingsMatching(settings, PUBLIC_KEY);
}

function apiOf({ key, variable }: Setting): string {
  const [, name = ""] = PUBLIC_KEY.exec(key) ?? [];
  return variable?.split(/__|:/)[1] ?? name;
}

/** What identifies a key: its text, or the reference to it; `undefined` where it is not known. */
function sourceOf(setting: Setting): string | undefined {
  const { from } = setting;
  if (isMissing(from)) return textOf(setting);
  const reference = get(from, "secretKeyRef") ?? get(from, "configMapKeyRef");
  const [kind, name, key] = [isMissing(get(from, "secretKeyRef")) ? "ConfigMap" : "Secret", get(reference, "name"), get(reference, "key")];
  return typeof name === "string" && typeof key === "string" ? `${kind} ${name} ${key}` : undefined;
}

function faultOfKey(text: string): Fault {
  const key = jsonIn(text);
  if (key === undefined) return { expected: EXPECTED_KEY };
  const jwk = isRecord(key.jwk) ? key.jwk : key;
  const isPublic = ["kid", "kty"].some((member) => typeof jwk[member] === "string");
  const isPrivate = [...entries(key), ...entries(jwk)].some(([member]) => PRIVATE_MEMBERS.includes(member));
  if (isPrivate)
    return { expected: EXPECTED_KEY, fix: "Remove the private key, and replace the key pair: everyone who can read the pod has it." };
  return isPublic ? undefined : { expected: EXPECTED_KEY };
}

function jsonIn(text: string): Readonly<Record<string, Value>> | undefined {
  try {
    const decoded: Value = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return isRecord(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** A private key as a value in the spec is a violation of the control for literal secrets; a reference still shows it to every process. */
function checkVariable({ path, value }: { readonly path: string; readonly value: Value }): CheckResults {
  const name = get(value, "name");
  const from = get(value, "valueFrom");
  if (isUnknown(value) || typeof name !== "string" || !PRIVATE_KEY.test(name) || isMissing(from)) return [];
  const fix = "Mount the private key as a file into the application's container, and into no other.";
  return [{ path: `${path}.valueFrom`, expected: "a file: processes inherit variables, and they appear in dumps", fix }];
}
