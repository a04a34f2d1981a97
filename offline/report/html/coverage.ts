import { controlsOf, DOCUMENTS } from "../../../requirements/documents";
import { FRAMEWORKS, itemsOfFramework } from "../../../requirements/frameworks";
import type { ReportedControl } from "../model";
import { count, html, link, type Markup } from "./markup";
import { STATUSES, type Status, statusesOf, statusOfItem } from "./status";
import type { View } from "./view";

/** What a framework or a document asks for, with the controls that check it. */
interface Requirement {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly string[];
}

interface Group {
  readonly name: string;
  readonly about: string | Markup;
  readonly requirements: readonly Requirement[];
  /** Number of requirements that no control checks. */
  readonly others: number;
}

type Statuses = ReadonlyMap<string, Status>;

/** Every control with its status, then what frameworks and documents ask for. */
export function renderCoverage({ report }: View): Markup {
  const statuses = statusesOf(report);
  return html`<div class="legend" aria-hidden="true">${(Object.keys(STATUSES) as Status[]).map((status) => html`<span class="status ${status}">${STATUSES[status]}</span>`)}</div>
<p class="note">An item has the worst status of its controls; without findings it is partly disabled where some of them are. That every control is met does not mean that a framework is: each item asks for more than a program shows.</p>
<h3>Frameworks</h3>
${frameworks(report.controls).map((group) => renderGroup(group, statuses))}
<h3>Documents</h3>
${documents(report.controls).map((group) => renderGroup(group, statuses))}
<h3>Controls</h3>
${renderControls(report.controls, statuses)}`;
}

function frameworks(controls: readonly ReportedControl[]): readonly Group[] {
  return FRAMEWORKS.map((framework) => {
    const items = itemsOfFramework(framework, controls).map((item) => ({ title: "", ...item }));
    return { name: framework.name, about: link(framework.url, framework.ids), ...split(items) };
  });
}

function documents(controls: readonly ReportedControl[]): readonly Group[] {
  const known = new Set(controls.map(({ id }) => id));
  return DOCUMENTS.map((document) => {
    const lines = document.lines.map((line) => {
      const own = controlsOf(document, line).filter((id) => known.has(id));
      return { id: `Line ${line.line}`, title: line.asks, controls: own };
    });
    return { name: document.title, about: document.name, ...split(lines) };
  });
}

function split(items: readonly Requirement[]): Pick<Group, "requirements" | "others"> {
  const requirements = items.filter(({ controls }) => controls.length > 0);
  return { requirements, others: items.length - requirements.length };
}

function renderGroup({ name, about, requirements, others }: Group, statuses: Statuses): Markup {
  const hasTitles = requirements.some(({ title }) => title !== "");
  const own = requirements.map((requirement) => ({ ...requirement, status: statusOf(requirement.controls, statuses) }));
  const rows = own.map(
    ({ id, title, status, controls }) =>
      html`<tr><th scope="row">${id}</th>${hasTitles ? html`<td>${title}</td>` : undefined}<td>${label(status)}</td><td class="controls">${controls.map((control) => html`<a class="status ${statuses.get(control) ?? "off"}" href="#c-${control}">${control}</a> `)}</td></tr>
`,
  );
  const remark = others === 0 ? undefined : html` ${count(others, "item")} ${others === 1 ? "has" : "have"} no control.`;
  return html`<details class="coverage"><summary><span class="title">${name}</span> ${bar(own.map(({ status }) => status))} <span class="count">${count(own.length, "item")}</span></summary>
<p class="note">${about}.${remark}</p>
<div class="scroll" tabindex="0" role="group" aria-label="Items of ${name}"><table><thead><tr><th scope="col">Item</th>${hasTitles ? html`<th scope="col">Asks for</th>` : undefined}<th scope="col">Status</th><th scope="col">Controls</th></tr></thead><tbody>
${rows}</tbody></table></div></details>
`;
}

function statusOf(controls: readonly string[], statuses: Statuses): Status {
  return statusOfItem(controls.map((id) => statuses.get(id) ?? "off"));
}

function label(status: Status): Markup {
  return html`<span class="status ${status}">${STATUSES[status]}</span>`;
}

/** Shares of the statuses, and the same in words. */
function bar(statuses: readonly Status[]): Markup {
  const shares = (Object.keys(STATUSES) as Status[]).flatMap((status) => {
    const number = statuses.filter((one) => one === status).length;
    return number === 0 ? [] : [{ status, number }];
  });
  let x = 0;
  const parts = shares.map(({ status, number }) => {
    const width = (number / statuses.length) * 100;
    const part = html`<rect class="share ${status}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return part;
  });
  const words = shares.map(({ status, number }) => `${number} ${STATUSES[status].toLowerCase()}`).join(", ");
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${words}">${parts}</svg><span class="shares" aria-hidden="true">${words}</span>`;
}

function renderControls(controls: readonly ReportedControl[], statuses: Statuses): Markup {
  return html`<details class="coverage"><summary><span class="title">All controls</span> ${bar(Array.from(statuses.values()))} <span class="count">${count(controls.length, "control")}</span></summary>
<div class="scroll" tabindex="0" role="group" aria-label="All controls"><table><thead><tr><th scope="col">Control</th><th scope="col">Requires</th><th scope="col">Status</th><th scope="col">Severity</th><th scope="col">Level</th></tr></thead><tbody>
${controls.map(({ id, title, severity, level, url }) => {
  const status = statuses.get(id) ?? "off";
  const hasFinding = status === "mandatory" || status === "advisory" || status === "undecided";
  const shown = hasFinding ? html`<a class="status ${status}" href="#f-${status}-${id}">${STATUSES[status]}</a>` : label(status);
  return html`<tr id="c-${id}"><th scope="row">${link(url, id)}</th><td>${title}</td><td>${shown}</td><td>${severity}</td><td>${level}</td></tr>
`;
})}</tbody></table></div></details>`;
}
