import { shortType } from "../tree";
import { grouped } from "./grouped";
import { html, Markup } from "./markup";
import { nameOf, type Row, type View } from "./view";

/** Every resource, with a filter that the script shows, and a dialog for what the table does not hold. */
export function renderResources(view: View): Markup {
  const { rows, report } = view;
  const lanes = view.lanes.all().map(({ name }) => name);
  const isCompared = report.comparison !== undefined && report.comparison.error === undefined;
  return html`<div class="filter" id="filter" hidden role="search" aria-label="Resources">
<label class="grow" for="filter-text">Filter<input id="filter-text" type="search" autocomplete="off" spellcheck="false" aria-describedby="filter-help"></label>
${lanes.length < 2 ? undefined : html`<label for="filter-lane">Cluster or region<select id="filter-lane"><option value="">All</option>${lanes.map((name) => html`<option>${name}</option>`)}</select></label>`}
<label class="check"><input id="filter-findings" type="checkbox"> With findings</label>
${isCompared ? html`<label class="check"><input id="filter-changes" type="checkbox"> Changed</label>` : undefined}
<p id="filter-help">Words of name, type or parent, all of which have to occur.</p>
<p id="filter-status" role="status"></p></div>
<div class="scroll" tabindex="0" role="group" aria-label="Table of resources"><table id="resources"><thead><tr><th scope="col">Name</th><th scope="col">Type</th>${lanes.length < 2 ? undefined : html`<th scope="col">Cluster or region</th>`}<th scope="col">State</th></tr></thead><tbody>
${rows.map((row) => renderRow(row, view, lanes.length >= 2))}</tbody></table></div>
<dialog id="resource" aria-labelledby="resource-name"><div class="bar"><h3 id="resource-name"></h3><button type="button" id="resource-close">Close</button></div><div id="resource-body"></div></dialog>
${dataOf(view)}`;
}

function renderRow({ resource, index, depth, findings, change }: Row, view: View, hasLanes: boolean): Markup {
  const { name, type, protect, external, urn } = resource;
  const lane = view.lanes.of({ urn })?.name;
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  const states = [
    ...(change === undefined ? [] : [tag(change, `change ${change}`)]),
    ...(mandatory === 0 ? [] : [tag(`${mandatory} mandatory`, "status mandatory")]),
    ...(findings.length === mandatory ? [] : [tag(`${findings.length - mandatory} advisory`, "status advisory")]),
    ...(protect ? [tag("protected", "tag")] : []),
    ...(external ? [tag("read", "tag")] : []),
  ];
  const flags = `${findings.length > 0 ? "f" : ""}${change === undefined ? "" : "c"}`;
  return html`<tr id="r${index}"${flags === "" ? undefined : html` data-flags="${flags}"`}><th scope="row" class="d${Math.min(depth, 9)}"><a href="#r${index}" data-resource="${index}">${name}</a></th><td>${shortType(type)}</td>${hasLanes ? html`<td>${lane}</td>` : undefined}<td>${states}</td></tr>
`;
}

function tag(text: string, classes: string): Markup {
  return html`<span class="${classes}">${text}</span> `;
}

/** What the dialog shows, by index of the resource. It is data for the script, which writes it as text only. */
function dataOf({ report, rowOf }: View): Markup {
  const { resources, findings } = report;
  const byResource = grouped(findings, ({ urn }) => urn);
  const index = (urn: string): number | undefined => rowOf(urn)?.index;
  const data = resources.map(({ urn, type, parent, inputs, dependencies, protect, provider }) => ({
    urn,
    type,
    parent: index(parent),
    provider: provider === "" ? undefined : nameOf(provider.split("::").slice(0, -1).join("::")),
    protect: protect || undefined,
    dependencies: dependencies.flatMap((one) => index(one) ?? []),
    findings: byResource.get(urn)?.map(({ control, title, level, path }) => ({ control, title, level, path })),
    inputs,
  }));
  // `<` could end the element or start a comment.
  return html`<script type="application/json" id="data">${new Markup(JSON.stringify(data).replaceAll("<", "\\u003c"))}</script>`;
}
