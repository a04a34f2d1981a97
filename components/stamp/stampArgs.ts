import type * as pulumi from "@pulumi/pulumi";
import type { DeployedMesh } from "../azure/cluster/deployedMesh";
import type { DeployedPool } from "../azure/cluster/deployedPool";
import type { VaultSecret } from "../azure/data/keyVault";
import type { Observability } from "../azure/monitoring/observability";
import type { SharedZone } from "../azure/network/sharedDns";
import type { ContainerRegistry } from "../azure/registry/registry";
import type { MonitoredContext } from "../context";
import type { PlatformPlan, StampPlan } from "../plan/plan";

export interface StampArgs {
  /** Plan of the environment. */
  readonly plan: PlatformPlan;
  /** Plan of this stamp. */
  readonly stamp: StampPlan;
  /** Context of the shared resource group: Log Analytics workspace, action group, tenant and subscription. */
  readonly shared: MonitoredContext;
  /** Container registry that all stamps share. */
  readonly registry: ContainerRegistry;
  /** Workspaces that all stamps share. */
  readonly observability: Observability;
  /** Private DNS zones, one for each service, in which all stamps register their private endpoints. */
  readonly sharedZones: readonly SharedZone[];
  /**
   * System pool of the stamp's cluster as it is in Azure.
   * @default none: the cluster does not exist yet
   */
  readonly deployedPool?: DeployedPool | undefined;
  /**
   * Identity of the stamp's cluster that reads the authority of the mesh, where that is in the key vault.
   * @default none: the cluster does not exist yet, or Istio creates its own authority
   */
  readonly deployedMesh?: DeployedMesh | undefined;
  /**
   * Registry endpoint of the stamp before this one: an endpoint changes the registry, which allows one change at a time.
   * @default none: this is the first stamp
   */
  readonly earlierRegistryEndpoint?: pulumi.Resource | undefined;
  /** Secrets by name that every stamp's key vault stores, but for those of another stamp's mesh. */
  readonly secrets: Readonly<Record<string, VaultSecret>>;
}
