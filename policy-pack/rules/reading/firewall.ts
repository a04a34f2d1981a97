import type { ResourceRule } from "../rule";
import { armIs, sameText } from "./arm";
import { type Condition, checkProperty } from "./expect";
import type { Match } from "./selectors";
import { get, isMissing, isUnknown, UNKNOWN, type Value } from "./values";

/** The rules of a network security perimeter decide, instead of the service's own firewall and of who it trusts. */
const PERIMETER = "SecuredByPerimeter";

/** Public access is off, or nobody's but a perimeter's to grant: without one, this value closes the service. */
export const isNotPublic: Condition = armIs("Disabled", PERIMETER);

export function isInPerimeter(publicNetworkAccess: Value): Match {
  return isUnknown(publicNetworkAccess) ? UNKNOWN : sameText(publicNetworkAccess, PERIMETER);
}

/**
 * A data service's own firewall: it must deny by default.
 *
 * Where public access is off, or a perimeter's to decide, the firewall has no say, so one that is not configured at all is
 * compliant there; one that says Allow is not, because it opens the service the moment somebody turns public access on.
 */
export function deniesByDefault(defaultAction: string, publicAccess: string): ResourceRule["check"] {
  return (resource, context) => {
    const access = get(resource.props, publicAccess);
    const isConfigured = !isMissing(get(resource.props, defaultAction));
    if (!isConfigured && isUnknown(access)) return [{ unknown: publicAccess }];
    if (!isConfigured && isNotPublic.holds(access, context)) return [];
    return checkProperty(resource, defaultAction, armIs("Deny"), context);
  };
}
