import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { ROLES, type RoleName } from "../../../policy-pack/rules/facts/roles";
import { nameBasedUuid } from "../../plan/hash";

export interface GrantArgs {
  /** Resource id of the scope of the assignment: always the narrowest scope that works. */
  readonly scope: pulumi.Input<string>;
  /** Built-in role to assign, by its name. */
  readonly role: RoleName;
  /** Object id of the identity, group or user. */
  readonly principalId: pulumi.Input<string>;
  /**
   * Type of the principal. It is always set, because Azure otherwise looks up an identity that may not have replicated yet.
   * @default ServicePrincipal: managed identities are service principals
   */
  readonly principalType?: "ServicePrincipal" | "Group" | "User";
  /** Id (GUID) of the subscription in the role definition's resource id. */
  readonly subscriptionId: pulumi.Input<string>;
}

/**
 * Assigns one role. The assignment's name is derived from scope, role and principal: a new principal gets a new assignment, and an
 * assignment that an earlier deployment left has the same name, so that it can be imported. azure-native refuses to create one that
 * exists (docs/operations.md).
 */
export function grant(name: string, args: GrantArgs, opts: pulumi.CustomResourceOptions): authorization.RoleAssignment {
  const { scope, role, principalId, principalType = "ServicePrincipal", subscriptionId } = args;
  const definition = pulumi.interpolate`/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`;
  return new authorization.RoleAssignment(
    name,
    {
      roleAssignmentName: pulumi
        .all([scope, principalId])
        .apply(([scopeId, principal]) => nameBasedUuid(scopeId.toLowerCase(), role, principal.toLowerCase())),
      scope,
      roleDefinitionId: definition,
      principalId,
      principalType,
    },
    opts,
  );
}
