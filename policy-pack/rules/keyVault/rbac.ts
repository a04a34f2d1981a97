import { SAFE_DEFAULT_SINCE } from "../facts/apiVersions";
import { apiVersionOf } from "../reading/apiVersions";
import { checkProperty, is } from "../reading/expect";
import { get, isMissing } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const RBAC = "properties.enableRbacAuthorization";

/** Compliant: RBAC is set on the vault, or is the default of its API version. */
export function checkRbac(vault: RuleResource, context: RuleContext): Outcome {
  return usesRbac(vault) ? [] : checkProperty(vault, RBAC, is(true), context);
}

export function usesRbac(vault: RuleResource): boolean {
  const configured = get(vault.props, RBAC);
  return configured === true || (isMissing(configured) && apiVersionOf(vault) >= SAFE_DEFAULT_SINCE["keyvault.enableRbacAuthorization"]);
}
