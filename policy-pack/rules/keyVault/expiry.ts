import { type Condition, checkValue } from "../reading/expect";
import { get, isMissing, isUnknown, toNumber, type Value } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const ATTRIBUTES = "properties.attributes";
const EXPIRES = `${ATTRIBUTES}.expires`;
const NOT_BEFORE = `${ATTRIBUTES}.notBefore`;
const SECONDS_IN_A_DAY = 86_400;

/**
 * Compliant: the secret expires at most the configured days after today, or after the later day from which it is valid. A disabled
 * secret cannot be used. ARM counts in seconds; a date in milliseconds is thousands of years ahead, and a violation.
 */
export function checkSecretExpiry({ props }: RuleResource, context: RuleContext): Outcome {
  if (get(props, `${ATTRIBUTES}.enabled`) === false) return NOT_APPLICABLE;
  const notBefore = get(props, NOT_BEFORE);
  const place = { path: EXPIRES, value: get(props, EXPIRES) };
  if (isUnknown(notBefore) && !isMissing(place.value) && !isUnknown(place.value)) return [{ unknown: NOT_BEFORE }];
  return checkValue(place, endsBefore(latest(notBefore, context), context), context);
}

/** The last second that is allowed. Days are whole days, since the program computes the date before the pack evaluates it. */
function latest(notBefore: Value, { config, now }: RuleContext): number {
  if (now === undefined) return Number.POSITIVE_INFINITY;
  const start = Math.max(now.getTime() / 1000, isMissing(notBefore) || isUnknown(notBefore) ? 0 : toNumber(notBefore));
  return start + (Number(config.maxDays) + 1) * SECONDS_IN_A_DAY;
}

function endsBefore(second: number, { config }: RuleContext): Condition {
  return {
    holds: (value) => !isMissing(value) && value !== "" && toNumber(value) <= second,
    expected: `a date within ${config.maxDays} days, in seconds since 1970`,
  };
}
