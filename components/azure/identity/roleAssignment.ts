import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { ROLES, type RoleName } from "../../../policy-pack/rules/facts/roles";
import { nameBasedUuid } from "../../plan/hash";

export interface GrantArgs {
  /** Resource id the role holds on: always the narrowest that works. */
  readonly scope: pulumi.Input<string>;
  readonly role: RoleName;
  /** Object id of the identity or group. */
  readonly principalId: pulumi.Input<string>;
  /**
   * Kind of principal; said explicitly, so that Azure does not look up an identity that has not replicated yet.
   * @default ServicePrincipal
   */
  readonly principalType?: "ServicePrincipal" | "Group" | "User";
  /** Subscription that holds the role definition. */
  readonly subscriptionId: pulumi.Input<string>;
}

/**
 * Assigns one role. The assignment's name is derived from scope, role and principal, so a second deployment of the same
 * grant meets the first instead of failing with RoleAssignmentExists, and a new principal gets a new assignment.
 */
export function grant(name: string, args: GrantArgs, opts: pulumi.CustomResourceOptions): authorization.RoleAssignment {
  const { scope, role, principalId, principalType = "ServicePrincipal", subscriptionId } = args;
  const definition = pulumi.interpolate`/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`;
  return new authorization.RoleAssignment(
    name,
    {
      roleAssignmentName: pulumi
        .all([scope, principalId])
        .apply(([where, who]) => nameBasedUuid(where.toLowerCase(), role, who.toLowerCase())),
      scope,
      roleDefinitionId: definition,
      principalId,
      principalType,
    },
    opts,
  );
}
