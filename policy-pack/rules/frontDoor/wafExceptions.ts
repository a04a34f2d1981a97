import { LOG4J_RULE } from "../facts/frontDoor";
import { sameText } from "../reading/arm";
import { strings } from "../reading/pods";
import { get, isMissing, isUnknown, type Located, locate, toText, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const SETS = "managedRules.managedRuleSets[*]";
const GROUPS = `${SETS}.ruleGroupOverrides[*]`;
const RULES = `${GROUPS}.rules[*]`;

/**
 * Compliant: no managed rule is off or only logs, and no part of requests is excluded from inspection, except what configuration accepts.
 * The rule against Log4Shell cannot be accepted.
 */
export function checkWafExceptions({ props }: RuleResource, context: RuleContext): Outcome {
  const accepted = strings(context, "acceptedRules").filter((id) => id !== LOG4J_RULE);
  const exclusions = [SETS, GROUPS, RULES].flatMap((level) => locate(props, `${level}.exclusions[*]`));
  const results = [
    ...locate(props, RULES).flatMap((rule) => checkRule(rule, accepted)),
    ...exclusions.flatMap((exclusion) => checkExclusion(exclusion, strings(context, "acceptedExclusions"))),
  ];
  // An unknown list is found at each level below it.
  return [...new Map(results.map((item) => ["unknown" in item ? item.unknown : item.path, item])).values()];
}

/** An override without a state turns its rule off (SDK: ManagedRuleOverride.enabledState). */
function checkRule({ path, value }: Located, accepted: readonly string[]): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const [id, state, action] = [get(value, "ruleId"), get(value, "enabledState"), get(value, "action")];
  if (accepted.some((one) => one === toText(id))) return [];
  const isUnlisted = accepted.length === 0 || !isUnknown(id);
  const setting = !isUnknown(state) && !sameText(state, "Enabled") ? { key: "enabledState", found: state ?? "Disabled" } : logging(action);
  if (setting === undefined) return [["enabledState", state] as const, ["action", action] as const].flatMap(unknownOf(path));
  if (!isUnlisted) return [{ unknown: `${path}.ruleId` }];
  return [
    { path: `${path}.${setting.key}`, found: setting.found, expected: `Enabled, with an action other than Log, for rule ${shown(id)}` },
  ];
}

function logging(action: Value) {
  return sameText(action, "Log") ? { key: "action", found: action } : undefined;
}

function unknownOf(path: string): (setting: readonly [string, Value]) => CheckResults {
  return ([key, value]) => (isUnknown(value) ? [{ unknown: `${path}.${key}` }] : []);
}

function checkExclusion({ path, value }: Located, accepted: readonly string[]): CheckResults {
  const [variable, operator, selector] = ["matchVariable", "selectorMatchOperator", "selector"].map((key) => get(value, key));
  const name = `${shown(variable)} ${sameText(operator, "EqualsAny") ? "*" : shown(selector)}`;
  if (accepted.includes(name)) return [];
  if (isUnknown(value) || (accepted.length > 0 && [variable, operator, selector].some(isUnknown))) return [{ unknown: path }];
  return [{ path, found: name, expected: "no exclusion, or one that the option acceptedExclusions lists" }];
}

function shown(value: Value): string {
  return isUnknown(value) || isMissing(value) ? "(not known yet)" : toText(value);
}
