import { PRIVILEGED_ROLES, RBAC_ADMINISTRATOR } from "../facts/roles";
import { sameText } from "../reading/arm";
import { elements, isMissing, isUnknown } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";
import { isRoleUnknown, isUserOrGroup, roleOf } from "./roleAssignments";

/**
 * Compliant: no workload identity has Owner, Contributor or User Access Administrator at any scope (even on a single resource they
 * grant access to its keys or role assignments), nor Role Based Access Control Administrator without a condition.
 */
export function checkLeastPrivilege(assignment: RuleResource, { config }: RuleContext): Outcome {
  if (isUserOrGroup(assignment)) return NOT_APPLICABLE;
  if (isRoleUnknown(assignment)) return [{ unknown: "roleDefinitionId" }];
  const role = roleOf(assignment);
  const name = PRIVILEGED_ROLES[role ?? ""];
  const { condition, principalId, principalType } = assignment.props;
  if (name === undefined || (role === RBAC_ADMINISTRATOR && !isMissing(condition) && condition !== "")) return [];
  const allowed = elements(config.deploymentPrincipals);
  if (allowed.some((id) => sameText(id, principalId))) return [];
  if (allowed.length > 0 && isUnknown(principalId)) return [{ unknown: "principalId" }];
  if (isUnknown(principalType)) return [{ unknown: "principalType" }];
  const expected =
    role === RBAC_ADMINISTRATOR ? "a condition that limits which roles it may assign" : "a role for the task of the identity";
  return [{ path: "roleDefinitionId", found: name, expected, ...(isMissing(principalType) && { fix: ANY_PRINCIPAL }) }];
}

/** Without its type the principal may also be a person, or the identity of a pipeline. */
const ANY_PRINCIPAL =
  "Set principalType to User or Group where the principal is one. List the object id of an identity that deploys infrastructure in " +
  "deploymentPrincipals of role-least-privilege. Assign any other identity the built-in role for its task.";
