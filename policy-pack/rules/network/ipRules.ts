import * as token from "../facts/tokens";
import { addressNumber, isWideRange } from "../reading/addresses";
import { sameText } from "../reading/arm";
import { isNotPublic, PUBLIC_ACCESS } from "../reading/firewall";
import { asUndecided } from "../reading/listed";
import { get, isMissing, isUnknown, type Located, locate, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/**
 * Services whose firewall denies what its rules do not allow, each with these rules. Not those whose clients are anywhere, such as
 * SignalR, Notification Hubs and IoT Hub.
 */
const RULES: Readonly<Record<string, readonly string[]>> = {
  [token.VAULT]: ["properties.networkAcls.ipRules"],
  [token.MANAGED_HSM]: ["properties.networkAcls.ipRules"],
  [token.REGISTRY]: ["networkRuleSet.ipRules"],
  [token.STORAGE_ACCOUNT]: ["networkRuleSet.ipRules"],
  [token.COSMOS_ACCOUNT]: ["ipRules"],
  [token.EVENT_HUB_NETWORK_RULE_SET]: ["ipRules"],
  [token.SERVICE_BUS_NETWORK_RULE_SET]: ["ipRules"],
  [token.SEARCH_SERVICE]: ["networkRuleSet.ipRules"],
  [token.COGNITIVE_ACCOUNT]: ["properties.networkAcls.ipRules"],
  [token.BATCH_ACCOUNT]: ["networkProfile.accountAccess.ipRules", "networkProfile.nodeManagementAccess.ipRules"],
};

export const SERVICES_WITH_IP_RULES = Object.keys(RULES);

/** The input that holds the address or range of a rule, by service. */
const RANGES = ["value", "iPAddressOrRange", "ipAddressOrRange", "ipMask"] as const;

/** Compliant: public access is off, so that the rules have no effect, or none of them allows every address or all of Azure. */
export function checkIpRules(resource: RuleResource, context: RuleContext): Outcome {
  const { type, props } = resource;
  const rules = (RULES[type] ?? []).flatMap((path) => locate(props, `${path}[*]`));
  if (rules.length === 0) return NOT_APPLICABLE;
  const results = rules.flatMap((rule) => checkRule(rule, type));
  const path = PUBLIC_ACCESS.find((one) => !isMissing(get(props, one)));
  if (path === undefined) return results;
  const access = get(props, path);
  if (isUnknown(access)) return asUndecided(results, path);
  return isNotPublic.holds(access, context) ? [] : results;
}

function checkRule({ path, value: rule }: Located, type: string): CheckResults {
  if (isUnknown(rule)) return [{ unknown: path }];
  const action = get(rule, "action");
  if (!isMissing(action) && !isUnknown(action) && !sameText(action, "Allow")) return [];
  const name = RANGES.find((one) => !isMissing(get(rule, one)));
  if (name === undefined) return [];
  const range = get(rule, name);
  if (isUnknown(range)) return [{ unknown: `${path}.${name}` }];
  const expected = expectedInstead(range, type);
  if (expected === undefined) return [];
  return isUnknown(action) ? [{ unknown: `${path}.action` }] : [{ path: `${path}.${name}`, found: range, expected }];
}

/** What a rule must contain instead of its range; undefined for the addresses of a network. */
function expectedInstead(range: Value, type: string): string | undefined {
  // learn.microsoft.com/azure/cosmos-db/how-to-configure-firewall: the address with which Cosmos DB accepts connections from Azure.
  if (type === token.COSMOS_ACCOUNT && addressNumber(range) === 0) return "an address of your own: 0.0.0.0 admits every customer of Azure";
  return isWideRange(range) ? "the addresses of one network" : undefined;
}
