/** HTML that is complete: it is not escaped again. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Child = Markup | string | number | undefined | readonly Child[];

export const NOTHING = new Markup("");

/**
 * HTML from a template. Every value that is not markup is escaped, for text and for quoted attributes; arrays are joined; undefined is
 * nothing. No value is part of a script or of a style.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Child[]): Markup {
  return new Markup(strings.map((text, index) => (index === 0 ? text : render(values[index - 1]) + text)).join(""));
}

function render(value: Child): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(render).join("");
  return escaped(`${value}`);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** Without what HTML does not allow, and with a sign for characters that change the direction in which text is read. */
function visible(text: string): string {
  return Array.from(text, (character) => {
    if (/[\u202a-\u202e\u2066-\u2069]/.test(character)) return "\ufffd";
    return character >= " " || /[\t\n\r]/.test(character) ? character : "\ufffd";
  }).join("");
}

/** A link to a page of documentation; text alone where the address is no page. */
export function link(url: string, text: string): Markup {
  return /^https:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;
}

/** A value as code. */
export function code(text: string): Markup {
  return html`<code>${text}</code>`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
