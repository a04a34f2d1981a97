import { LOG4J_RULE } from "../../../policy-pack/rules/facts/frontDoor";
import { WAF_COUNTRIES } from "../../plan/azure/wafCountries";
import { WAF_RULE_SET_VERSIONS, WAF_RULES, type WafRuleSet, wafGroupOf, wafRuleIds } from "../../plan/azure/wafRules";
import { nearest } from "../../plan/nearest";
import { daysUntilEndOf, WAF_MAX_DAYS, wafExceptions } from "../../plan/waf";
import type { Fault } from "../fault";
import type { WafConfig, WafExclusion, WafRuleOverride } from "../schema";
import { check, duplicateIndexes, faultIf } from "./check";
import { customRuleFaults } from "./wafCustomRules";

const PATH = "frontDoor.waf";
const DEFAULT_RULE_SET = "Microsoft_DefaultRuleSet";

/** Limit of exclusions of a policy (Azure subscription limits: Azure Front Door Standard and Premium). */
const MAX_EXCLUSIONS = 100;

/** Shortest part of a name: a shorter one is in most names. */
const MIN_PART = 3;

/** Actions that a rule set allows in an override (Microsoft Learn: tune Azure Web Application Firewall for Azure Front Door). */
const ACTIONS: Readonly<Record<WafRuleSet, readonly string[]>> = {
  Microsoft_DefaultRuleSet: ["AnomalyScoring", "Log"],
  Microsoft_BotManagerRuleSet: ["Log", "Allow", "Block", "JSChallenge", "CAPTCHA"],
};

/** Rules that an exclusion or override names. */
interface Scope {
  readonly ruleGroupName?: string | undefined;
  readonly ruleIds?: readonly string[] | undefined;
}

function scopeFaults(path: string, ruleSet: WafRuleSet, { ruleGroupName, ruleIds = [] }: Scope): readonly Fault[] {
  const groups = Object.keys(WAF_RULES[ruleSet]);
  const set = `${ruleSet} ${WAF_RULE_SET_VERSIONS[ruleSet]}`;
  if (ruleGroupName !== undefined && !groups.includes(ruleGroupName)) {
    const similar = nearest(ruleGroupName, groups);
    const hint = similar === undefined ? "" : ` (did you mean ${similar}?)`;
    return [{ path: `${path}.ruleGroupName`, actual: ruleGroupName, allowed: `a rule group of ${set}: ${groups.join(", ")}${hint}` }];
  }
  const known = wafRuleIds(ruleSet, ruleGroupName);
  return ruleIds.flatMap((id, index) => {
    const group = wafGroupOf(ruleSet, id);
    const where = group === undefined || ruleGroupName === undefined ? "" : `, but it is in ${group}`;
    const allowed = `the id of a rule of ${ruleGroupName === undefined ? "" : `the group ${ruleGroupName} of `}${set}${where}`;
    return faultIf(!known.includes(id), `${path}.ruleIds[${index}]`, id, allowed);
  });
}

function exclusionFaults(exclusion: WafExclusion, index: number): readonly Fault[] {
  const { selectorMatchOperator: operator, selector, ruleIds } = exclusion;
  const path = `${PATH}.exclusions[${index}]`;
  const isAny = operator === "EqualsAny";
  return [
    ...scopeFaults(path, DEFAULT_RULE_SET, exclusion),
    ...faultIf(
      isAny && ruleIds === undefined,
      `${path}.selectorMatchOperator`,
      operator,
      "Equals, Contains, StartsWith or EndsWith: EqualsAny excludes every name and is allowed with ruleIds only",
    ),
    ...faultIf(isAny !== (selector === "*"), `${path}.selector`, selector, isAny ? "*, with EqualsAny" : "a name; * with EqualsAny only"),
    ...faultIf(
      !isAny && operator !== "Equals" && selector.length < MIN_PART,
      `${path}.selector`,
      selector,
      `at least ${MIN_PART} characters with ${operator}: a shorter part is in most names`,
    ),
  ];
}

const exclusions = check(["frontDoor"], ({ frontDoor: { waf } }) => [
  ...waf.exclusions.flatMap(exclusionFaults),
  ...faultIf(
    exclusionCount(waf) > MAX_EXCLUSIONS,
    `${PATH}.exclusions`,
    exclusionCount(waf),
    `at most ${MAX_EXCLUSIONS} exclusions; one with ruleIds or ruleGroupName counts once for each of its rules`,
  ),
]);

/** Each rule has its own list of exclusions (components/azure/edge/wafManagedRules.ts). */
function exclusionCount({ exclusions }: WafConfig): number {
  return exclusions.reduce((sum, { ruleIds, ruleGroupName }) => {
    if (ruleIds !== undefined) return sum + ruleIds.length;
    return sum + (ruleGroupName === undefined ? 1 : wafRuleIds(DEFAULT_RULE_SET, ruleGroupName).length);
  }, 0);
}

function overrideFaults(override: WafRuleOverride, index: number): readonly Fault[] {
  const { ruleSet, ruleGroupName, ruleIds, enabled, action, expires } = override;
  const path = `${PATH}.ruleOverrides[${index}]`;
  const weakens = !enabled || action === "Log" || action === "Allow";
  return [
    ...faultIf(ruleGroupName === undefined && ruleIds === undefined, path, undefined, "ruleIds or ruleGroupName"),
    ...scopeFaults(path, ruleSet, override),
    ...faultIf(
      action !== undefined && !ACTIONS[ruleSet].includes(action),
      `${path}.action`,
      action,
      `one of ${ACTIONS[ruleSet].join(", ")}`,
    ),
    ...faultIf(!enabled && action !== undefined, `${path}.action`, action, "no action where enabled is false: the rule does not act"),
    ...faultIf(
      weakens && expires === undefined,
      `${path}.expires`,
      undefined,
      "a date: a rule that is off, or only logs or allows, has an end",
    ),
    ...faultIf(
      weakens && ruleSet === DEFAULT_RULE_SET && overridden(override).includes(LOG4J_RULE),
      path,
      LOG4J_RULE,
      "rules without the one against Log4Shell, which stays on; an exclusion of one name is allowed",
    ),
  ];
}

function overridden({ ruleSet, ruleGroupName, ruleIds }: WafRuleOverride): readonly string[] {
  return ruleIds ?? wafRuleIds(ruleSet, ruleGroupName ?? "");
}

const overrides = check(["frontDoor"], ({ frontDoor: { waf } }) => {
  const rules = waf.ruleOverrides.flatMap((override, index) =>
    overridden(override).map((id) => ({ id, place: `${PATH}.ruleOverrides[${index}]` })),
  );
  return [
    ...waf.ruleOverrides.flatMap(overrideFaults),
    ...duplicateIndexes(rules.map(({ id }) => id)).map(
      (index): Fault => ({ path: rules[index]?.place ?? PATH, actual: rules[index]?.id, allowed: "a rule that no other override names" }),
    ),
  ];
});

const expiries = check(["frontDoor"], ({ frontDoor: { waf } }, { now }) =>
  wafExceptions(waf).flatMap(({ path, expires }) => {
    const days = daysUntilEndOf(expires, now);
    const place = `${path}.expires`;
    return [
      ...faultIf(Number.isNaN(days), place, expires, "a date that exists"),
      ...faultIf(days <= 0, place, expires, "a date that has not passed: remove the entry, or renew it if its reason still holds"),
      ...faultIf(days > WAF_MAX_DAYS, place, expires, "a date at most a year ahead"),
    ];
  }),
);

const customRules = check(["frontDoor"], ({ frontDoor: { waf } }) => customRuleFaults(waf, PATH, WAF_COUNTRIES));

export const wafChecks = [exclusions, overrides, expiries, customRules];
