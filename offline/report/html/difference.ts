import type { Finding } from "../../pack";
import type { Comparison, PropertyDifference, ResourceDifference } from "../comparison/comparison";
import { countsOf, type DifferenceGroup, effectOf, marksOf, sectionsOf, shortValue } from "../comparison/groups";
import { findingLine, linkedFindingLine } from "./findings";
import { code, html, type Markup } from "./markup";
import { resourceLink, type View } from "./view";

/** Characters of a value. */
const WIDTH = 200;
/** Sections with more resources are closed at first, unless they are about a risk. */
const OPEN = 25;

/** What differs from the base; undefined without `--diff`. */
export function renderDifference(view: View): Markup | undefined {
  const { comparison } = view.report;
  if (comparison === undefined) return undefined;
  const remarks = comparison.remarks.map((remark) => html`<p class="note">${remark}</p>`);
  if (comparison.error !== undefined)
    return html`<p>Not compared with ${baseOf(comparison)}, which cannot be previewed:</p><pre class="error">${comparison.error}</pre>${remarks}`;
  const { newFindings, goneFindings } = comparison;
  return html`<p>Compared with ${baseOf(comparison)}: ${countsOf(comparison)}.</p>${remarks}
${renderFindings("Findings new", newFindings, linkedFindingLine)}${sectionsOf(comparison).map(({ heading, risk, groups, count }) => {
  return html`<details class="difference${risk ? " risk" : ""}"${risk || count <= OPEN ? html` open` : undefined}><summary><span class="title">${heading}</span> <span class="count">${count}</span></summary>
<ul class="changes">${groups.map((group) => renderGroup(group, view))}</ul></details>
`;
})}${renderFindings("Findings gone", goneFindings, findingLine)}`;
}

function renderFindings(heading: string, findings: readonly Finding[], line: (finding: Finding) => Markup): Markup | undefined {
  if (findings.length === 0) return undefined;
  return html`<details class="difference" open><summary><span class="title">${heading}</span> <span class="count">${findings.length}</span></summary><ul class="changes">${findings.map(line)}</ul></details>
`;
}

function baseOf({ base, commit }: Comparison): Markup {
  return html`${code(base)}${commit === undefined ? "" : ` (${commit.slice(0, 7)})`}`;
}

function renderGroup({ type, resources, changes }: DifferenceGroup, view: View): Markup {
  const names = resources.map((resource, index) => html`${index === 0 ? "" : ", "}${nameOf(resource, view)}`);
  const table = changes.length === 0 ? undefined : renderChanges(changes);
  return html`<li><span class="type">${type}</span> ${names}${table}</li>
`;
}

function nameOf(resource: ResourceDifference, view: View): Markup {
  const marks = marksOf(resource);
  return html`${resourceLink(view, resource.urn, resource.name)}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}`;
}

function renderChanges(changes: readonly PropertyDifference[]): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Changed properties"><table class="properties"><thead><tr><th scope="col">Property</th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>${changes.map(
    (change) => {
      const effect = effectOf(change);
      return html`<tr><th scope="row">${code(change.path)}${effect === "" ? undefined : html` <span class="tag effect">${effect}</span>`}</th><td>${value(change, "before")}</td><td>${value(change, "after")}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

function value(change: PropertyDifference, side: "before" | "after"): Markup {
  const text = shortValue(change, side, WIDTH);
  return text === undefined ? html`<span class="unset">not set</span>` : code(text);
}
