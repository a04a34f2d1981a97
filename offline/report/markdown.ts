import type { Comparison, PropertyDifference } from "./comparison/comparison";
import { countsOf, type DifferenceGroup, effectOf, marksOf, sectionsOf, shortValue } from "./comparison/groups";
import { explainFindings, type Report, type ReportedFinding } from "./model";
import { notJudgedText } from "./notJudged";
import { shortType } from "./tree";

/** GitHub refuses longer comments; a part of it is left for what a workflow adds. */
const LIMIT = 65_000;
/** Characters of a value. */
const WIDTH = 120;
/** Names of resources with the same changes. */
const NAMES = 5;
/** Characters that a section's heading, its note about what is left out, and its end take at most. */
const FRAME = 300;

interface Section {
  readonly heading: string;
  /** Whether a reader has to open it. */
  readonly collapsed: boolean;
  readonly items: readonly string[];
}

/** The report as a comment: the verdict first, then what differs from the base, or all findings if nothing is compared. */
export function renderMarkdown(report: Report): string {
  const { comparison, summary, warnings } = report;
  const { mandatory, advisory, notJudgedYet } = summary.findings;
  const verdict = mandatory === 0 ? "no mandatory findings" : `blocked by ${count(mandatory, "mandatory finding")}`;
  const undecided = notJudgedYet === 0 ? "" : `, ${notJudgedYet} not judged yet`;
  const unseen = notJudgedText(report.notJudged);
  const head = [
    `### Preview of ${code(report.stack)}: ${verdict}`,
    `${count(summary.resources, "resource")}, ${count(mandatory, "mandatory finding")}, ${advisory} advisory${undecided}.`,
    ...(unseen === "" ? [] : [`**Not judged:** ${code(unseen)}`]),
    ...(comparison === undefined ? [] : [comparisonLine(comparison)]),
  ];
  const compared = comparison !== undefined && comparison.error === undefined;
  const sections = compared ? comparisonSections(comparison) : findingSections(report.findings);
  return fitted(head, [...sections, { heading: "Warnings", collapsed: true, items: warnings.map((text) => `- ${code(text)}`) }]);
}

/** The report of a preview that failed. */
export function renderFailure(stack: string, error: string): string {
  return fitted(
    [`### Preview of ${code(stack)}: failed`, "Nothing was evaluated."],
    [{ heading: "", collapsed: false, items: [block(error)] }],
  );
}

function comparisonLine(comparison: Comparison): string {
  const { base, commit, error, remarks } = comparison;
  const name = `${code(base)}${commit === undefined ? "" : ` (${commit.slice(0, 7)})`}`;
  const notes = remarks.map((remark) => `${code(remark)}.`);
  if (error === undefined) return [`Compared with ${name}: ${countsOf(comparison)}.`, ...notes].join("\n");
  return [`Not compared with ${name}, which cannot be previewed:`, block(error), ...notes].join("\n\n");
}

function comparisonSections(comparison: Comparison): readonly Section[] {
  return [
    ...sectionsOf(comparison)
      .filter(({ risk }) => risk)
      .map(({ heading, count: total, groups }) => ({ heading: `${heading} (${total})`, collapsed: false, items: groups.map(groupItem) })),
    findingSection("New findings", explainFindings(comparison.newFindings), false),
    ...sectionsOf(comparison)
      .filter(({ risk }) => !risk)
      .map(({ heading, count: total, groups }) => ({ heading: `${heading} (${total})`, collapsed: true, items: groups.map(groupItem) })),
    {
      heading: `Findings gone (${comparison.goneFindings.length})`,
      collapsed: true,
      items: explainFindings(comparison.goneFindings).map((finding) => `- ${subject(finding)}`),
    },
  ];
}

function findingSections(findings: readonly ReportedFinding[]): readonly Section[] {
  return [
    findingSection(
      "Mandatory findings",
      findings.filter(({ level }) => level === "mandatory"),
      false,
    ),
    findingSection(
      "Advisory findings",
      findings.filter(({ level }) => level === "advisory"),
      true,
    ),
  ];
}

function findingSection(heading: string, findings: readonly ReportedFinding[], collapsed: boolean): Section {
  return { heading: `${heading} (${findings.length})`, collapsed, items: findings.map(findingItem) };
}

function findingItem(finding: ReportedFinding): string {
  const { why, message } = finding;
  return [`- ${subject(finding)}`, ...(why === "" ? [] : [`  ${escaped(why)}`]), indented(block(message))].join("\n\n");
}

function subject({ control, title, level, urn, path, url }: ReportedFinding): string {
  const id = url === "" ? `**${escaped(control)}**` : `**[${escaped(control)}](${url})**`;
  const type = shortType(urn.split("::")[2]?.split("$").at(-1) ?? "");
  const place = `${code(urn.split("::").at(-1) ?? "")} (${escaped(type)})${path === "" ? "" : `, ${code(path)}`}`;
  return `${id} ${title === "" ? "" : `${escaped(title)} `}(${escaped(level)}): ${place}`;
}

function groupItem({ type, resources, changes }: DifferenceGroup): string {
  const names = resources.slice(0, NAMES).map((resource) => {
    const marks = marksOf(resource);
    return `${code(resource.name)}${marks.length === 0 ? "" : ` (${escaped(marks.join(", "))})`}`;
  });
  const rest = resources.length - names.length;
  const head = `- ${resources[0]?.kind ?? ""}: ${escaped(type)} ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  return [head, ...changes.map((change) => `  - ${changeText(change)}`)].join("\n");
}

function changeText(change: PropertyDifference): string {
  const value = (side: "before" | "after") => {
    const text = shortValue(change, side, WIDTH);
    return text === undefined ? "not set" : code(text);
  };
  const effect = effectOf(change);
  return `${code(change.path)}: ${value("before")} → ${value("after")}${effect === "" ? "" : ` **${effect}**`}`;
}

/** As many items of each section, in order, as a comment may hold; says how many it leaves out. */
function fitted(head: readonly string[], sections: readonly Section[]): string {
  let text = `${head.join("\n\n")}\n`;
  for (const { heading, collapsed, items } of sections.filter((section) => section.items.length > 0)) {
    const shown: string[] = [];
    let length = text.length + FRAME;
    for (const item of items) {
      length += item.length + 1;
      if (length > LIMIT) break;
      shown.push(item);
    }
    const left = items.length - shown.length;
    const note = left === 0 ? [] : [`${left} of ${items.length} entries are left out: a comment has a maximum length.`];
    const body = [shown.join("\n"), ...note].filter((part) => part !== "").join("\n\n");
    text += collapsed
      ? `\n<details><summary>${heading}</summary>\n\n${body}\n\n</details>\n`
      : `\n${heading === "" ? "" : `**${heading}**\n\n`}${body}\n`;
  }
  return text;
}

/** A text of the program as code: nothing in it is a link, a mention or markup. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line || " "}${fence}` : `${fence} ${line} ${fence}`;
}

function block(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.trimEnd().slice(0, LIMIT - 5000)}\n${fence}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, "\\$&").replaceAll("@", "@\u200b");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
