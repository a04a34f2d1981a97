import * as token from "../facts/tokens";
import { armPairs } from "../reading/arm";
import { linkToParent } from "../reading/links";
import { unlessExcluded } from "../reading/listed";
import { anyOf, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

const CONNECTIONS = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

/** Private Link services and application gateways are customer-owned: there is no privatelink zone for them. */
const WITHOUT_ZONE: readonly string[] = ["privatelinkservices", "applicationgateways"];
const TYPES_WITHOUT_ZONE: readonly string[] = [token.PRIVATE_LINK_SERVICE, token.APPLICATION_GATEWAY];

/**
 * Compliant: every private endpoint of an Azure service has a zone group with at least one zone. An endpoint without group ids
 * targets a Private Link service, which has no privatelink zone; and an organisation may attach zone groups by Azure Policy.
 */
export function checkPrivateEndpointDns(stack: StackView, { config }: RuleContext): Outcome {
  const endpoints = stack.ofType(token.PRIVATE_ENDPOINT).filter((one) => targetsAzureService(stack, one) !== false);
  if (endpoints.length === 0 || config.zoneGroupsByAzurePolicy === true) return NOT_APPLICABLE;
  return endpoints.flatMap((endpoint) =>
    unlessExcluded(negate(targetsAzureService(stack, endpoint)), CONNECTIONS[0], endpoint, () => checkEndpoint(stack, endpoint)),
  );
}

function checkEndpoint(stack: StackView, endpoint: RuleResource): CheckResults {
  const groups = stack.ofType(token.PRIVATE_DNS_ZONE_GROUP).map((group) => ({ group, link: linkToParent(stack, group, endpoint) }));
  const linked = groups.filter(({ link }) => link === "linked").map(({ group }) => group);
  if (linked.some(hasZone)) return [];
  if (linked.length > 0) {
    return linked.map((group) => ({
      path: "privateDnsZoneConfigs",
      found: undefined,
      expected: "the id of a private DNS zone",
      resource: group,
    }));
  }
  if (groups.some(({ link }) => link === "undecided")) return [{ unknown: "privateDnsZoneGroups", resource: endpoint }];
  return [{ path: "privateDnsZoneGroups", found: undefined, expected: "a PrivateDnsZoneGroup", resource: endpoint }];
}

function targetsAzureService(stack: StackView, endpoint: RuleResource): Match {
  return anyOf(
    CONNECTIONS.map((list) => {
      const isCustomerOwned = stack.sourcesOf(endpoint, list).some(({ type }) => TYPES_WITHOUT_ZONE.includes(type));
      return anyOf(locate(endpoint.props, `${list}[*]`).map(({ value }) => isAzureServiceConnection(value, isCustomerOwned)));
    }),
  );
}

/** @param isCustomerOwned whether the connection was computed from a customer-owned service, which decides while its id is unknown. */
function isAzureServiceConnection(connection: Value, isCustomerOwned: boolean): Match {
  const target = get(connection, "privateLinkServiceId");
  if (isUnknown(target) && isCustomerOwned) return false;
  const [collection] = (typeof target === "string" ? armPairs(target).at(-1) : undefined) ?? [];
  if (collection !== undefined && WITHOUT_ZONE.includes(collection)) return false;
  const groups = get(connection, "groupIds");
  return isUnknown(groups) ? UNKNOWN : elements(groups).some((group) => group !== "");
}

function hasZone({ props }: RuleResource): boolean {
  return locate(props, "privateDnsZoneConfigs[*].privateDnsZoneId").some(({ value }) => !isMissing(value) && value !== "");
}
