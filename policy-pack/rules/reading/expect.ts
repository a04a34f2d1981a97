import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { isMissing, isUnknown, type Located, locate, type Value } from "./values";

/** A condition on one value, with the words that say what is allowed. */
export interface Condition {
  readonly holds: (value: Value, context: RuleContext) => boolean;
  readonly expected: string | ((context: RuleContext) => string);
  /** Whether a value that is not known yet satisfies it all the same. @default false: the place is reported as undecided */
  readonly holdsUnknown?: true;
}

export const is = (allowed: string | number | boolean): Condition => ({ holds: (value) => value === allowed, expected: `${allowed}` });

/** Absent counts as compliant: for properties whose default in Azure or Kubernetes is the safe one. */
export const isNot = (refused: string | number | boolean): Condition => ({
  holds: (value) => value !== refused,
  expected: `anything but ${refused}`,
});

export const isOneOf = (...allowed: readonly (string | number | boolean)[]): Condition => ({
  holds: (value) => allowed.some((one) => one === value),
  expected: allowed.length === 1 ? `${allowed[0]}` : `one of ${allowed.join(", ")}`,
});

/** A value that is computed was given: ids of resources that do not exist yet need no second look. */
export const isSet: Condition = { holds: (value) => !isMissing(value) && value !== "", expected: "a value", holdsUnknown: true };

/** Judges every value the path names. A wildcard over a missing list yields nothing: no element, no fault. */
export function checkProperty(resource: RuleResource, path: string, condition: Condition, context: RuleContext): CheckResults {
  return locate(resource.props, path).flatMap((place) => checkValue(place, condition, context));
}

export function checkValue(place: Located, condition: Condition, context: RuleContext): CheckResults {
  if (isUnknown(place.value)) return condition.holdsUnknown ? [] : [{ unknown: place.path }];
  if (condition.holds(place.value, context)) return [];
  const expected = typeof condition.expected === "string" ? condition.expected : condition.expected(context);
  return [{ path: place.path, found: place.value, expected }];
}

/** The check of a rule that is one comparison: `check: property("disableLocalAccounts", is(true))`. */
export function property(path: string, condition: Condition) {
  return (resource: RuleResource, context: RuleContext): Outcome => checkProperty(resource, path, condition, context);
}

/** Several comparisons that make one requirement. */
export function all(...checks: readonly ((resource: RuleResource, context: RuleContext) => Outcome)[]) {
  return (resource: RuleResource, context: RuleContext): Outcome => {
    const outcomes = checks.map((check) => check(resource, context)).filter((outcome) => outcome !== NOT_APPLICABLE);
    return outcomes.length === 0 ? NOT_APPLICABLE : outcomes.flat();
  };
}
