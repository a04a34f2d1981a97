import { armPairs } from "../arm";
import { linkToParent } from "../links";
import { type Finding, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView, type Undecided } from "../rule";
import * as token from "../tokens";
import { elements, get, isMissing, isUnknown, locate, type Value } from "../values";

const CONNECTIONS = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

/** Private Link services and application gateways are somebody's own: there is no privatelink zone for them. */
const WITHOUT_ZONE: readonly string[] = ["privatelinkservices", "applicationgateways"];

/**
 * Compliant: every private endpoint of an Azure service has a zone group with at least one zone. An endpoint without group ids
 * leads to a Private Link service, which has no zone of its own; and an organisation may attach zone groups by Azure Policy.
 */
export function checkPrivateEndpointDns(stack: StackView, { config }: RuleContext): Outcome {
  const endpoints = stack.ofType(token.PRIVATE_ENDPOINT).filter(leadsToService);
  if (endpoints.length === 0 || config.zoneGroupsByAzurePolicy === true) return NOT_APPLICABLE;
  return endpoints.flatMap((endpoint) => judgeEndpoint(stack, endpoint));
}

function judgeEndpoint(stack: StackView, endpoint: RuleResource): readonly (Finding | Undecided)[] {
  const groups = stack.ofType(token.PRIVATE_DNS_ZONE_GROUP).map((group) => ({ group, link: linkToParent(stack, group, endpoint) }));
  const own = groups.filter(({ link }) => link === "linked").map(({ group }) => group);
  if (own.some(hasZone)) return [];
  if (own.length > 0) {
    return own.map((group) => ({
      path: "privateDnsZoneConfigs",
      found: undefined,
      expected: "the id of a private DNS zone",
      resource: group,
    }));
  }
  if (groups.some(({ link }) => link === "undecided")) return [{ unknown: "privateDnsZoneGroups", resource: endpoint }];
  return [{ path: "privateDnsZoneGroups", found: undefined, expected: "a PrivateDnsZoneGroup", resource: endpoint }];
}

function leadsToService({ props }: RuleResource): boolean {
  return CONNECTIONS.some((list) => isUnknown(props[list]) || elements(props[list]).some(isToService));
}

function isToService(connection: Value): boolean {
  const target = get(connection, "privateLinkServiceId");
  const [collection] = (typeof target === "string" ? armPairs(target).at(-1) : undefined) ?? [];
  if (collection !== undefined && WITHOUT_ZONE.includes(collection)) return false;
  return isUnknown(get(connection, "groupIds")) || elements(get(connection, "groupIds")).some((group) => group !== "");
}

function hasZone({ props }: RuleResource): boolean {
  return locate(props, "privateDnsZoneConfigs[*].privateDnsZoneId").some(({ value }) => !isMissing(value) && value !== "");
}
