import { checkProperty, is } from "../reading/expect";
import { get, isMissing } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

const RBAC = "properties.enableRbacAuthorization";

/** From this API version on a new vault uses RBAC unless told otherwise (Key Vault: access control default). */
const RBAC_BY_DEFAULT = 20260201;

/** Compliant: the vault asks for RBAC, or is made with an API version that does. */
export function checkRbac(vault: RuleResource, context: RuleContext): Outcome {
  return usesRbac(vault) ? [] : checkProperty(vault, RBAC, is(true), context);
}

export function usesRbac({ props, apiDay = 0 }: RuleResource): boolean {
  const stated = get(props, RBAC);
  return stated === true || (isMissing(stated) && apiDay >= RBAC_BY_DEFAULT);
}
