import type { Finding } from "../../pack";
import { renderFindings } from "../findings";
import { paint } from "../style";
import type { Comparison, PropertyDifference, ResourceDifference } from "./comparison";
import { countsOf, type DifferenceGroup, type DifferenceSection, effectOf, marksOf, sectionsOf, shortValue } from "./groups";

const SIGNS = { added: "+", removed: "-", replaced: "±", changed: "~" } as const;
const COLOURS = { added: "green", removed: "red", replaced: "red", changed: "yellow" } as const;
/** Characters of a value in a line. */
const WIDTH = 60;
/** Names of resources with the same changes. */
const NAMES = 3;

/** The difference from the base for a terminal or a log. */
export function renderComparison(comparison: Comparison): string {
  const { base, commit, error, remarks, newFindings, goneFindings } = comparison;
  const name = commit === undefined || commit.startsWith(base) ? base : `${base} (${commit.slice(0, 7)})`;
  const head = [`${paint("bold", `Compared with ${name}`)}: ${error === undefined ? countsOf(comparison) : "not possible"}`, ...remarks];
  if (error !== undefined) return `${[...head, "", `${base} cannot be previewed:`, indent(error)].join("\n")}\n`;
  const sections = [
    ...sectionsOf(comparison).map(renderSection),
    newFindings.length === 0 ? "" : `${paint("bold", "New findings")}\n\n${renderFindings(newFindings)}`,
    goneFindings.length === 0 ? "" : renderGone(goneFindings),
  ];
  return [`${head.join("\n")}\n`, ...sections.filter((section) => section !== "")].join("\n");
}

function renderSection({ heading, risk, groups, count }: DifferenceSection): string {
  return `${paint(risk ? "red" : "bold", `${heading} (${count})`)}\n\n${groups.flatMap(renderGroup).join("\n")}\n`;
}

function renderGroup({ type, resources, changes }: DifferenceGroup): readonly string[] {
  const [first] = resources;
  if (first === undefined) return [];
  const rest = resources.length - NAMES;
  const names = resources.slice(0, rest > 1 ? NAMES : NAMES + 1).map(nameOf);
  const more = rest > 1 ? ` and ${rest} more` : "";
  const sign = paint(COLOURS[first.kind], SIGNS[first.kind]);
  return [`  ${sign} ${paint("dim", type)} ${names.join(", ")}${more}`, ...changes.map(renderChange)];
}

function nameOf(resource: ResourceDifference): string {
  const marks = marksOf(resource);
  return `${resource.name}${marks.length === 0 ? "" : paint("dim", ` (${marks.join(", ")})`)}`;
}

function renderChange(change: PropertyDifference): string {
  const effect = effectOf(change);
  const value = (side: "before" | "after") => shortValue(change, side, WIDTH) ?? "not set";
  const text = `      ${change.path}: ${value("before")} → ${value("after")}`;
  return effect === "" ? text : `${text}  ${paint(change.option ? "dim" : "red", effect)}`;
}

function renderGone(findings: readonly Finding[]): string {
  const lines = findings.map(({ control, urn, path }) => `  ${control}  ${urn.split("::").at(-1)}${path === "" ? "" : `: ${path}`}`);
  return `${paint("bold", `Findings gone (${findings.length})`)}\n\n${[...new Set(lines)].join("\n")}\n`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
