import { checkProperty, is } from "../reading/expect";
import { get, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const PRIVATE = "apiServerAccessProfile.enablePrivateCluster";

/**
 * Compliant: a private cluster turns the public name off. AKS creates one, besides the private name, unless it is turned off (AKS
 * documentation, "Create a private AKS cluster"). AKS-01 reports clusters that are not private.
 */
export function checkPublicFqdn(cluster: RuleResource, context: RuleContext): Outcome {
  const isPrivate = get(cluster.props, PRIVATE);
  if (isUnknown(isPrivate)) return [{ unknown: PRIVATE }];
  if (isPrivate !== true) return NOT_APPLICABLE;
  return checkProperty(cluster, "apiServerAccessProfile.enablePrivateClusterPublicFQDN", is(false), context);
}
