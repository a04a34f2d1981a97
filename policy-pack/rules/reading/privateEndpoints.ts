import { PRIVATE_ENDPOINT } from "../facts/tokens";
import type { CheckResults, RuleResource, StackView } from "../rule";
import { sameText } from "./arm";
import { type Link, linkById, strongest } from "./links";
import { elements, get, isUnknown, type Value } from "./values";

/** Where a finding about a missing private endpoint points: Azure's own property for it, which no program sets. */
export const ENDPOINTS = "privateEndpointConnections";
const CONNECTION_LISTS = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

/** Whether some private endpoint of the stack leads to a sub-resource of the target. */
export function requirePrivateEndpoint(stack: StackView, target: RuleResource, group: string): CheckResults {
  const link = endpointLink(stack, target, group);
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: ENDPOINTS, resource: target }];
  return [{ path: ENDPOINTS, found: undefined, expected: `a private endpoint with group id ${group}`, resource: target }];
}

/** @param group sub-resource the endpoint must lead to; left out, any will do. */
export function endpointLink(stack: StackView, target: RuleResource, group?: string): Link {
  return strongest(
    stack.ofType(PRIVATE_ENDPOINT).flatMap((endpoint) => CONNECTION_LISTS.map((list) => linkBy(stack, endpoint, list, target, group))),
  );
}

function linkBy(stack: StackView, endpoint: RuleResource, list: string, target: RuleResource, group: string | undefined): Link {
  const connections = endpoint.props[list];
  const targets = isUnknown(connections)
    ? [connections]
    : elements(connections).map((connection) => get(connection, "privateLinkServiceId"));
  const groups = isUnknown(connections) ? [connections] : elements(connections).map((connection) => get(connection, "groupIds"));
  const leads = strongest(groups.map((ids) => groupLink(ids, group)));
  if (leads === "separate") return "separate";
  const link = linkById(stack, endpoint, list, targets, target);
  return link === "linked" ? leads : link;
}

function groupLink(ids: Value, group: string | undefined): Link {
  if (group === undefined) return "linked";
  if (elements(ids).some((id) => sameText(id, group))) return "linked";
  return isUnknown(ids) || elements(ids).some(isUnknown) ? "undecided" : "separate";
}
