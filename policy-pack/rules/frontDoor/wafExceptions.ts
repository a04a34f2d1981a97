import { LOG4J_RULE } from "../facts/frontDoor";
import { sameText } from "../reading/arm";
import { isAtLeast, versionOf } from "../reading/images";
import { strings } from "../reading/pods";
import { elements, get, isMissing, isUnknown, type Located, locate, toText, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";

const SETS = "managedRules.managedRuleSets[*]";
const GROUPS = `${SETS}.ruleGroupOverrides[*]`;
const RULES = `${GROUPS}.rules[*]`;
/** Requests that skip managed rules as a whole, a preview (Microsoft Learn: Azure Front Door WAF exceptions list). */
const EXCEPTIONS = "managedRules.exceptionsList.exceptions[*]";
/** Rules of the bot manager whose own action is Allow or Log: groups GoodBots and UnknownBots. */
const HARMLESS_BOTS = /^Bot[23]\d{5}$/;
/** First version of the default rule set with paranoia levels (Microsoft Learn: upgrade CRS or DRS ruleset version). */
const LOG4J_OFF_SINCE = { numbers: [2, 2, 0], preRelease: false };

/**
 * Compliant: no managed rule is off, only logs or allows, and no part of requests is excluded from inspection, except what configuration
 * accepts. The rule against Log4Shell cannot be accepted, and is on where the rule set turns it off by default.
 */
export function checkWafExceptions({ props }: RuleResource, context: RuleContext): Outcome {
  const accepted = strings(context, "acceptedRules").filter((id) => id !== LOG4J_RULE);
  const exclusions = [SETS, GROUPS, RULES].flatMap((level) => locate(props, `${level}.exclusions[*]`));
  const results = [
    ...locate(props, SETS).flatMap(checkLog4j),
    ...locate(props, GROUPS).flatMap(checkGroup),
    ...locate(props, RULES).flatMap((rule) => checkRule(rule, accepted)),
    ...exclusions.flatMap((exclusion) => checkExclusion(exclusion, strings(context, "acceptedExclusions"))),
    ...locate(props, EXCEPTIONS).map(({ path, value }) =>
      isUnknown(value)
        ? { unknown: path }
        : { path, found: "an exception", expected: "no exception: requests that it matches are not inspected; exclude one name instead" },
    ),
  ];
  // An unknown list is found at each level below it.
  return [...new Map(results.map((item) => ["unknown" in item ? item.unknown : item.path, item])).values()];
}

/** Since 2.2 the rules of paranoia level 2 are off by default, and this one is among them. */
function checkLog4j({ path, value }: Located): CheckResults {
  const [type, version] = [get(value, "ruleSetType"), get(value, "ruleSetVersion")];
  if (!sameText(type, "Microsoft_DefaultRuleSet")) return [];
  if (isUnknown(version)) return [{ unknown: `${path}.ruleSetVersion` }];
  const found = typeof version === "string" ? versionOf(version) : undefined;
  if (found === undefined || !isAtLeast(found, LOG4J_OFF_SINCE)) return [];
  const overrides = locate(value, "ruleGroupOverrides[*].rules[*]").map((rule) => get(rule.value, "ruleId"));
  if (overrides.some((id) => !isUnknown(id) && toText(id) === LOG4J_RULE)) return [];
  const where = `${path}.ruleGroupOverrides`;
  if (overrides.some(isUnknown) || locate(value, "ruleGroupOverrides[*].rules[*]").some((rule) => isUnknown(rule.value)))
    return [{ unknown: where }];
  return [
    { path: where, found: `no override of ${LOG4J_RULE}, which is off by default`, expected: `${LOG4J_RULE} in the group JAVA, Enabled` },
  ];
}

/** A group without rules turns all of them off (SDK: ManagedRuleGroupOverride.rules). With exclusions, these are reported. */
function checkGroup({ path, value }: Located): CheckResults {
  const rules = get(value, "rules");
  if (isUnknown(value) || isUnknown(rules) || elements(rules).length > 0 || elements(get(value, "exclusions")).length > 0) return [];
  return [{ path: `${path}.rules`, found: "no rules, which turns the whole group off", expected: "the rules that the override is about" }];
}

/** An override without a state turns its rule off (SDK: ManagedRuleOverride.enabledState). */
function checkRule({ path, value }: Located, accepted: readonly string[]): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const [id, state, action] = [get(value, "ruleId"), get(value, "enabledState"), get(value, "action")];
  if (accepted.some((one) => one === toText(id))) return [];
  const isUnlisted = accepted.length === 0 || !isUnknown(id);
  const setting =
    !isUnknown(state) && !sameText(state, "Enabled") ? { key: "enabledState", found: state ?? "Disabled" } : passing(id, action);
  if (setting === undefined) return [["enabledState", state] as const, ["action", action] as const].flatMap(unknownOf(path));
  // Of an unknown rule, the action may be the one that it has without an override.
  if (!isUnlisted || (setting.key === "action" && isUnknown(id))) return [{ unknown: `${path}.ruleId` }];
  return [
    {
      path: `${path}.${setting.key}`,
      found: setting.found,
      expected: `Enabled, with an action other than Log or Allow, for rule ${shown(id)}`,
    },
  ];
}

/** Rules of good and unknown bots allow or log by default. */
function passing(id: Value, action: Value) {
  if (!sameText(action, "Log") && !sameText(action, "Allow")) return undefined;
  return !isUnknown(id) && HARMLESS_BOTS.test(toText(id)) ? undefined : { key: "action", found: action };
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
