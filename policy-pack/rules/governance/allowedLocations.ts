import { strings } from "../reading/pods";
import { isMissing, isUnknown, type Located, locate, toText, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Inputs that place a resource or a replica of it. */
const LOCATIONS = [
  "location",
  // Cosmos DB, API Management, workspaces, Service Bus and Event Hubs.
  "locations[*].locationName",
  "additionalLocations[*].location",
  "replication.location",
  "geoDataReplication.locations[*].locationName",
  // Azure AI services, versions in a compute gallery, images that a template distributes.
  "properties.locations.regions[*].name",
  "publishingProfile.targetRegions[*].name",
  "distribute[*].targetRegions[*].name",
  "distribute[*].replicationRegions[*]",
] as const;

/** Azure's name for the location of services that have no region: Front Door, DNS zones, action groups. */
const GLOBAL = "global";

/**
 * Compliant: the resource and its replicas are in the configured regions. A resource without a location of its own is in the region of its
 * resource group, which is evaluated itself; without configuration every region is allowed.
 */
export function checkAllowedLocations({ props }: RuleResource, context: RuleContext): Outcome {
  const allowed = strings(context, "allowedLocations");
  if (allowed.length === 0) return NOT_APPLICABLE;
  const found = LOCATIONS.flatMap((path) => locate(props, path)).filter(({ value }) => !isMissing(value));
  return found.length === 0 ? NOT_APPLICABLE : found.flatMap((place) => checkLocation(place, allowed));
}

function checkLocation({ path, value }: Located, allowed: readonly string[]): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  const isAllowed = [GLOBAL, ...allowed].some((one) => regionName(one) === regionName(value));
  return isAllowed ? [] : [{ path, found: value, expected: allowed.join(", ") }];
}

/** Azure accepts `West Europe` and `westeurope` for the same region. */
function regionName(location: Value): string {
  return toText(location).replaceAll(" ", "").toLowerCase();
}
