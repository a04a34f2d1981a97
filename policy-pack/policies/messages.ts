import { containsCredential } from "../rules/reading/credentialValues";
import { get, isRecord, isUnknown, literal, type Value } from "../rules/reading/values";
import type { Control, Finding } from "../rules/rule";
import type { Reading } from "./reader";

const MASK = "[secret]";
const LONGEST_VALUE = 120;

/** Names of properties and environment variables that hold secrets; `secretName` and the like do not. */
const SECRET_NAME =
  /(password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|connection[-_]?string|credentials?)$/i;
/** Fields of Kubernetes Secrets that hold secret values only. */
const SECRET_DATA = /^(data|stringData)[.[]/;

/** The resource that a message reports. */
export interface Subject {
  readonly type: string;
  readonly name: string;
  readonly reading: Reading;
}

/**
 * The message of one violation. The engine prints the policy's description (id, title, why) above it.
 *
 * @param others secret texts of the stack's other resources: a control that compares resources may show a value of another one.
 */
export function violationMessage(
  control: Control,
  finding: Finding,
  subject: Subject | undefined,
  note?: string,
  others: Iterable<string> = [],
): string {
  const secrets = [...(subject?.reading.secretTexts ?? []), ...others];
  const rows: [string, string][] = [["property", finding.path]];
  // A rule omits `found` where it could be a secret; "not set" would be wrong there.
  if ("found" in finding) rows.push(["found", shorten(foundText(finding, subject, secrets))]);
  rows.push(["expected", withoutCredential(finding.expected)], ["fix", finding.fix ?? control.fix], ["see", control.url]);
  if (note !== undefined) rows.push(["note", note]);
  const head = subject === undefined ? control.id : `${control.id}  ${subject.name} (${subject.type})`;
  return redact([head, ...rows.map(([label, text]) => `  ${label.padEnd(9)} ${text}`)].join("\n"), secrets);
}

/** Masks every known secret, wherever a rule may have copied it, also in lower case, without spaces or as part of a JSON text. */
export function redact(text: string, secrets: readonly string[]): string {
  const compared = comparable(text);
  const shown = secrets.filter((secret) => compared.includes(comparable(secret)));
  if (shown.length === 0) return text;
  // Longest first, so that a secret which contains another one is masked completely.
  const forms = shown.flatMap(formsOf).sort((one, other) => other.length - one.length);
  return text.replace(new RegExp(forms.map((form) => form.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&")).join("|"), "gi"), MASK);
}

/** Equal for all forms of a text: a stack has thousands of secrets, and hardly any message contains one. */
function comparable(text: string): string {
  return text.replace(/\\[nrt]|[\s"\\]/g, "").toLowerCase();
}

function formsOf(secret: string): readonly string[] {
  const plain = [secret, secret.replace(/\s+/g, " "), secret.replaceAll(" ", ""), secret.replace(/\s+/g, "")].filter((form) => form !== "");
  return [...plain, ...plain.map((form) => JSON.stringify(form).slice(1, -1))];
}

/** The value found. Secrets are masked before it is shortened: the first part of a secret could not be told from other text. */
function foundText(finding: Finding, subject: Subject | undefined, secrets: readonly string[]): string {
  if (finding.found === undefined || finding.found === null) return "not set";
  if (subject !== undefined && isSecretPath(finding.path, subject)) return MASK;
  if (SECRET_NAME.test(lastKey(finding.path)) && typeof finding.found === "string") return MASK;
  return withoutCredential(redact(show(finding.found), secrets));
}

/** A credential that nobody marked as secret, but whose own format shows it: a connection string with a password, a signed URL. */
function withoutCredential(text: string): string {
  return containsCredential(text) ? MASK : text;
}

function isSecretPath(path: string, { type, reading }: Subject): boolean {
  if (type === "kubernetes:core/v1:Secret" && SECRET_DATA.test(path)) return true;
  if (reading.secretPaths.some((secret) => path.startsWith(secret) || secret.startsWith(path))) return true;
  return path.endsWith(".value") && isSecretVariable(get(reading.props, path.slice(0, -".value".length)));
}

/** Whether an environment variable, `{ name, value }`, holds a secret, by its name. */
function isSecretVariable(holder: Value): boolean {
  return isRecord(holder) && typeof holder.name === "string" && SECRET_NAME.test(holder.name);
}

function show(value: Value): string {
  if (isUnknown(value)) return "not known yet";
  if (typeof value === "string") return literal(value);
  return JSON.stringify(value, (key, inner: Value) => maskedMember(key, inner)) ?? String(value);
}

function maskedMember(key: string, value: Value): Value {
  if (isUnknown(value)) return "(not known yet)";
  return typeof value === "string" && (SECRET_NAME.test(key) || containsCredential(value)) ? MASK : value;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE)}…`;
}

function lastKey(path: string): string {
  return /([^.[\]"]+)"?\]?$/.exec(path.replace(/\[\d+\]$/, ""))?.[1] ?? path;
}
