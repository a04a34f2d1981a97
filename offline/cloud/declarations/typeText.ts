/** A type as far as values can be made up for it. */
export type ValueType =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "list" | "map"; readonly item: ValueType }
  /** An interface or enumeration of the package: `outputs.app.IngressResponse`. */
  | { readonly kind: "reference"; readonly name: string };

const parsed = new Map<string, { readonly type: ValueType; readonly optional: boolean }>();

/** Parses the text of a type in the declaration files of a package's SDK. Of a union the first alternative counts. */
export function parseType(text: string): { readonly type: ValueType; readonly optional: boolean } {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const alternatives = split(unwrapped(text.trim()), "|");
  const present = alternatives.filter((alternative) => alternative !== "undefined" && alternative !== "null");
  const result = { type: single(present), optional: present.length < alternatives.length };
  parsed.set(text, result);
  return result;
}

function single(alternatives: readonly string[]): ValueType {
  // `string | enums.x.Y`: any text is allowed, but a member of the enumeration is more likely to be valid.
  const text = alternatives.find((alternative) => alternative.startsWith("enums.")) ?? alternatives[0] ?? "any";
  if (text === "string" || text === "number" || text === "boolean") return { kind: text };
  if (text === "true" || text === "false") return { kind: "boolean" };
  if (text.endsWith("[]")) return { kind: "list", item: parseType(text.slice(0, -2)).type };
  const [, map] = /^\{ ?\[key: string\]: (.+?);? ?\}$/.exec(text) ?? [];
  if (map !== undefined) return { kind: "map", item: parseType(map).type };
  if (/^"[^"]*"$/.test(text)) return { kind: "literal", value: text.slice(1, -1) };
  return /^[A-Za-z_]\w*(\.\w+)*$/.test(text) && text !== "any" ? { kind: "reference", name: text } : { kind: "any" };
}

/** Removes the output or promise around a type, and parentheses. */
function unwrapped(text: string): string {
  const [, inner] = /^(?:pulumi\.Output|Promise)<(.+)>$/.exec(text) ?? /^\(([^()]*)\)$/.exec(text) ?? [];
  return inner === undefined ? text : unwrapped(inner.trim());
}

function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if ("{[(<".includes(character)) depth++;
    else if ("}])>".includes(character)) depth--;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
