import { sameText } from "../arm";
import { NOT_APPLICABLE, type Outcome, type ResourceRule, type RuleResource } from "../rule";
import { get, isMissing } from "../values";

/**
 * The check of a setting that AKS Automatic (`sku.name: Automatic`) presets: there, leaving it out is compliant.
 *
 * Source: feature comparison in "What is AKS Automatic" (learn.microsoft.com/azure/aks/intro-aks-automatic).
 */
export function presetOnAutomatic(check: ResourceRule["check"]): ResourceRule["check"] {
  return (cluster, context): Outcome => {
    const outcome = check(cluster, context);
    if (outcome === NOT_APPLICABLE || !isAutomatic(cluster)) return outcome;
    return outcome.filter((item) => "unknown" in item || !isMissing(get(cluster.props, item.path)));
  };
}

export function isAutomatic({ props }: RuleResource): boolean {
  return sameText(get(props, "sku.name"), "Automatic");
}
