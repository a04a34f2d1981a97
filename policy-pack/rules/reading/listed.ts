import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";
import { allOf, anyOf, type Match } from "./selectors";
import { isUnknown, UNKNOWN, type Value } from "./values";

/**
 * Whether a list of the configuration names something.
 *
 * @param usual what the list holds by default: names that Azure gives, which no program computes.
 * @returns unknown where the name is and somebody listed more than that.
 */
export function isListed(name: Value, list: readonly Value[], usual: readonly string[] = []): Match {
  if (!isUnknown(name)) return list.includes(name);
  return list.some((one) => typeof one !== "string" || !usual.includes(one)) ? UNKNOWN : false;
}

/** The same of an object that the list writes as `namespace/name`: it may be one whose known part is the same. */
export function isListedObject(namespace: Value, name: Value, list: readonly string[]): Match {
  const objects = list.map((one) => one.split("/"));
  return anyOf(objects.map(([home, own]) => allOf([isListed(namespace, [home]), isListed(name, [own])])));
}

/** What a check says of something that configuration may admit by its name: nothing, its outcome, or that the name is not known. */
export function unlessListed(listed: Match, path: string, check: () => Outcome): Outcome {
  if (listed === true) return NOT_APPLICABLE;
  const outcome = check();
  return isUnknown(listed) && outcome !== NOT_APPLICABLE ? asUndecided(outcome, path) : outcome;
}

/** What a stack check says of a resource that may be excused by the value at a path. */
export function unlessExcluded(excused: Match, path: string, resource: RuleResource, judge: () => CheckResults): CheckResults {
  if (excused === true) return [];
  const outcome = judge();
  return isUnknown(excused) ? asUndecided(outcome, path).map((item) => ({ ...item, resource })) : outcome;
}

/** The outcome with all of its findings as one open question: that of the value at a path. */
export function asUndecided(outcome: CheckResults, path: string): CheckResults {
  const open = outcome.filter((item) => "unknown" in item);
  return open.length === outcome.length ? open : [{ unknown: path }, ...open];
}
