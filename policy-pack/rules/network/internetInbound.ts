import { GUARDED_PORTS } from "../facts/network";
import { isUnknown, type Located } from "../reading/values";
import type { CheckResults, Outcome, RuleResource } from "../rule";
import { allowsInbound, isInternet, joinPath, openPorts, securityRulesOf, sourcesOfRule } from "./securityRules";

const MOST_PORTS_SHOWN = 5;

/**
 * Compliant: no rule allows the internet to reach a guarded port (administration, databases, caches, the sidecar), alone or inside
 * a range, unless a deny rule of the same group with a lower priority number blocks the traffic.
 */
export function checkInternetInbound(resource: RuleResource): Outcome {
  const rules = securityRulesOf(resource);
  return rules.flatMap((rule) => (allowsInbound(rule) === false ? [] : checkRule(rule, rules)));
}

function checkRule(rule: Located, all: readonly Located[]): CheckResults {
  if (isUnknown(rule.value)) return [{ unknown: rule.path }];
  const sources = sourcesOfRule(rule).filter(({ value }) => isUnknown(value) || isInternet(value));
  return sources.flatMap(({ path, value }): CheckResults => {
    const { open, undecided } = openPorts(rule, value, all, GUARDED_PORTS);
    if (open.length === 0) return undecided ? [{ unknown: joinPath(rule.path, "destinationPortRange") }] : [];
    if (allowsInbound(rule) !== true) return [{ unknown: joinPath(rule.path, "access") }];
    return [
      isUnknown(value) ? { unknown: path } : { path, found: value, expected: `a narrower source: this one can reach ${formatPorts(open)}` },
    ];
  });
}

function formatPorts(open: readonly string[]): string {
  const more = open.length - MOST_PORTS_SHOWN;
  return `port ${open.slice(0, MOST_PORTS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more guarded ports` : ""}`;
}
