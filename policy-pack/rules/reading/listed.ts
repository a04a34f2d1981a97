import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";
import { allOf, anyOf, type Match } from "./selectors";
import { isUnknown, UNKNOWN, type Value } from "./values";

/**
 * Whether a list in policy configuration contains a name.
 *
 * @param defaults default entries of the list: names that Azure defines, which no program computes.
 * @returns unknown where the name is unknown and the list contains more than the defaults.
 */
export function isListed(name: Value, list: readonly Value[], defaults: readonly string[] = []): Match {
  if (!isUnknown(name)) return list.includes(name);
  return list.some((one) => typeof one !== "string" || !defaults.includes(one)) ? UNKNOWN : false;
}

/** The same for an object that the list contains as `namespace/name`. Unknown where only the known part of its name matches. */
export function isListedObject(namespace: Value, name: Value, list: readonly string[]): Match {
  const objects = list.map((one) => one.split("/"));
  return anyOf(
    objects.map(([listedNamespace, listedName]) => allOf([isListed(namespace, [listedNamespace]), isListed(name, [listedName])])),
  );
}

/** The outcome of a check on something that configuration may exclude by name; undecided where the name is not known yet. */
export function unlessListed(listed: Match, path: string, check: () => Outcome): Outcome {
  if (listed === true) return NOT_APPLICABLE;
  const outcome = check();
  return isUnknown(listed) && outcome !== NOT_APPLICABLE ? asUndecided(outcome, path) : outcome;
}

/** The results of a stack check on a resource that the value at a path may exclude; undecided where that value is not known yet. */
export function unlessExcluded(excluded: Match, path: string, resource: RuleResource, check: () => CheckResults): CheckResults {
  if (excluded === true) return [];
  const outcome = check();
  return isUnknown(excluded) ? asUndecided(outcome, path).map((item) => ({ ...item, resource })) : outcome;
}

/** The results with all findings replaced by one undecided path. */
export function asUndecided(outcome: CheckResults, path: string): CheckResults {
  const undecided = outcome.filter((item) => "unknown" in item);
  return undecided.length === outcome.length ? undecided : [{ unknown: path }, ...undecided];
}
