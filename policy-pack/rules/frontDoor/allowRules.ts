import { sameText } from "../reading/arm";
import { strings } from "../reading/pods";
import { get, isMissing, isUnknown, type Located, locate, toText } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const RULES = "customRules.rules";

/** Compliant: no custom rule that is on has the action Allow, except those that configuration accepts by their names. */
export function checkAllowRules({ props }: RuleResource, context: RuleContext): Outcome {
  const accepted = strings(context, "acceptedRules");
  return locate(props, `${RULES}[*]`).flatMap((rule) => (isUnknown(rule.value) ? [{ unknown: rule.path }] : checkRule(rule, accepted)));
}

function checkRule({ path, value }: Located, accepted: readonly string[]): CheckResults {
  const [action, state, name] = ["action", "enabledState", "name"].map((key) => get(value, key));
  if (sameText(state, "Disabled") || (!isUnknown(action) && !sameText(action, "Allow"))) return [];
  if (!isUnknown(name) && accepted.includes(toText(name))) return [];
  const decisive = [
    ["action", action] as const,
    ["enabledState", state] as const,
    ...(accepted.length > 0 ? [["name", name] as const] : []),
  ];
  const unknown = decisive.find(([, setting]) => isUnknown(setting));
  if (unknown !== undefined) return [{ unknown: `${path}.${unknown[0]}` }];
  const found = isUnknown(name) || isMissing(name) ? "Allow" : `Allow, in the rule ${toText(name)}`;
  return [{ path: `${path}.action`, found, expected: "Block or Log, or a rule that the option acceptedRules names" }];
}
