import type * as pulumi from "@pulumi/pulumi";
import type { Namer } from "./plan/names";
import type { Tags } from "./plan/plan";

/** What every component of one resource group shares: where it stands, what things are called, where logs go. */
export interface GroupContext {
  /** Azure region in ARM form. */
  readonly location: string;
  readonly resourceGroupName: pulumi.Output<string>;
  /** Resource id of the group: the scope of policy assignments, budgets and grants. */
  readonly resourceGroupId: pulumi.Output<string>;
  readonly name: Namer;
  readonly tags: Tags;
  /** Entra tenant of the deployment. */
  readonly tenantId: pulumi.Output<string>;
  /** Subscription id (GUID). */
  readonly subscriptionId: pulumi.Output<string>;
  /** Protects what holds data from `pulumi destroy`. */
  readonly protect: boolean;
  /** CanNotDelete locks on what holds data. */
  readonly locks: boolean;
}

/** A group whose resources send their logs to the workspace. */
export interface MonitoredContext extends GroupContext {
  /** Resource id of the Log Analytics workspace that receives diagnostics. */
  readonly logAnalyticsWorkspaceId: pulumi.Output<string>;
  /** Resource id of the action group that every alert notifies. */
  readonly actionGroupId: pulumi.Output<string>;
}

/** One region. */
export interface StampContext extends MonitoredContext {
  /** Availability zones to spread over. */
  readonly zones: readonly string[];
  /** Position among the stamps. */
  readonly index: number;
}
