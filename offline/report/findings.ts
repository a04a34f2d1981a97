import type { Finding, Level } from "../pack";
import { paint } from "./style";
import { shortType } from "./tree";

const HEADINGS: Readonly<Record<Level, string>> = { mandatory: "Mandatory findings", advisory: "Advisory findings" };

/** Findings for a terminal: what blocks first, each message once. */
export function renderFindings(findings: readonly Finding[]): string {
  const levels: readonly Level[] = ["mandatory", "advisory"];
  return levels.map((level) => group(level, findings)).join("");
}

function group(level: Level, findings: readonly Finding[]): string {
  const own = findings.filter((finding) => finding.level === level);
  const texts = new Set(own.map(text));
  if (texts.size === 0) return "";
  const colour = level === "mandatory" ? "red" : "yellow";
  return `${paint(colour, `${HEADINGS[level]} (${count(own.length, texts.size)})`)}\n\n${Array.from(texts, indent).join("\n")}\n`;
}

/** As many as the summary counts; one message may tell several. */
function count(findings: number, messages: number): string {
  return findings === messages ? `${findings}` : `${findings} in ${messages} message${messages === 1 ? "" : "s"}`;
}

/** A message that does not open with its control gets policy and resource put before it. */
function text({ control, policy, urn, message }: Finding): string {
  if (message.startsWith(control) && control !== policy) return message;
  const [, , qualified = "", name = ""] = urn.split("::");
  const type = shortType(qualified.split("$").at(-1) ?? "");
  return `${policy}  ${name} (${type})\n${message}`;
}

function indent(message: string): string {
  const [head = "", ...rows] = message.split("\n");
  return [`  ${paint("bold", head)}`, ...rows.map((row) => `  ${row}`), ""].join("\n");
}
