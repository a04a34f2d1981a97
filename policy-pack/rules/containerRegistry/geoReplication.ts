import { MANAGED_CLUSTER, REGISTRY, REGISTRY_REPLICATION } from "../facts/tokens";
import { isUnknown, toText, type Value } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

/**
 * Compliant: every region with a cluster of the stack has a registry of the stack, or a replica of one that serves pulls. A location
 * that a resource omits is the one of its resource group, which is not known here.
 */
export function checkGeoReplication(stack: StackView): Outcome {
  const [registry, ...others] = stack.ofType(REGISTRY);
  const clusters = stack.ofType(MANAGED_CLUSTER);
  if (registry === undefined || clusters.length === 0) return NOT_APPLICABLE;
  const replicas = stack.ofType(REGISTRY_REPLICATION).filter(({ props }) => props.regionEndpointEnabled !== false);
  const covered = [registry, ...others, ...replicas].map(regionOf);
  const missing = new Set(clusters.map(regionOf).filter((region) => typeof region === "string" && !covered.includes(region)));
  if (missing.size === 0) return [];
  if (covered.some((region) => region === undefined)) return [{ unknown: "location", resource: registry }];
  const expected = `a replica in ${[...missing].join(", ")}`;
  return [{ path: "replications", found: covered, expected, resource: registry }];
}

/** The region as Azure compares it, `westeurope` for `West Europe`; `undefined` where it is not known. */
function regionOf({ props: { location } }: RuleResource): string | undefined {
  return isUnknown(location) || typeof location !== "string" ? undefined : normalised(location);
}

function normalised(location: Value): string {
  return toText(location).replaceAll(" ", "").toLowerCase();
}
