import { CDN_RETIREMENTS, FRONT_DOOR_SKU } from "../facts/frontDoor";
import { armIs, sameText } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { get } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const PATH = "sku.name";

/**
 * Compliant: the tier with managed WAF rules and Private Link. `cdn.Profile` is also the type of Azure CDN, whose tiers are retired: its
 * endpoints are other resources than Front Door's, so that another tier alone is no fix.
 */
export function checkProfileSku(profile: RuleResource, context: RuleContext): Outcome {
  const results = checkProperty(profile, PATH, armIs(FRONT_DOOR_SKU), context);
  const sku = get(profile.props, PATH);
  const retirement = CDN_RETIREMENTS.find(({ skus }) => skus.some((one) => sameText(one, sku)));
  if (retirement === undefined) return results;
  const fix =
    `Migrate: ${retirement.status}. Use a profile with ${PATH} ${FRONT_DOOR_SKU}, and AFDEndpoint, AFDOriginGroup, AFDOrigin and Route ` +
    "in place of cdn.Endpoint.";
  return results.map((item) => ("unknown" in item ? item : { ...item, fix }));
}
