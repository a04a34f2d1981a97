import type { ResourceRule } from "../rule";
import { armIs, sameText } from "./arm";
import { asOwnCause, type Condition, checkProperty } from "./expect";
import type { Match } from "./selectors";
import { get, isMissing, isUnknown, UNKNOWN, type Value } from "./values";

/** Access is controlled by the rules of a network security perimeter instead of the service's own firewall and trusted services. */
const PERIMETER = "SecuredByPerimeter";

/** Where a service has the input for public access: off, on, or left to a network security perimeter. */
export const PUBLIC_ACCESS = ["publicNetworkAccess", "properties.publicNetworkAccess"] as const;

/** Public access is off, or only a network security perimeter can allow it: without a perimeter, that value denies all access. */
export const isNotPublic: Condition = armIs("Disabled", PERIMETER);

export function isInPerimeter(publicNetworkAccess: Value): Match {
  return isUnknown(publicNetworkAccess) ? UNKNOWN : sameText(publicNetworkAccess, PERIMETER);
}

/**
 * The check that a data service's own firewall denies by default.
 *
 * Where public access is off, or controlled by a network security perimeter, the firewall has no effect, so one that is not
 * configured is compliant. One with Allow is not: it would admit every address as soon as public access is turned on.
 */
export function deniesByDefault(defaultAction: string, publicAccess: string): ResourceRule["check"] {
  return (resource, context) => {
    const access = get(resource.props, publicAccess);
    const isConfigured = !isMissing(get(resource.props, defaultAction));
    if (!isConfigured && isUnknown(access)) return [{ unknown: publicAccess }];
    if (!isConfigured && isNotPublic.holds(access, context)) return [];
    const results = checkProperty(resource, defaultAction, armIs("Deny"), context);
    return isConfigured ? results.map(asOwnCause) : results;
  };
}
