import { sameText } from "../reading/arm";
import { allOf, anyOf, type Match, negate } from "../reading/selectors";
import { get, isMissing, isUnknown, locate, UNKNOWN, type Value } from "../reading/values";
import type { Outcome, RuleResource } from "../rule";

const PATH = "customRules.rules";

/** Compliant: an enabled custom rule limits the rate of requests, with an action that stops those above it. */
export function checkRateLimit({ props }: RuleResource): Outcome {
  const limited = anyOf(locate(props, `${PATH}[*]`).map(({ value }) => limits(value)));
  if (limited === true) return [];
  if (isUnknown(limited)) return [{ unknown: PATH }];
  return [
    { path: PATH, found: "no RateLimitRule that is enabled and blocks", expected: "a rule with ruleType RateLimitRule and action Block" },
  ];
}

function limits(rule: Value): Match {
  const [type, state, action] = [get(rule, "ruleType"), get(rule, "enabledState"), get(rule, "action")];
  return allOf([
    matches(type, "RateLimitRule"),
    isMissing(state) ? true : negate(matches(state, "Disabled")),
    negate(anyOf([matches(action, "Log"), matches(action, "Allow")])),
  ]);
}

function matches(value: Value, text: string): Match {
  return isUnknown(value) ? UNKNOWN : sameText(value, text);
}
