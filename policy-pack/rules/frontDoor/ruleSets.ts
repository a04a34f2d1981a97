import { WAF_RULE_SETS } from "../facts/frontDoor";
import { sameText } from "../reading/arm";
import { isAtLeast, versionOf } from "../reading/images";
import { get, isMissing, isUnknown, type Located, literal, locate, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";

const PATH = "managedRules.managedRuleSets";

/** Compliant: the policy has both managed rule sets in a supported version, and neither has the action Log. */
export function checkRuleSets({ props }: RuleResource): Outcome {
  const sets = locate(props, `${PATH}[*]`);
  const unknown = sets.filter(({ value }) => isUnknown(value) || isUnknown(get(value, "ruleSetType")));
  return Object.entries(WAF_RULE_SETS).flatMap(([type, supported]) => {
    const found = sets.filter(({ value }) => sameText(get(value, "ruleSetType"), type));
    if (found.length > 0) return found.flatMap((set) => checkRuleSet(set, type, supported));
    return unknown.length > 0 ? unknown.map(({ path }) => ({ unknown: path })) : [{ path: PATH, found: typesOf(sets), expected: type }];
  });
}

type Supported = (typeof WAF_RULE_SETS)[string];

function checkRuleSet({ path, value }: Located, type: string, supported: Supported): CheckResults {
  const version = get(value, "ruleSetVersion");
  const action = get(value, "ruleSetAction");
  return [
    ...(isUnknown(version) ? [{ unknown: `${path}.ruleSetVersion` }] : []),
    ...(isUnknown(version) || isSupported(version, supported)
      ? []
      : [{ path: `${path}.ruleSetVersion`, found: version, expected: expectedVersion(type, supported, version) }]),
    ...(isUnknown(action) ? [{ unknown: `${path}.ruleSetAction` }] : []),
    ...(sameText(action, "Log") ? [{ path: `${path}.ruleSetAction`, found: action, expected: "Block" }] : []),
  ];
}

/** Azure's type is a string (Front Door WAF, ManagedRuleSet.ruleSetVersion), and as a number 2.10 is the same as 2.1. */
function expectedVersion(type: string, supported: Supported, found: Value): string {
  if (typeof found === "string") return `${type} ${supported.join(", ")} or later`;
  return `${type} ${supported.map(literal).join(", ")} or later, as a string`;
}

/** Also true of a version newer than the table, and where the version is missing, which Azure rejects. */
function isSupported(version: Value, supported: Supported): boolean {
  if (isMissing(version) || supported.some((one) => one === version)) return true;
  const [newest, found] = [versionOf(supported[0]), typeof version === "string" ? versionOf(version) : undefined];
  return newest !== undefined && found !== undefined && isAtLeast(found, newest);
}

function typesOf(sets: readonly Located[]): readonly unknown[] | undefined {
  const types = sets.map(({ value }) => get(value, "ruleSetType")).filter((type) => !isMissing(type));
  return types.length === 0 ? undefined : types;
}
