import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { isMissing, isUnknown, type Located, literal, locate, type Value } from "./values";

/** A condition on one value. */
export interface Condition {
  /** Whether the value is compliant. */
  readonly holds: (value: Value, context: RuleContext) => boolean;
  /** What is allowed, in words, for messages. */
  readonly expected: string | ((context: RuleContext) => string);
  /**
   * Whether a value that is not known yet is compliant.
   * @default false: the path is reported as undecided
   */
  readonly holdsUnknown?: true;
}

/** Exactly this value, of this type: it is not documented that Azure accepts `"true"` for `true`, and Kubernetes rejects it. */
export const is = (allowed: string | number | boolean): Condition => ({ holds: (value) => value === allowed, expected: literal(allowed) });

/**
 * An absent value passes: for properties whose default in Azure or Kubernetes is the safe one. The same value as text does not,
 * since an API may convert it.
 */
export const isNot = (refused: string | number | boolean): Condition => ({
  holds: (value) => value !== refused && !(typeof value === "string" && value.trim().toLowerCase() === String(refused).toLowerCase()),
  expected: `anything but ${literal(refused)}`,
});

export const isOneOf = (...allowed: readonly (string | number | boolean)[]): Condition => ({
  holds: (value) => allowed.some((one) => one === value),
  expected: oneOf(allowed),
});

/** Any value. An unknown value passes: it is the output of another resource, so the property is set. */
export const isSet: Condition = { holds: (value) => !isMissing(value) && value !== "", expected: "a value", holdsUnknown: true };

/** What is allowed, in words, where it is one of these values. */
export function oneOf(allowed: readonly (string | number | boolean)[]): string {
  const shown = allowed.map(literal).join(", ");
  return allowed.length === 1 ? shown : `one of ${shown}`;
}

/** Checks every value at a path. A wildcard over a missing list matches no value, so it has no violation. */
export function checkProperty(resource: RuleResource, path: string, condition: Condition, context: RuleContext): CheckResults {
  return locate(resource.props, path).flatMap((place) => checkValue(place, condition, context));
}

export function checkValue(place: Located, condition: Condition, context: RuleContext): CheckResults {
  if (isUnknown(place.value)) return condition.holdsUnknown ? [] : [{ unknown: place.path }];
  if (condition.holds(place.value, context)) return [];
  const expected = typeof condition.expected === "string" ? condition.expected : condition.expected(context);
  return [{ path: place.path, found: place.value, expected }];
}

/** The result, not covered by the finding of another control. */
export const asOwnCause = (result: CheckResults[number]): CheckResults[number] =>
  "unknown" in result ? result : { ...result, ownCause: true };

/** The check of a rule that consists of one comparison: `check: property("disableLocalAccounts", is(true))`. */
export function property(path: string, condition: Condition) {
  return (resource: RuleResource, context: RuleContext): Outcome => checkProperty(resource, path, condition, context);
}

/** The check of a rule that consists of several comparisons. */
export function all(...checks: readonly ((resource: RuleResource, context: RuleContext) => Outcome)[]) {
  return (resource: RuleResource, context: RuleContext): Outcome => {
    const outcomes = checks.map((check) => check(resource, context)).filter((outcome) => outcome !== NOT_APPLICABLE);
    return outcomes.length === 0 ? NOT_APPLICABLE : outcomes.flat();
  };
}

/** The check of a feature with a setting: where the feature is off, that is the one finding, and its setting is part of the fix. */
export function enabledWith(
  isOn: (resource: RuleResource, context: RuleContext) => Outcome,
  setting: (resource: RuleResource, context: RuleContext) => Outcome,
) {
  return (resource: RuleResource, context: RuleContext): Outcome => {
    const outcome = isOn(resource, context);
    const isOff = outcome !== NOT_APPLICABLE && outcome.some((item) => !("unknown" in item));
    return isOff ? outcome : all(() => outcome, setting)(resource, context);
  };
}

/** The check of a rule that reads other properties of each type it applies to. */
export function byType(checks: Readonly<Record<string, (resource: RuleResource, context: RuleContext) => Outcome>>) {
  return (resource: RuleResource, context: RuleContext): Outcome => checks[resource.type]?.(resource, context) ?? NOT_APPLICABLE;
}
