import type { DifferenceKind } from "../comparison/comparison";
import type { Report, ReportedFinding, ReportedResource } from "../model";
import { grouped } from "./grouped";
import { html, type Markup } from "./markup";
import { Lanes } from "./topology/lanes";

/** A resource with its place in the page. */
export interface Row {
  readonly resource: ReportedResource;
  /** Its number in the report, from which the id of its row is made. */
  readonly index: number;
  /** Number of parents. */
  readonly depth: number;
  readonly findings: readonly ReportedFinding[];
  /** What happens to it compared with the base; undefined where nothing does or nothing is compared. */
  readonly change: DifferenceKind | undefined;
}

/** The report with what several sections look up in it. */
export interface View {
  readonly report: Report;
  readonly lanes: Lanes;
  /** Parents before their children. */
  readonly rows: readonly Row[];
  readonly rowOf: (urn: string) => Row | undefined;
}

export function viewOf(report: Report): View {
  const findings = grouped(report.findings, ({ urn }) => urn);
  const changes = new Map(report.comparison?.resources.map(({ urn, kind }) => [urn, kind] as const));
  const indexes = new Map(report.resources.map(({ urn }, index) => [urn, index]));
  const children = grouped(report.resources, ({ parent }) => parent);
  const rows: Row[] = [];
  const visit = (resource: ReportedResource, depth: number): void => {
    const { urn } = resource;
    rows.push({ resource, index: indexes.get(urn) ?? 0, depth, findings: findings.get(urn) ?? [], change: changes.get(urn) });
    for (const child of children.get(urn) ?? []) visit(child, depth + 1);
  };
  for (const root of children.get("") ?? []) visit(root, 0);
  const byUrn = new Map(rows.map((row) => [row.resource.urn, row]));
  return { report, lanes: new Lanes(report.resources), rows, rowOf: (urn) => byUrn.get(urn) };
}

/** A link to the row of a resource, which the script opens as a dialog; the name alone where the report does not have it. */
export function resourceLink(view: View, urn: string, text: string = nameOf(urn)): Markup {
  const row = view.rowOf(urn);
  return row === undefined ? html`${text}` : html`<a href="#r${row.index}" data-resource="${row.index}">${text}</a>`;
}

export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
