import { GUARDED_PORTS } from "../facts/network";
import { isUnknown, type Located } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";
import { admits, isInternet, openedPorts, securityRulesOf, sourcesOfRule, under } from "./securityRules";

const MOST_PORTS_SHOWN = 5;

/**
 * Compliant: no rule lets the internet reach a guarded port (administration, databases, caches, the sidecar), alone or inside a
 * range, unless a deny rule of the same group with a lower priority number already stops it.
 */
export function checkInternetInbound(resource: RuleResource): Outcome {
  const rules = securityRulesOf(resource);
  return rules.flatMap((rule) => (admits(rule) === false ? [] : judgeRule(rule, rules)));
}

function judgeRule(rule: Located, all: readonly Located[]): CheckResults {
  if (isUnknown(rule.value)) return [{ unknown: rule.path }];
  const suspects = sourcesOfRule(rule).filter(({ value }) => isUnknown(value) || isInternet(value));
  return suspects.flatMap(({ path, value }): CheckResults => {
    const { open, unsure } = openedPorts(rule, value, all, GUARDED_PORTS);
    if (open.length === 0) return unsure ? [{ unknown: under(rule.path, "destinationPortRange") }] : [];
    if (admits(rule) !== true) return [{ unknown: under(rule.path, "access") }];
    return [isUnknown(value) ? { unknown: path } : { path, found: value, expected: `a narrower source, for it reaches ${shown(open)}` }];
  });
}

function shown(open: readonly string[]): string {
  const more = open.length - MOST_PORTS_SHOWN;
  return `port ${open.slice(0, MOST_PORTS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more guarded ports` : ""}`;
}
