import { isRecord, isSecret } from "../../../offline/wire";

export type Step = string | number;

/** A step of a pattern: a key, every element of a list, or the elements whose property has a value. */
type PatternStep =
  | { readonly key: string }
  | { readonly every: true }
  | { readonly where: string; readonly is: string }
  | { readonly where: string; readonly isNot: string };

const TOKEN = /\["([^"]+)"\]|\[\*\]|\[([\w.]+)(!?=)([^\]]+)\]|([^.[\]]+)/g;

/** Parses `spec.containers[name=app].image`: `[*]` is every element, `[name=app]` those with the value, `[name!=app]` the others. */
function parsed(pattern: string): readonly PatternStep[] {
  return Array.from(pattern.matchAll(TOKEN), ([token, quoted, where, comparison, is, key]) => {
    if (token === "[*]") return { every: true };
    if (where === undefined) return { key: quoted ?? key ?? "" };
    return comparison === "=" ? { where, is: is ?? "" } : { where, isNot: is ?? "" };
  });
}

/**
 * The paths in a value that a pattern matches.
 *
 * @param absent whether the last key may be missing where everything above it exists.
 */
export function expand(value: unknown, pattern: string, absent = false): readonly (readonly Step[])[] {
  return matches(value, parsed(pattern), absent);
}

function matches(value: unknown, [step, ...rest]: readonly PatternStep[], absent: boolean): readonly (readonly Step[])[] {
  if (step === undefined) return [[]];
  if ("key" in step) {
    if (!isRecord(value)) return [];
    if (value[step.key] === undefined) return absent && rest.length === 0 ? [[step.key]] : [];
    return matches(value[step.key], rest, absent).map((path) => [step.key, ...path]);
  }
  if (!Array.isArray(value)) return [];
  const selected = value.flatMap((item: unknown, index) => (isSelected(item, step) ? [{ item, index }] : []));
  return selected.flatMap(({ item, index }) => matches(item, rest, absent).map((path) => [index, ...path]));
}

function isSelected(item: unknown, step: Exclude<PatternStep, { readonly key: string }>): boolean {
  if ("every" in step) return true;
  const found = isRecord(item) ? String(item[step.where]) : "";
  return "is" in step ? found === step.is : found !== step.isNot;
}

/** The value at a path. */
export function valueAt(value: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<Step, unknown> | undefined)?.[step], value);
}

/** Stands for a removed property, list element or resource. */
export const REMOVED = Symbol("removed");

/** A copy with another value at the path; {@link REMOVED} removes the property or list element. */
export function withValue(container: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  const inner = withValue((container as Record<Step, unknown>)[step], rest, value);
  if (Array.isArray(container)) return container.flatMap((item, index) => (index !== step ? [item] : inner === REMOVED ? [] : [inner]));
  const { [step]: _, ...others } = container as Record<Step, unknown>;
  return inner === REMOVED ? others : { ...others, [step]: inner };
}

/** A boolean, number, text, `null` or empty container of a resource's inputs. */
export interface Leaf {
  readonly path: readonly Step[];
  readonly value: unknown;
}

/** All leaves of the inputs, secrets unwrapped. */
export function leavesOf(value: unknown, path: readonly Step[] = []): readonly Leaf[] {
  if (isSecret(value)) return leavesOf(value.value, path);
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isRecord(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : leavesOf(inner, [...path, key])));
  return [{ path, value }];
}

/** `spec.ports[0].name`; with `indices` false every index is `[*]`, so that equal leaves of several resources have one text. */
export function pathText(path: readonly Step[], indices = true): string {
  const steps = path.map((step) => {
    if (typeof step === "number") return indices ? `[${step}]` : "[*]";
    return /[.[\]/]/.test(step) ? `["${step}"]` : `.${step}`;
  });
  return steps.join("").replace(/^\./, "");
}

/** Whether a value is a boolean or one word, as the values of enumerations are; texts such as "true" included. */
export function isWord(value: unknown): boolean {
  return typeof value === "boolean" || (typeof value === "string" && /^[A-Za-z][\w.]*$/.test(value));
}
