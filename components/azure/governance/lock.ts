import * as authorization from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";

export interface LockArgs {
  /** Resource id of what must not be deleted. */
  readonly scope: pulumi.Input<string>;
  /** Why, for the person who meets the lock; 512 characters at most. */
  readonly notes: string;
}

/**
 * Forbids deleting the resource and everything below it, whatever the caller's rights. That covers role assignments, private
 * endpoint connections and child resources at the scope as well (Azure Resource Manager: lock resources), so create the lock
 * with `dependsOn` on the children of a component: turning locks off is then the first thing that happens. Grants and diagnostic
 * settings that others make at the scope are not among them: locks are off before anything is destroyed, or any of these is taken
 * away from a running platform (docs/operations.md).
 */
export function lock(name: string, { scope, notes }: LockArgs, opts: pulumi.CustomResourceOptions): authorization.ManagementLockByScope {
  return new authorization.ManagementLockByScope(name, { lockName: "do-not-delete", scope, level: "CanNotDelete", notes }, opts);
}
