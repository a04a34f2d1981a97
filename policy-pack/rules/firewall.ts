import { armIs, sameText } from "./arm";
import { judge } from "./expect";
import type { ResourceRule } from "./rule";
import { get, isMissing } from "./values";

/**
 * A data service's own firewall: it must deny by default.
 *
 * Where public access is off the firewall has no say, so one that is not configured at all is compliant there; one that says
 * Allow is not, because it opens the service the moment somebody turns public access on.
 */
export function deniesByDefault(defaultAction: string, publicAccess: string): ResourceRule["check"] {
  return (resource, context) => {
    const isPrivate = sameText(get(resource.props, publicAccess), "Disabled");
    if (isPrivate && isMissing(get(resource.props, defaultAction))) return [];
    return judge(resource, defaultAction, armIs("Deny"), context);
  };
}
