import { shortType } from "../tree";
import { type Comparison, isRisk, type PropertyDifference, type ResourceDifference } from "./comparison";

/** Differences under one heading. */
export interface DifferenceSection {
  readonly heading: string;
  readonly risk: boolean;
  readonly groups: readonly DifferenceGroup[];
  /** Number of resources in all groups. */
  readonly count: number;
}

/** Resources of one type with the same changes, which are shown once: a tag that changes everywhere is one change to read. */
export interface DifferenceGroup {
  readonly type: string;
  readonly resources: readonly ResourceDifference[];
  readonly changes: readonly PropertyDifference[];
}

const SECTIONS: readonly (readonly [string, (difference: ResourceDifference) => boolean])[] = [
  ["Deleted or replaced although protected or holding data", isRisk],
  ["Replaced", (difference) => difference.kind === "replaced" && !isRisk(difference)],
  ["Removed", (difference) => difference.kind === "removed" && !isRisk(difference)],
  ["Changed", ({ kind }) => kind === "changed"],
  ["Added", ({ kind }) => kind === "added"],
];

/** The resources that differ, by what happens to them; those with risk first. */
export function sectionsOf({ resources }: Pick<Comparison, "resources">): readonly DifferenceSection[] {
  return SECTIONS.flatMap(([heading, includes]) => {
    const members = resources.filter(includes);
    if (members.length === 0) return [];
    return [{ heading, risk: members.some(isRisk), groups: groupsOf(members), count: members.length }];
  });
}

function groupsOf(resources: readonly ResourceDifference[]): readonly DifferenceGroup[] {
  const groups = new Map<string, ResourceDifference[]>();
  for (const resource of resources) {
    const signature = JSON.stringify(resource.changes.length === 0 ? resource.urn : [marksOf(resource), resource.kind, resource.changes]);
    groups.set(signature, [...(groups.get(signature) ?? []), resource]);
  }
  return Array.from(groups.values(), (members) => {
    const types = new Set(members.map(({ type }) => shortType(type)));
    return {
      type: types.size === 1 ? ([...types][0] ?? "") : `${types.size} types`,
      resources: members,
      changes: members[0]?.changes ?? [],
    };
  });
}

/** What a reader has to know about a resource before a deployment. */
export function marksOf({ protect, holdsData, kind, formerUrn }: ResourceDifference): readonly string[] {
  return [
    ...(protect ? ["protected"] : []),
    ...(holdsData && kind !== "added" && kind !== "changed" ? ["holds data"] : []),
    ...(formerUrn === undefined ? [] : [`was ${formerUrn.split("::").at(-1)}`]),
  ];
}

/** What a change does, in words; empty for one that the provider makes in place. */
export function effectOf({ replaces, refused, option }: PropertyDifference): string {
  if (refused) return "Azure refuses this change of an existing resource";
  if (replaces) return "forces replacement";
  return option ? "resource option" : "";
}

/** What differs, in one line: `1 replaced, 2 changed, 3 added, 1 new finding, 2 findings gone`. */
export function countsOf({ resources, newFindings, goneFindings }: Comparison): string {
  const kinds = (["replaced", "removed", "changed", "added"] as const).map((kind) => {
    const count = resources.filter((resource) => resource.kind === kind).length;
    return count === 0 ? "" : `${count} ${kind}`;
  });
  const findings = (count: number) => `${count} ${count === 1 ? "finding" : "findings"}`;
  const parts = [
    ...kinds,
    newFindings.length === 0 ? "" : `${findings(newFindings.length)} new`,
    goneFindings.length === 0 ? "" : `${findings(goneFindings.length)} gone`,
  ];
  return parts.filter((part) => part !== "").join(", ") || "no difference";
}

/**
 * The value before or after a change in one line, at most so many characters: of a long one the part in which it differs from the other.
 * Undefined where there is no value.
 */
export function shortValue(change: PropertyDifference, side: "before" | "after", width: number): string | undefined {
  if (!(side in change)) return undefined;
  const [text, other] = [textOf(change[side]), textOf(change[side === "before" ? "after" : "before"])];
  if (text.length <= width) return text;
  // Of what both begin with, a third of the line shows where in the value it is.
  const from = Math.max(0, Math.min(commonLength(text, other) - Math.floor(width / 3), text.length - width + 1));
  const head = from === 0 ? "" : "…";
  const rest = text.slice(from);
  return head.length + rest.length <= width ? `${head}${rest}` : `${head}${rest.slice(0, width - head.length - 1)}…`;
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? "not set";

/** Number of characters with which both texts begin. */
function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
