import { LOG4J_RULE } from "../../../policy-pack/rules/facts/frontDoor";
import type { WafConfig, WafExclusion } from "../../config/schema";
import { isOnByDefault, WAF_RULE_SET_VERSIONS, type WafRuleSet, wafGroupOf, wafRuleIds } from "../../plan/azure/wafRules";

interface Exclusion {
  readonly matchVariable: WafExclusion["matchVariable"];
  readonly selectorMatchOperator: WafExclusion["selectorMatchOperator"];
  readonly selector: string;
}

/** What the policy says of one rule. */
interface RuleOverride {
  readonly ruleId: string;
  readonly enabledState: "Enabled" | "Disabled";
  readonly action?: string;
  readonly exclusions?: Exclusion[];
}

type Waf = Pick<WafConfig, "exclusions" | "ruleOverrides">;

/**
 * The managed rule sets with their overrides and exclusions. Exclusions of a group are written to each of its rules that is on: a group
 * without rules turns all of them off (SDK: ManagedRuleGroupOverride.rules), and so does a rule without a state.
 * The action of each rule of the default rule set is AnomalyScoring (its list of rules); it is written, so that no default decides.
 */
export function managedRuleSets(waf: Waf) {
  return [
    {
      ...ruleSet("Microsoft_DefaultRuleSet", waf),
      ruleSetAction: "Block",
      ...list("exclusions", waf.exclusions.filter(isForWholeSet).map(toExclusion)),
    },
    ruleSet("Microsoft_BotManagerRuleSet", waf),
  ];
}

function ruleSet(ruleSetType: WafRuleSet, waf: Waf) {
  const rules = wafRuleIds(ruleSetType).flatMap((id) => overrideOf(ruleSetType, id, waf) ?? []);
  const groups = [...new Set(rules.map(({ ruleId }) => wafGroupOf(ruleSetType, ruleId) ?? ""))];
  const ruleGroupOverrides = groups.map((ruleGroupName) => ({
    ruleGroupName,
    rules: rules.filter(({ ruleId }) => wafGroupOf(ruleSetType, ruleId) === ruleGroupName),
  }));
  return { ruleSetType, ruleSetVersion: WAF_RULE_SET_VERSIONS[ruleSetType], ...list("ruleGroupOverrides", ruleGroupOverrides) };
}

/** Rule set 2.2 has the rule against Log4Shell, but it is off without an override. */
function overrideOf(ruleSetType: WafRuleSet, ruleId: string, { exclusions, ruleOverrides }: Waf): RuleOverride | undefined {
  const override = ruleOverrides.find((one) => one.ruleSet === ruleSetType && names(ruleSetType, one, ruleId));
  const isOn = override?.enabled ?? (isOnByDefault(ruleSetType, ruleId) || ruleId === LOG4J_RULE);
  const own = ruleSetType === "Microsoft_DefaultRuleSet" ? exclusions.filter((one) => names(ruleSetType, one, ruleId)) : [];
  const excluded = isOn ? own.map(toExclusion) : [];
  if (override === undefined && excluded.length === 0 && ruleId !== LOG4J_RULE) return undefined;
  const action = override?.action ?? (ruleSetType === "Microsoft_DefaultRuleSet" ? "AnomalyScoring" : undefined);
  return {
    ruleId,
    enabledState: isOn ? "Enabled" : "Disabled",
    ...(isOn && action !== undefined ? { action } : {}),
    ...list("exclusions", excluded),
  };
}

function names(ruleSetType: WafRuleSet, { ruleIds, ruleGroupName }: Pick<WafExclusion, "ruleIds" | "ruleGroupName">, ruleId: string) {
  if (ruleIds !== undefined) return ruleIds.includes(ruleId);
  return ruleGroupName !== undefined && ruleGroupName === wafGroupOf(ruleSetType, ruleId);
}

const isForWholeSet = ({ ruleIds, ruleGroupName }: WafExclusion): boolean => ruleIds === undefined && ruleGroupName === undefined;

function toExclusion({ matchVariable, selectorMatchOperator, selector }: WafExclusion): Exclusion {
  return { matchVariable, selectorMatchOperator, selector };
}

/** An empty list is omitted, so that a policy without exceptions is as it was before they existed. */
function list<K extends string, T>(key: K, entries: readonly T[]): { readonly [P in K]?: T[] } {
  return (entries.length === 0 ? {} : { [key]: [...entries] }) as { readonly [P in K]?: T[] };
}
