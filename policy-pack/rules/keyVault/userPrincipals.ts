import { SECRET_ACCESS_ROLES } from "../facts/roles";
import { lastSegment, sameText } from "../reading/arm";
import { isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleResource } from "../rule";

/**
 * Compliant: no role that can read secrets is assigned to a user, at any scope: above a vault it covers every vault.
 *
 * An assignment without a principal type cannot be evaluated from its inputs; Azure looks up the type.
 */
export function checkUserPrincipals({ props: { roleDefinitionId, principalType } }: RuleResource): Outcome {
  const isUser = sameText(principalType, "User");
  if (isUnknown(roleDefinitionId)) return isUser || isUnknown(principalType) ? [{ unknown: "roleDefinitionId" }] : [];
  const role = typeof roleDefinitionId === "string" ? SECRET_ACCESS_ROLES[lastSegment(roleDefinitionId)] : undefined;
  if (role === undefined) return NOT_APPLICABLE;
  if (isUnknown(principalType)) return [{ unknown: "principalType" }];
  return isUser ? [{ path: "principalType", found: `User with ${role}`, expected: "ServicePrincipal or Group" }] : [];
}
