import { checkProperty, is } from "../reading/expect";
import { get, isMissing } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const RBAC = "properties.enableRbacAuthorization";

/** From this API version on, RBAC is the default of a new vault (Key Vault: access control default). */
const RBAC_BY_DEFAULT = 20260201;

/** Compliant: RBAC is set on the vault, or is the default of its API version. */
export function checkRbac(vault: RuleResource, context: RuleContext): Outcome {
  return usesRbac(vault) ? [] : checkProperty(vault, RBAC, is(true), context);
}

export function usesRbac({ props, apiVersionDate = 0 }: RuleResource): boolean {
  const configured = get(props, RBAC);
  return configured === true || (isMissing(configured) && apiVersionDate >= RBAC_BY_DEFAULT);
}
