import { isComplete } from "../../notJudged";
import type { Report } from "../model";
import { loadAssets } from "./assets";
import { renderCoverage } from "./coverage";
import { renderDifference } from "./difference";
import { renderFigures } from "./figures";
import { renderFindings } from "./findings";
import { count, html, type Markup } from "./markup";
import { renderOutputs, renderRemarks } from "./remarks";
import { renderResources } from "./resources";
import { renderTopology } from "./topology/section";
import { viewOf } from "./view";

interface Section {
  readonly id: string;
  readonly heading: string;
  /** Undefined leaves the section out. */
  readonly body: Markup | undefined;
}

/**
 * The report as a page of its own: nothing in it is loaded from elsewhere, and a content security policy refuses whatever would be.
 *
 * @param root folder of the preview's sources.
 */
export function renderHtml(report: Report, root: string): string {
  const view = viewOf(report);
  return page(root, {
    ...{ project: report.project, stack: report.stack, ...verdictOf(report) },
    figures: renderFigures(report),
    sections: [
      { id: "difference", heading: "Difference", body: renderDifference(view) },
      { id: "topology", heading: "Topology", body: renderTopology(view) },
      { id: "findings", heading: "Findings", body: renderFindings(view) },
      { id: "coverage", heading: "Coverage", body: renderCoverage(view) },
      { id: "remarks", heading: "Remarks", body: renderRemarks(view) },
      { id: "outputs", heading: "Outputs", body: renderOutputs(report) },
      { id: "all-resources", heading: "Resources", body: renderResources(view) },
    ],
  });
}

/** Not good either where no mandatory finding is reported, but not everything was judged. */
function verdictOf({ summary, notJudged }: Report): Verdict {
  const { mandatory } = summary.findings;
  if (mandatory > 0) return { verdict: `Blocked by ${count(mandatory, "mandatory finding")}`, state: "bad" };
  if (isComplete(notJudged)) return { verdict: "No mandatory findings", state: "good" };
  return { verdict: "No mandatory findings in what was judged", state: "partial" };
}

/** The page of a preview that failed. */
export function renderHtmlFailure(stack: string, error: string, root: string): string {
  const body = html`<p>Nothing was evaluated.</p><pre class="error">${error}</pre>`;
  const sections = [{ id: "error", heading: "Error", body }];
  return page(root, { project: "", stack, verdict: "Failed", state: "bad", figures: undefined, sections });
}

interface Verdict {
  readonly verdict: string;
  readonly state: "good" | "partial" | "bad";
}

interface Content extends Verdict {
  readonly project: string;
  readonly stack: string;
  readonly figures: Markup | undefined;
  readonly sections: readonly Section[];
}

function page(root: string, { project, stack, verdict, state, figures, sections }: Content): string {
  const { policy, style, script } = loadAssets(root);
  const shown = sections.filter(({ body }) => body !== undefined);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${stack}: ${verdict} – preview${project === "" ? "" : ` of ${project}`}</title>
${style}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="column"><p class="project">${project === "" ? "Preview" : `Preview · ${project}`}</p>
<div class="head"><h1>${stack}</h1><p class="verdict ${state}">${verdict}</p>
<fieldset class="theme" id="theme" hidden><legend>Theme</legend>${["Auto", "Light", "Dark"].map((name) => html`<label><input type="radio" name="theme" value="${name.toLowerCase()}"${name === "Auto" ? html` checked` : undefined}><span>${name}</span></label>`)}</fieldset></div>
${figures}</header>
${shown.length < 2 ? undefined : html`<nav aria-label="Sections"><ul class="column">${shown.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>`}
<main class="column" id="content" tabindex="-1">
${shown.map(({ id, heading, body }) => html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>\n${body}</section>\n`)}</main>
${script}
</body>
</html>
`.text;
}
