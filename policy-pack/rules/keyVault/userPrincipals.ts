import { SECRET_ACCESS_ROLES } from "../facts/roles";
import { lastSegment, sameText } from "../reading/arm";
import { isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";

/**
 * Compliant: a role that can read secrets is not assigned to a user, at whatever scope: above a vault it covers every vault.
 *
 * An assignment that does not say what its principal is cannot be judged from its inputs; Azure finds out by itself.
 */
export function checkUserPrincipals({ props: { roleDefinitionId, principalType } }: RuleResource): Outcome {
  const isUser = sameText(principalType, "User");
  if (isUnknown(roleDefinitionId)) return isUser || isUnknown(principalType) ? [{ unknown: "roleDefinitionId" }] : [];
  const role = typeof roleDefinitionId === "string" ? SECRET_ACCESS_ROLES[lastSegment(roleDefinitionId)] : undefined;
  if (role === undefined) return NOT_APPLICABLE;
  if (isUnknown(principalType)) return [{ unknown: "principalType" }];
  return isUser ? [{ path: "principalType", found: `User with ${role}`, expected: "ServicePrincipal or Group" }] : [];
}
