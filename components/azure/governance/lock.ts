import * as authorization from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";

export interface LockArgs {
  /** Resource id of the resource that must not be deleted. */
  readonly scope: pulumi.Input<string>;
  /** Reason for the lock, shown in the portal; at most 512 characters. */
  readonly notes: string;
}

/**
 * Prevents deletion of the resource and its child resources, whatever the caller's roles. This includes role assignments, private
 * endpoint connections and child resources at the scope (Azure Resource Manager: lock resources), so create the lock with
 * `dependsOn` on the children of a component: the lock is then deleted before them. Role assignments and diagnostic settings that
 * other components create at the scope are not covered by `dependsOn`: turn locks off before a destroy, and before one of these is
 * removed from a running platform (docs/operations.md).
 */
export function createLock(
  name: string,
  { scope, notes }: LockArgs,
  opts: pulumi.CustomResourceOptions,
): authorization.ManagementLockByScope {
  return new authorization.ManagementLockByScope(name, { lockName: "do-not-delete", scope, level: "CanNotDelete", notes }, opts);
}
