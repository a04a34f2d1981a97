import { isUndecided } from "../notJudged";
import type { Finding } from "../pack";
import { paint } from "./style";
import { shortType } from "./tree";

/** The groups of findings, in the order in which they are shown. */
const GROUPS = [
  { heading: "Mandatory findings", colour: "red", includes: ({ level }: Finding) => level === "mandatory" },
  { heading: "Advisory findings", colour: "yellow", includes: (finding: Finding) => finding.level === "advisory" && !isUndecided(finding) },
  { heading: "Not judged yet", colour: "yellow", includes: isUndecided },
] as const;

/** Findings for a terminal: mandatory findings first, each message once. */
export function renderFindings(findings: readonly Finding[]): string {
  return GROUPS.map((group) => renderGroup(group, findings.filter(group.includes))).join("");
}

function renderGroup({ heading, colour }: (typeof GROUPS)[number], findings: readonly Finding[]): string {
  const texts = new Set(findings.map(text));
  if (texts.size === 0) return "";
  return `${paint(colour, `${heading} (${count(findings.length, texts.size)})`)}\n\n${Array.from(texts, indent).join("\n")}\n`;
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
