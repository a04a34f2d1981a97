import type { NotJudged } from "../notJudged";
import { paint } from "./style";

/** Names in a line of the summary; the JSON document lists all. */
const SHOWN = 6;

type Unseen = Pick<NotJudged, "packages" | "components">;

/** The line of the summary about what no policy judged; findings that are not decided are counted beside the others. */
export function renderNotJudged(unseen: Unseen): string {
  const text = notJudgedText(unseen);
  return text === "" ? "" : `${paint("bold", "Not judged")}  ${text}\n`;
}

/** What no policy judged, in words; empty where there is nothing. */
export function notJudgedText({ packages, components }: Unseen): string {
  return [...packagesPart(packages), ...componentsPart(components)].join("; ");
}

function packagesPart(packages: NotJudged["packages"]): readonly string[] {
  const entries = Object.entries(packages);
  if (entries.length === 0) return [];
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const names = entries.map(([pkg, count]) => `${label(pkg)} ${count}`);
  return [`${count(total, "resource")} of ${count(entries.length, "package")} that the pack does not read (${list(names)})`];
}

function componentsPart(components: NotJudged["components"]): readonly string[] {
  const isChart = ({ urn }: { readonly urn: string }) => /kubernetes:helm\.sh\/v\d+:(Chart|Release)::/.test(urn);
  const groups = [
    ["chart", components.filter(isChart)],
    ["component", components.filter((component) => !isChart(component))],
  ] as const;
  return groups.flatMap(([noun, members]) =>
    members.length === 0 ? [] : [`${count(members.length, noun)} not rendered (${list(members.map(({ name }) => name))})`],
  );
}

function label(pkg: string): string {
  return pkg === "pulumi-nodejs" ? "dynamic" : pkg;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function list(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 1 ? `${names.slice(0, SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}
