import { elements, entries, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "./values";

/** Whether labels satisfy a selector; {@link UNKNOWN} where that depends on a value that is not known yet. */
export type Match = boolean | typeof UNKNOWN;

/** Whether labels match a Kubernetes LabelSelector: all of `matchLabels` and `matchExpressions`; an empty one selects everything. */
export function matchesSelector(selector: Value, labels: Value): Match {
  if (isUnknown(selector)) return UNKNOWN;
  return allOf([
    matchesLabels(get(selector, "matchLabels"), labels),
    isUnknown(get(selector, "matchExpressions")) ? UNKNOWN : true,
    ...elements(get(selector, "matchExpressions")).map((expression) => matchesExpression(expression, labels)),
  ]);
}

/** Whether labels match a map of labels, such as a Service's selector; an empty one matches everything. */
export function matchesLabels(required: Value, labels: Value): Match {
  if (isUnknown(required)) return UNKNOWN;
  return allOf(
    entries(required).map(([key, value]) => (isUnknown(value) ? matchUnknownValue(key, labels) : equals(label(labels, key), [value]))),
  );
}

/** Whether a selector selects everything: `{}`, or one whose parts are empty. */
export function selectsEverything(selector: Value): Match {
  if (isUnknown(selector)) return UNKNOWN;
  if (isMissing(selector)) return true;
  const parts = [get(selector, "matchLabels"), get(selector, "matchExpressions")];
  return allOf(parts.map((part) => (isUnknown(part) ? UNKNOWN : Object.keys(part ?? {}).length === 0)));
}

/** Whether a list is missing or has no elements. */
export function isEmpty(list: Value): Match {
  return isUnknown(list) ? UNKNOWN : elements(list).length === 0;
}

export function allOf(matches: readonly Match[]): Match {
  if (matches.includes(false)) return false;
  return matches.includes(UNKNOWN) ? UNKNOWN : true;
}

export function anyOf(matches: readonly Match[]): Match {
  if (matches.includes(true)) return true;
  return matches.includes(UNKNOWN) ? UNKNOWN : false;
}

/** {@link allOf} that evaluates no further condition after a false one. */
export function allInTurn(...conditions: readonly (() => Match)[]): Match {
  return inTurn(conditions, false);
}

/** {@link anyOf} that evaluates no further condition after a true one. */
export function anyInTurn(...conditions: readonly (() => Match)[]): Match {
  return inTurn(conditions, true);
}

function inTurn(conditions: readonly (() => Match)[], decisive: boolean): Match {
  let isUndecided = false;
  for (const condition of conditions) {
    const match = condition();
    if (match === decisive) return match;
    isUndecided ||= isUnknown(match);
  }
  return isUndecided ? UNKNOWN : !decisive;
}

function matchesExpression(expression: Value, labels: Value): Match {
  const [key, operator, values] = [get(expression, "key"), get(expression, "operator"), get(expression, "values")];
  if (typeof key !== "string" || isUnknown(operator) || isUnknown(labels)) return UNKNOWN;
  const found = label(labels, key);
  if (operator === "Exists") return !isMissing(found);
  if (operator === "DoesNotExist") return isMissing(found);
  const listed = isUnknown(values) && !isMissing(found) ? UNKNOWN : equals(found, elements(values));
  // A pod without the label is not in the list, so NotIn selects it.
  return operator === "NotIn" ? negate(listed) : listed;
}

function label(labels: Value, key: string): Value {
  if (isUnknown(labels)) return UNKNOWN;
  return isRecord(labels) && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function equals(found: Value, allowed: readonly Value[]): Match {
  if (isMissing(found)) return false;
  if (isUnknown(found)) return UNKNOWN;
  return anyOf(allowed.map((value) => (isUnknown(value) ? UNKNOWN : value === found)));
}

/** A required value that is unknown can match only if the pod has the label. */
function matchUnknownValue(key: string, labels: Value): Match {
  return isMissing(label(labels, key)) ? false : UNKNOWN;
}

/** Whether two values are the same; unknown if either is. */
export function isEqual(one: Value, other: Value): Match {
  return isUnknown(one) || isUnknown(other) ? UNKNOWN : one === other;
}

export function negate(match: Match): Match {
  return isUnknown(match) ? UNKNOWN : !match;
}
