import { WAF_RULE_SETS } from "../facts/frontDoor";
import { sameText } from "../reading/arm";
import { get, isMissing, isUnknown, type Located, locate } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

const PATH = "managedRules.managedRuleSets";

/** Compliant: the policy has both managed rule sets in a supported version, and neither has the action Log. */
export function checkRuleSets({ props }: RuleResource): Outcome {
  const sets = locate(props, `${PATH}[*]`);
  const unknown = sets.filter(({ value }) => isUnknown(value) || isUnknown(get(value, "ruleSetType")));
  return Object.entries(WAF_RULE_SETS).flatMap(([type, oldest]) => {
    const found = sets.filter(({ value }) => sameText(get(value, "ruleSetType"), type));
    if (found.length > 0) return found.flatMap((set) => checkRuleSet(set, type, oldest));
    return unknown.length > 0 ? unknown.map(({ path }) => ({ unknown: path })) : [{ path: PATH, found: typesOf(sets), expected: type }];
  });
}

function checkRuleSet({ path, value }: Located, type: string, oldest: number): CheckResults {
  const version = get(value, "ruleSetVersion");
  const action = get(value, "ruleSetAction");
  return [
    ...(isUnknown(version) ? [{ unknown: `${path}.ruleSetVersion` }] : []),
    ...(typeof version === "string" && Number.parseFloat(version) < oldest
      ? [{ path: `${path}.ruleSetVersion`, found: version, expected: `${type} ${oldest.toFixed(1)} or later` }]
      : []),
    ...(isUnknown(action) ? [{ unknown: `${path}.ruleSetAction` }] : []),
    ...(sameText(action, "Log") ? [{ path: `${path}.ruleSetAction`, found: action, expected: "Block" }] : []),
  ];
}

function typesOf(sets: readonly Located[]): readonly unknown[] | undefined {
  const types = sets.map(({ value }) => get(value, "ruleSetType")).filter((type) => !isMissing(type));
  return types.length === 0 ? undefined : types;
}
