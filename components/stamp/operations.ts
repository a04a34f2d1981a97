import type * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../azure/cluster/cluster";
import { StampPolicies } from "../azure/governance/stampPolicies";
import type { Observability } from "../azure/monitoring/observability";
import { StampMonitoring } from "../azure/monitoring/stampMonitoring";
import type { ContainerRegistry } from "../azure/registry/registry";
import type { StampContext } from "../context";
import { edgeNamespace } from "../kubernetes/gateway/edgeGateway";
import type { PlatformPlan } from "../plan/plan";
import { rotatedSecrets } from "../plan/secrets";
import type { StampData } from "./data";

export interface StampOperationsArgs {
  /** Plan of the environment. */
  readonly plan: PlatformPlan;
  /** Context of the stamp. */
  readonly context: StampContext;
  /** Container registry that Azure Policy allows images from. */
  readonly registry: ContainerRegistry;
  /** Workspaces that receive metrics and logs. */
  readonly observability: Observability;
  /** Cluster that is monitored. */
  readonly cluster: Cluster;
  /** Data services that are monitored. */
  readonly data: StampData;
}

/** Monitoring of a stamp: telemetry and alerts, and Azure Policy assignments in addition to the policy pack. */
export function createStampOperations(name: string, args: StampOperationsArgs, opts: pulumi.ComponentResourceOptions): void {
  const { plan, context, registry, observability, cluster, data } = args;
  new StampMonitoring(
    `${name}-monitoring`,
    {
      context,
      config: plan.config.observability,
      clusterId: cluster.id,
      clusterName: cluster.clusterName,
      fullAuditLog: plan.config.cluster.fullAuditLog,
      advancedNetworking: plan.config.cluster.advancedNetworking,
      rotatedSecrets: rotatedSecrets(plan.config),
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
      meshProxy: plan.config.serviceMesh.mode === "strict",
    },
    opts,
  );
}
