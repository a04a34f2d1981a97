import { apiVersionOf } from "../reading/apiVersions";
import { armIs } from "../reading/arm";
import { type Condition, checkProperty } from "../reading/expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const TIER = "sku.tier";
/** First API version with tier Standard. Before it the paid tier was `Paid` (its REST specification has Free and Paid only). */
const STANDARD_TIER = 20230102;
const NAMED: Condition = armIs("Standard", "Premium");
const PAID: Condition = { ...armIs("Paid", "Standard", "Premium"), expected: "Paid" };
const PAID_FIX = "Set sku.tier to Paid, or use API version 2023-02-01 or later and set it to Standard.";

/** Compliant: the cluster is in a tier with an uptime guarantee, as named in its API version. */
export function checkTier(cluster: RuleResource, context: RuleContext): Outcome {
  if (apiVersionOf(cluster) >= STANDARD_TIER) return checkProperty(cluster, TIER, NAMED, context);
  const outcome = checkProperty(cluster, TIER, PAID, context);
  return outcome.map((item) => ("unknown" in item ? item : { ...item, fix: PAID_FIX }));
}
