import type { Finding } from "../../pack";
import { keyOf } from "./identity";

export interface FindingComparison {
  readonly newFindings: readonly Finding[];
  readonly goneFindings: readonly Finding[];
}

/** What a finding of two evaluations has in common. A resource of the base may have another key. */
export function identityOf({ control, policy, level, urn, path }: Finding, resource: string = keyOf(urn)): string {
  return [control, policy, level, resource, path].join("\0");
}

/**
 * Compares findings by policy, level, resource and path. `renamed` maps keys of the base's resources to current ones. A path that
 * differs in the positions of list elements alone is the same finding: an element before it was added or removed.
 */
export function compareFindings(
  base: readonly Finding[],
  current: readonly Finding[],
  renamed: ReadonlyMap<string, string>,
): FindingComparison {
  const withoutPositions = (finding: Finding, key: string) => identityOf({ ...finding, path: finding.path.replace(/\[\d+\]/g, "[]") }, key);
  const keyInBase = ({ urn }: Finding) => renamed.get(keyOf(urn)) ?? keyOf(urn);
  let [gone, added] = [base, current];
  for (const identity of [identityOf, withoutPositions]) {
    const left = rest(
      gone,
      added,
      (finding) => identity(finding, keyInBase(finding)),
      (finding) => identity(finding, keyOf(finding.urn)),
    );
    [gone, added] = [left.base, left.current];
  }
  return { newFindings: added, goneFindings: gone };
}

/** What remains of two lists when each finding of one is paired with one finding of the other that has the same identity. */
function rest(
  base: readonly Finding[],
  current: readonly Finding[],
  inBase: (finding: Finding) => string,
  inCurrent: (finding: Finding) => string,
) {
  const unpaired = new Map<string, Finding[]>();
  for (const finding of base) unpaired.set(inBase(finding), [...(unpaired.get(inBase(finding)) ?? []), finding]);
  const added = current.filter((finding) => unpaired.get(inCurrent(finding))?.shift() === undefined);
  return { base: [...unpaired.values()].flat(), current: added };
}
