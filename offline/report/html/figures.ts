import type { Report } from "../model";
import { html, type Markup } from "./markup";

interface Figure {
  readonly name: string;
  readonly number: number;
  readonly about: string | Markup;
  /** Class of the figure. */
  readonly state?: "mandatory" | "advisory";
}

/** The numbers of the header. */
export function renderFigures({ summary, controls, notJudged }: Report): Markup {
  const { findings, packages, resources } = summary;
  const evaluated = controls.filter(({ level }) => level !== "disabled");
  const applied = evaluated.filter(({ applies }) => applies).length;
  const { mandatory, advisory, notJudgedYet } = findings;
  const figures: readonly Figure[] = [
    { name: "Mandatory", number: mandatory, about: "findings that block a deployment", ...(mandatory > 0 && { state: "mandatory" }) },
    { name: "Advisory", number: advisory, about: "findings that warn", ...(advisory > 0 && { state: "advisory" }) },
    ...(notJudgedYet > 0 ? [{ name: "Not judged yet", number: notJudgedYet, about: "an unknown value", state: "advisory" } as const] : []),
    ...notJudgedFigure(notJudged),
    { name: "Controls", number: applied, about: `with a resource, ${evaluated.length} evaluated` },
    { name: "Resources", number: resources, about: shares(packages) },
  ];
  return html`<dl class="figures">${figures.map(({ name, number, about, state }) => html`<div class="${state}"><dt>${name}</dt><dd><b>${number}</b> <span class="about">${about}</span></dd></div>`)}</dl>`;
}

/** What no control looked at; none where there is nothing. */
function notJudgedFigure({ packages, components }: Report["notJudged"]): readonly Figure[] {
  const unread = Object.values(packages).reduce((sum, number) => sum + number, 0);
  const number = unread + components.length;
  if (number === 0) return [];
  const parts = [...(unread > 0 ? ["resources"] : []), ...(components.length > 0 ? ["components"] : [])];
  return [{ name: "Not judged", number, about: html`<a href="#remarks">${parts.join(" and ")}</a>`, state: "advisory" }];
}

/** The largest packages. */
function shares(packages: Report["summary"]["packages"]): string {
  const entries = Object.entries(packages);
  const parts = entries.slice(0, 3).map(([name, number]) => `${name} ${number}`);
  return [...parts, ...(entries.length > 3 ? ["…"] : [])].join(", ");
}
