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

/** The message of one violation. The engine prints the policy's description (id, title, why) above it. */
export function violationMessage(control: Control, finding: Finding, subject: Subject | undefined, note?: string): string {
  const rows: [string, string][] = [["property", finding.path]];
  // A rule omits `found` where it could be a secret; "not set" would be wrong there.
  if ("found" in finding) rows.push(["found", foundText(finding, subject)]);
  rows.push(["expected", finding.expected], ["fix", finding.fix ?? control.fix], ["see", control.url]);
  if (note !== undefined) rows.push(["note", note]);
  const head = subject === undefined ? control.id : `${control.id}  ${subject.name} (${subject.type})`;
  return redact([head, ...rows.map(([label, text]) => `  ${label.padEnd(9)} ${text}`)].join("\n"), subject?.reading.secretTexts ?? []);
}

/** Masks every known secret string, wherever a rule may have copied it. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

function foundText(finding: Finding, subject: Subject | undefined): string {
  if (finding.found === undefined || finding.found === null) return "not set";
  if (subject !== undefined && isSecretPath(finding.path, subject)) return MASK;
  return SECRET_NAME.test(lastKey(finding.path)) && typeof finding.found === "string" ? MASK : show(finding.found);
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
  if (typeof value === "string") return shorten(literal(value));
  return shorten(JSON.stringify(value, (key, inner: Value) => maskedMember(key, inner)) ?? String(value));
}

function maskedMember(key: string, value: Value): Value {
  if (isUnknown(value)) return "(not known yet)";
  return typeof value === "string" && SECRET_NAME.test(key) ? MASK : value;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE)}…`;
}

function lastKey(path: string): string {
  return /([^.[\]"]+)"?\]?$/.exec(path.replace(/\[\d+\]$/, ""))?.[1] ?? path;
}
