import { PRIVATE_ENDPOINT } from "../facts/tokens";
import type { CheckResults, RuleResource, StackView } from "../rule";
import { sameText } from "./arm";
import { type Link, linkById, strongest } from "./links";
import { elements, get, isUnknown, type Value } from "./values";

/** Property path of findings about a missing private endpoint: the property in which Azure lists endpoints. Programs cannot set it. */
export const ENDPOINTS = "privateEndpointConnections";
const CONNECTION_LISTS = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const;

/** Checks that a private endpoint of the stack connects to a sub-resource of the target. */
export function requirePrivateEndpoint(stack: StackView, target: RuleResource, group: string): CheckResults {
  const link = endpointLink(stack, target, group);
  if (link === "linked") return [];
  if (link === "undecided") return [{ unknown: ENDPOINTS, resource: target }];
  return [{ path: ENDPOINTS, found: undefined, expected: `a private endpoint with group id ${group}`, resource: target }];
}

/**
 * Whether a private endpoint of the stack connects to the target.
 *
 * @param group sub-resource (group id) the endpoint must connect to; any, if omitted.
 */
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
  const linkToGroup = strongest(groups.map((ids) => groupLink(ids, group)));
  if (linkToGroup === "separate") return "separate";
  const link = linkById(stack, endpoint, list, targets, target);
  return link === "linked" ? linkToGroup : link;
}

function groupLink(ids: Value, group: string | undefined): Link {
  if (group === undefined) return "linked";
  if (elements(ids).some((id) => sameText(id, group))) return "linked";
  return isUnknown(ids) || elements(ids).some(isUnknown) ? "undecided" : "separate";
}
