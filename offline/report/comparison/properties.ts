import { isDeepStrictEqual } from "node:util";
import { isRecord, SECRET_MARK } from "../../wire";
import type { PropertyDifference } from "./comparison";

/** Stands for the value of a property that only one side marks as secret: the other side's value is the secret. */
export const NOT_SECRET_MARK = "[not marked as secret]";

/** Properties that name an element of a list, in the order in which they are tried. */
const NAMING = ["name", "key", "id", "mountPath"];

/** The properties in which two masked values differ, each at the deepest path. */
export function propertyDifferences(before: unknown, after: unknown, path = ""): readonly PropertyDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return recordDifferences(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, path);
  const masked = (value: unknown, other: unknown) => (other === SECRET_MARK && value !== undefined ? NOT_SECRET_MARK : value);
  const [shownBefore, shownAfter] = [masked(before, after), masked(after, before)];
  return [{ path, ...(before !== undefined && { before: shownBefore }), ...(after !== undefined && { after: shownAfter }) }];
}

function recordDifferences(before: object, after: object, path: string): readonly PropertyDifference[] {
  const [old, current] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = [...new Set([...old.keys(), ...current.keys()])];
  return keys.flatMap((key) => propertyDifferences(old.get(key), current.get(key), joined(path, key)));
}

function joined(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function listDifferences(before: readonly unknown[], after: readonly unknown[], path: string): readonly PropertyDifference[] {
  const naming = NAMING.find((key) => isNamedBy(before, key) && isNamedBy(after, key));
  return naming === undefined ? unnamedDifferences(before, after, path) : namedDifferences(before, after, path, naming);
}

function isNamedBy(list: readonly unknown[], key: string): boolean {
  const names = list.map((item) => (isRecord(item) ? item[key] : undefined));
  return names.every((name) => typeof name === "string") && new Set(names).size === names.length;
}

/** Elements with names are compared with those of the same name, so that an inserted one does not move all others. */
function namedDifferences(before: readonly unknown[], after: readonly unknown[], path: string, key: string): readonly PropertyDifference[] {
  const named = (list: readonly unknown[]) => new Map(list.map((item) => [String(isRecord(item) ? item[key] : ""), item]));
  const [old, current] = [named(before), named(after)];
  const names = [...new Set([...old.keys(), ...current.keys()])];
  const found = names.flatMap((name) => propertyDifferences(old.get(name), current.get(name), `${path}[${name}]`));
  if (found.length > 0) return found;
  return [{ path: `${path} (order)`, before: [...old.keys()], after: [...current.keys()] }];
}

/** Other elements are compared by position, after what both lists start and end with. */
function unnamedDifferences(before: readonly unknown[], after: readonly unknown[], path: string): readonly PropertyDifference[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isDeepStrictEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && isDeepStrictEqual(before.at(-1 - end), after.at(-1 - end))) end++;
  const [old, current] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return Array.from({ length: Math.max(old.length, current.length) }, (_, index) =>
    propertyDifferences(old[index], current[index], `${path}[${start + index}]`),
  ).flat();
}
