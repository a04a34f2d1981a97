import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../azure/cluster/cluster";
import { StampPolicies } from "../azure/governance/stampPolicies";
import type { Observability } from "../azure/monitoring/observability";
import { StampMonitoring } from "../azure/monitoring/stampMonitoring";
import type { ContainerRegistry } from "../azure/registry/registry";
import type { StampContext } from "../context";
import { edgeNamespace } from "../kubernetes/gateway/edgeGateway";
import type { PlatformPlan } from "../plan/plan";
import type { StampData } from "./data";

export interface StampOperationsArgs {
  readonly plan: PlatformPlan;
  readonly context: StampContext;
  readonly registry: ContainerRegistry;
  readonly observability: Observability;
  readonly cluster: Cluster;
  readonly data: StampData;
}

/** What watches over a stamp that stands: telemetry, alerts, and Azure's own policies as the second line. */
export function stampOperations(name: string, args: StampOperationsArgs, opts: pulumi.ComponentResourceOptions): void {
  const { plan, context, registry, observability, cluster, data } = args;
  new StampMonitoring(
    `${name}-monitoring`,
    {
      context,
      config: plan.config.observability,
      clusterId: cluster.id,
      clusterName: cluster.clusterName,
      monitorWorkspaceId: observability.monitorWorkspaceId,
      workspaceLocation: plan.homeRegion,
      keyVaultId: data.vault.id,
      ...(data.postgres === undefined ? {} : { postgresServerId: data.postgres.id }),
    },
    opts,
  );
  new StampPolicies(
    `${name}-policies`,
    {
      context,
      effect: plan.config.governance.azurePolicy,
      registryLoginServer: registry.loginServer,
      excludedNamespaces: [...plan.config.observability.excludedNamespaces, edgeNamespace(plan.config.ingress.controller)],
      internalLoadBalancersOnly: plan.config.ingress.exposure.type === "privateLink",
    },
    opts,
  );
}
