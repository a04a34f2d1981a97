import { InputFault } from "../fault";

/** A step of a configuration path: a key of a map, or an index of a list. */
export type Step = string | number;

const QUOTED = /^\["((?:[^"\\]|\\.)*)"\]/;
const INDEX = /^\[(\d+)\]/;
const KEY = /^[^.[\]]+/;

/** Parses `a.b[0]["c.d"]` as the Pulumi CLI does (property_path.go). */
export function parsePath(path: string): readonly Step[] {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== "") {
    const [step, length] = next(rest, path);
    steps.push(step);
    rest = rest.slice(length);
    if (rest.startsWith(".")) rest = afterDot(rest.slice(1), path);
    else if (rest !== "" && !rest.startsWith("[")) throw malformed(path);
  }
  return steps;
}

function next(rest: string, path: string): readonly [step: Step, length: number] {
  const quoted = QUOTED.exec(rest);
  if (quoted !== null) return [(quoted[1] ?? "").replace(/\\(.)/g, "$1"), quoted[0].length];
  const index = INDEX.exec(rest);
  if (index !== null) return [Number(index[1]), index[0].length];
  const key = KEY.exec(rest);
  if (key === null) throw malformed(path);
  return [key[0], key[0].length];
}

function afterDot(rest: string, path: string): string {
  if (rest === "") throw malformed(path);
  return rest;
}

function malformed(path: string): InputFault {
  return new InputFault(
    `"${path}" is not a valid configuration path; allowed: keys joined by dots, [0] for list items, ["key"] for keys with dots`,
  );
}

/**
 * Returns a copy of a map or list with the value set at a path; missing maps and lists on the path are created. As in the CLI, a list
 * can be extended only at its next index, and a map does not replace a list or the reverse.
 */
export function setAt(container: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  return typeof step === "number" ? setItem(container, step, rest, value) : setMember(container, step, rest, value);
}

function setItem(container: unknown, index: number, rest: readonly Step[], value: unknown): unknown {
  if (container !== undefined && container !== null && !Array.isArray(container))
    throw new InputFault(`an array was expected for index ${index}`);
  const items: unknown[] = [...(container ?? [])];
  if (index > items.length) throw new InputFault(`array index out of range: ${index}; the next index is ${items.length}`);
  items[index] = setAt(items[index], rest, value);
  return items;
}

function setMember(container: unknown, key: string, rest: readonly Step[], value: unknown): unknown {
  if (container !== undefined && container !== null && (typeof container !== "object" || Array.isArray(container)))
    throw new InputFault(`a map was expected for key "${key}"`);
  const members: Record<string, unknown> = { ...container };
  members[key] = setAt(members[key], rest, value);
  if (Object.keys(members).length === 1 && "secure" in members) throw new InputFault('"secure" key in maps of length 1 are reserved');
  return members;
}

/** With `--path` the CLI converts booleans and integers; a number with a leading zero remains a string. */
export function typedValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (text.length > 1 && text.startsWith("0")) return text;
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}
