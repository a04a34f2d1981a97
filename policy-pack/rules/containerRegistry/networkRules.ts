import { armIs, sameText } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

/** Compliant: public access is off, or the rule set denies addresses that it does not list. */
export function checkNetworkRules(registry: RuleResource, context: RuleContext): Outcome {
  const { publicNetworkAccess } = registry.props;
  if (isUnknown(publicNetworkAccess)) return [{ unknown: "publicNetworkAccess" }];
  if (sameText(publicNetworkAccess, "Disabled")) return NOT_APPLICABLE;
  return checkProperty(registry, "networkRuleSet.defaultAction", armIs("Deny"), context);
}
