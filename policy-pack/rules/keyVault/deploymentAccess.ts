import { checkProperty, isNot } from "../reading/expect";
import { strings } from "../reading/pods";
import type { Outcome, RuleContext, RuleResource } from "../rule";

export const DEPLOYMENT_ACCESS = ["enabledForDeployment", "enabledForTemplateDeployment", "enabledForDiskEncryption"] as const;

/** Compliant: none of the three is on, except those that configuration lists. */
export function checkDeploymentAccess(vault: RuleResource, context: RuleContext): Outcome {
  const allowed = strings(context, "allowedAccess");
  const refused = DEPLOYMENT_ACCESS.filter((one) => !allowed.includes(one));
  return refused.flatMap((one) => checkProperty(vault, `properties.${one}`, isNot(true), context));
}
