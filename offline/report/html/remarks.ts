import type { Report } from "../model";
import { code, count, html, type Markup } from "./markup";
import { resourceLink, type View } from "./view";

/** What the preview could not judge, and its warnings; undefined where there is none. */
export function renderRemarks(view: View): Markup | undefined {
  const { notJudged, warnings } = view.report;
  const packages = Object.entries(notJudged.packages).map(
    ([name, number]) => html`<li>${count(number, "resource")} of the package ${code(name)}, which the pack does not read</li>`,
  );
  const components = notJudged.components.map(({ urn, reason }) => html`<li>${resourceLink(view, urn)} is not rendered: ${reason}</li>`);
  if (packages.length + components.length + warnings.length === 0) return undefined;
  return html`${packages.length + components.length === 0 ? undefined : html`<h3>Not judged</h3><ul>${packages}${components}</ul>`}
${warnings.length === 0 ? undefined : html`<h3>Warnings</h3><ul>${warnings.map((text) => html`<li>${text}</li>`)}</ul>`}`;
}

/** Outputs of the stack; undefined where it has none. */
export function renderOutputs({ outputs }: Report): Markup | undefined {
  const entries = Object.entries(outputs);
  if (entries.length === 0) return undefined;
  const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table of outputs"><table><thead><tr><th scope="col">Output</th><th scope="col">Value</th></tr></thead><tbody>${entries.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${code(text(value))}</td></tr>`)}</tbody></table></div>`;
}
