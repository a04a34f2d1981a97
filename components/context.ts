import type * as pulumi from "@pulumi/pulumi";
import type { Namer } from "./plan/names";
import type { Tags } from "./plan/plan";

/** Location, names, tags, tenant and protection settings that the components of one resource group share. */
export interface GroupContext {
  /** Azure region in ARM form, such as `swedencentral`. */
  readonly location: string;
  /** Name of the resource group in which the components create their resources. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** Resource id of the group: the scope of policy assignments, budgets and role assignments. */
  readonly resourceGroupId: pulumi.Output<string>;
  /** Returns the physical name of a resource for its kind and, with several of one kind, a detail. */
  readonly name: Namer;
  /** Tags of every resource that supports them. */
  readonly tags: Tags;
  /** Id (GUID) of the Microsoft Entra tenant of the deployment. */
  readonly tenantId: pulumi.Output<string>;
  /** Id (GUID) of the subscription of the deployment. */
  readonly subscriptionId: pulumi.Output<string>;
  /** Sets Pulumi's `protect` option on resources that hold data, so that `pulumi destroy` refuses to delete them. */
  readonly protect: boolean;
  /** Creates CanNotDelete locks on resources that hold data. */
  readonly locks: boolean;
}

/** Context of a resource group whose resources send diagnostics to a Log Analytics workspace. */
export interface MonitoredContext extends GroupContext {
  /** Resource id of the Log Analytics workspace that receives diagnostics. */
  readonly logAnalyticsWorkspaceId: pulumi.Output<string>;
  /** Resource id of the action group that every alert notifies. */
  readonly actionGroupId: pulumi.Output<string>;
}

/** Context of one stamp, which is one region. */
export interface StampContext extends MonitoredContext {
  /** Availability zones that zonal resources are spread over, such as `1`, `2` and `3`. */
  readonly zones: readonly string[];
  /** Position among the configured stamps, from 0. */
  readonly index: number;
}
