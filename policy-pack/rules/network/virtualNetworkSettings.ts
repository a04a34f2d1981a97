import { SUBNET } from "../facts/tokens";
import { strings } from "../reading/pods";
import { elements, get, isMissing, isUnknown, type Located, locate } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { joinPath } from "./securityRules";

/**
 * Compliant: the virtual network has the DDoS protection, the DNS servers and, on its subnets, the route tables that configuration
 * requires. Without configuration the control has nothing to compare with.
 */
export function checkVirtualNetworkSettings({ type, props }: RuleResource, context: RuleContext): Outcome {
  const { ddosProtection, routeTables } = context.config;
  const servers = strings(context, "dnsServers");
  const subnets = type === SUBNET ? [{ path: "", value: props }] : locate(props, "subnets[*]");
  const results = [
    ...(routeTables === true ? subnets.flatMap(checkRouteTable) : []),
    ...(ddosProtection === true && type !== SUBNET ? checkDdos({ path: "", value: props }) : []),
    ...(servers.length > 0 && type !== SUBNET ? checkServers({ path: "dhcpOptions.dnsServers", value: props }, servers) : []),
  ];
  return ddosProtection === true || routeTables === true || servers.length > 0 ? results : NOT_APPLICABLE;
}

function checkRouteTable({ path, value }: Located): CheckResults {
  const table = get(value, "routeTable");
  if (isUnknown(table)) return [{ unknown: joinPath(path, "routeTable") }];
  const id = get(table, "id");
  return isMissing(id) ? [{ path: joinPath(path, "routeTable.id"), found: id, expected: "the id of the route table to the firewall" }] : [];
}

function checkDdos({ value }: Located): CheckResults {
  const path = "enableDdosProtection";
  const found = get(value, path);
  if (isUnknown(found)) return [{ unknown: path }];
  return found === true ? [] : [{ path, found, expected: "true, with ddosProtectionPlan.id" }];
}

function checkServers({ path, value }: Located, allowed: readonly string[]): CheckResults {
  const servers = get(value, path);
  if (isUnknown(servers) || elements(servers).some(isUnknown)) return [{ unknown: path }];
  const found = elements(servers);
  const isExpected = found.length > 0 && found.every((one) => allowed.some((server) => server === one));
  return isExpected ? [] : [{ path, found: servers, expected: allowed.join(", ") }];
}
