import { isComplete, isUndecided } from "../../notJudged";
import type { Finding } from "../../pack";
import { identityOf } from "../comparison/findings";
import type { ReportedFinding } from "../model";
import { shortType } from "../tree";
import { grouped } from "./grouped";
import { code, count, html, link, type Markup } from "./markup";
import { type MessageRows, messageRows } from "./message";
import { nameOf, resourceLink, typeOf, type View } from "./view";

/** In the order in which they are shown. */
const GROUPS: readonly (readonly [string, string, (finding: Finding) => boolean])[] = [
  ["mandatory", "Mandatory findings", ({ level }) => level === "mandatory"],
  ["advisory", "Advisory findings", (finding) => finding.level === "advisory" && !isUndecided(finding)],
  ["undecided", "Not judged yet", isUndecided],
];

/** The findings by control, with reason and fix. */
export function renderFindings(view: View): Markup {
  const { findings, notJudged } = view.report;
  const rest = isComplete(notJudged) ? undefined : html` <a href="#remarks">Not everything was judged.</a>`;
  if (findings.length === 0) return html`<p class="empty">No control reports a finding.${rest}</p>`;
  const fresh = new Set(view.report.comparison?.newFindings.map((finding) => identityOf(finding)));
  return html`${GROUPS.map(([status, heading, includes]) => {
    const members = findings.filter(includes);
    if (members.length === 0) return undefined;
    const controls = grouped(members, ({ control }) => control);
    return html`<h3>${heading} <span class="count">${members.length}</span></h3>
${Array.from(controls.values(), (own) => renderControl(own, status, fresh, view))}`;
  })}`;
}

function renderControl(findings: readonly ReportedFinding[], status: string, fresh: ReadonlySet<string>, view: View): Markup | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  const { control, title, why, fix, url, severity, policy } = first;
  const isNew = findings.some((finding) => fresh.has(identityOf(finding)));
  return html`<details class="finding ${status}" id="f-${status}-${control}" open><summary><span class="control">${control}</span> <span class="title">${title === "" ? policy : title}</span> ${severity === undefined ? undefined : html`<span class="tag">${severity}</span> `}${isNew ? html`<span class="tag new">new</span> ` : undefined}<span class="count">${count(findings.length, "finding")}</span></summary>
<dl class="reason">${term("Reason", why)}${term("Fix", fix)}${url === "" ? undefined : html`<div><dt>See</dt><dd>${link(url, url.replace(/^https:\/\//, ""))}</dd></div>`}</dl>
${renderPlaces(findings, fix, fresh, view)}</details>
`;
}

function term(name: string, text: string): Markup | undefined {
  return text === "" ? undefined : html`<div><dt>${name}</dt><dd>${text}</dd></div>`;
}

function renderPlaces(findings: readonly ReportedFinding[], fix: string, fresh: ReadonlySet<string>, view: View): Markup {
  const control = findings[0]?.control ?? "";
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Resources with findings of ${control}"><table class="places"><thead><tr><th scope="col">Resource</th><th scope="col">Property</th><th scope="col">Found</th><th scope="col">Expected</th></tr></thead><tbody>
${findings.map((finding) => {
  const rows = messageRows(finding.control, finding.message);
  const mark = fresh.size > 0 && fresh.has(identityOf(finding)) ? html` <span class="tag new">new</span>` : undefined;
  return html`<tr><th scope="row">${resourceLink(view, finding.urn)}${mark}<span class="type">${shortType(typeOf(finding.urn))}</span></th><td>${finding.path === "" ? undefined : code(finding.path)}</td>${rows === undefined ? html`<td colspan="2"><pre>${finding.message}</pre></td>` : places(rows, fix)}</tr>
`;
})}</tbody></table></div>`;
}

/** A fix only where it is another one than the control's. */
function places({ found, expected = "", fix, note }: MessageRows, general: string): Markup {
  const more = [...(fix === undefined || fix === general ? [] : [`Fix: ${fix}`]), ...(note === undefined ? [] : [note])];
  return html`<td>${found === undefined ? undefined : code(found)}</td><td>${expected}${more.map((text) => html`<span class="more">${text}</span>`)}</td>`;
}

/** A finding in one line. */
export function findingLine(finding: Finding): Markup {
  return html`<li><span class="control">${finding.control}</span> ${placeOf(finding)}</li>`;
}

/** A finding of this page in one line, with a link to its control's findings. */
export function linkedFindingLine(finding: Finding): Markup {
  const [status = ""] = GROUPS.find(([, , includes]) => includes(finding)) ?? [];
  return html`<li><a class="control" href="#f-${status}-${finding.control}">${finding.control}</a> ${placeOf(finding)}</li>`;
}

function placeOf({ urn, path }: Finding): Markup {
  return html`${nameOf(urn)}${path === "" ? undefined : html`: ${code(path)}`}`;
}
