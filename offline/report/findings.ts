import type { Finding, Level } from "../pack";
import { paint } from "./style";
import { shortType } from "./tree";

const HEADINGS: Readonly<Record<Level, string>> = { mandatory: "Mandatory findings", advisory: "Advisory findings" };

/** Findings for a terminal: mandatory findings first, each message once. */
export function renderFindings(findings: readonly Finding[]): string {
  const levels: readonly Level[] = ["mandatory", "advisory"];
  return levels.map((level) => group(level, findings)).join("");
}

function group(level: Level, findings: readonly Finding[]): string {
  const ofLevel = findings.filter((finding) => finding.level === level);
  const texts = new Set(ofLevel.map(text));
  if (texts.size === 0) return "";
  const colour = level === "mandatory" ? "red" : "yellow";
  return `${paint(colour, `${HEADINGS[level]} (${count(ofLevel.length, texts.size)})`)}\n\n${Array.from(texts, indent).join("\n")}\n`;
}

/** The number of findings, as in the summary; several findings may share a message. */
function count(findings: number, messages: number): string {
  return findings === messages ? `${findings}` : `${findings} in ${messages} message${messages === 1 ? "" : "s"}`;
}

/** Policy and resource are added to a message that does not start with its control. */
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
