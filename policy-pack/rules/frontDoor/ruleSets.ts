import { WAF_RULE_SETS } from "../facts/frontDoor";
import { sameText } from "../reading/arm";
import { get, isMissing, isUnknown, type Located, locate } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

const SETS = "managedRules.managedRuleSets";

/** Compliant: the policy holds both managed rule sets in a supported version, and none of them only logs. */
export function checkRuleSets({ props }: RuleResource): Outcome {
  const sets = locate(props, `${SETS}[*]`);
  const open = sets.filter(({ value }) => isUnknown(value) || isUnknown(get(value, "ruleSetType")));
  return Object.entries(WAF_RULE_SETS).flatMap(([type, oldest]) => {
    const found = sets.filter(({ value }) => sameText(get(value, "ruleSetType"), type));
    if (found.length > 0) return found.flatMap((set) => judgeSet(set, type, oldest));
    return open.length > 0 ? open.map(({ path }) => ({ unknown: path })) : [{ path: SETS, found: names(sets), expected: type }];
  });
}

function judgeSet({ path, value }: Located, type: string, oldest: number): CheckResults {
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

function names(sets: readonly Located[]): readonly unknown[] | undefined {
  const types = sets.map(({ value }) => get(value, "ruleSetType")).filter((type) => !isMissing(type));
  return types.length === 0 ? undefined : types;
}
