import { EXISTS_SINCE } from "../facts/apiVersions";
import { REDIS_ENTERPRISE } from "../facts/tokens";
import { apiVersionOf } from "../reading/apiVersions";
import { checkProperty } from "../reading/expect";
import { isNotPublic } from "../reading/firewall";
import { isMissing } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const PATH = "publicNetworkAccess";

/**
 * Compliant: public network access is off, or the cache is inside a virtual network, where it has no public address unless a load
 * balancer adds one. NET-05 reports a cache without a private endpoint.
 */
export function checkPublicAccess(cache: RuleResource, context: RuleContext): Outcome {
  const { subnetId, publicNetworkAccess } = cache.props;
  // A subnet's id that is not known yet is still the id of a subnet.
  if (cache.type !== REDIS_ENTERPRISE && !isMissing(subnetId) && subnetId !== "") return [];
  const isOlder = cache.type === REDIS_ENTERPRISE && apiVersionOf(cache) < EXISTS_SINCE["redisenterprise.publicNetworkAccess"];
  return isOlder && isMissing(publicNetworkAccess) ? NOT_APPLICABLE : checkProperty(cache, PATH, isNotPublic, context);
}
