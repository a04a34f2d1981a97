import { type Condition, oneOf } from "./expect";
import { isMissing, literal, type Value } from "./values";

/** Whether two texts are equal to Azure Resource Manager, which compares enum values, names and ids case-insensitively. */
export function sameText(one: Value, other: Value): boolean {
  return typeof one === "string" && typeof other === "string" && one.toLowerCase() === other.toLowerCase();
}

/** One of the enum values, in any case. An absent value fails: for properties whose default in Azure is not the safe one. */
export const armIs = (...allowed: readonly string[]): Condition => ({
  holds: (value) => allowed.some((one) => sameText(one, value)),
  expected: oneOf(allowed),
});

/** None of the enum values, in any case. An absent value passes: for properties whose default in Azure is the safe one. */
export const armIsNot = (...refused: readonly string[]): Condition => ({
  holds: (value) => isMissing(value) || !refused.some((one) => sameText(one, value)),
  expected: `anything but ${refused.map(literal).join(" or ")}`,
});

/** The last segment of an id, lower-cased: the same for `…/roleDefinitions/<GUID>` and a bare GUID. */
export function lastSegment(id: string): string {
  return (id.split("/").filter(Boolean).at(-1) ?? "").toLowerCase();
}

/** An ARM id as pairs of collection and name, lower-cased, outermost first: `[["subscriptions", "…"], ["resourcegroups", "rg"], …]`. */
export function armPairs(id: string): readonly (readonly [string, string])[] {
  const segments = id.toLowerCase().split("/").filter(Boolean);
  return segments.flatMap((segment, index) => (index % 2 === 0 ? [[segment, segments[index + 1] ?? ""] as const] : []));
}
