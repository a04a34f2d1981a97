import { sameText } from "../reading/arm";
import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type ResourceRule, type RuleResource } from "../rule";

/** Property that specifies whether a cluster is AKS Automatic. */
export const SKU = "sku.name";

/**
 * The check of a setting that AKS Automatic (`sku.name: Automatic`) preconfigures: there, omitting it is compliant.
 *
 * Source: feature comparison in "What is AKS Automatic" (learn.microsoft.com/azure/aks/intro-aks-automatic).
 */
export function presetOnAutomatic(check: ResourceRule["check"]): ResourceRule["check"] {
  return (cluster, context): Outcome => {
    const outcome = check(cluster, context);
    const automatic = isAutomatic(cluster);
    if (outcome === NOT_APPLICABLE || automatic === false) return outcome;
    const declared = outcome.filter((item) => "unknown" in item || !isMissing(get(cluster.props, item.path)));
    return automatic === true || declared.length === outcome.length ? declared : [...declared, { unknown: SKU }];
  };
}

export function isAutomatic({ props }: RuleResource): Match {
  const sku = get(props, SKU);
  return isUnknown(sku) ? UNKNOWN : sameText(sku, "Automatic");
}
