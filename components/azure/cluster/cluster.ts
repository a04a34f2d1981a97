import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { lock } from "../governance/lock";
import { diagnostics } from "../monitoring/diagnostics";
import { computedOutput } from "../outputs/computedOutput";
import { immutableOutput, type ResourceAddress } from "../outputs/immutableOutput";
import type { ClusterArgs } from "./clusterArgs";
import { clusterSettings, poolPlace } from "./clusterSettings";
import { maintenanceWindows } from "./maintenance";
import { userPool } from "./nodePools";

/** Log categories that answer who did what, and why the cluster scaled or refused. */
const LOG_CATEGORIES = ["kube-audit-admin", "guard", "kube-apiserver", "kube-controller-manager", "cluster-autoscaler"];

/**
 * A private AKS cluster. Network, dataplane, identity type and API server access are force-new in Azure: `protect` keeps
 * such a change from replacing a production cluster.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** OIDC issuer URL, trailing slash included. */
  readonly oidcIssuer: pulumi.Output<string>;
  /** Ready for workloads: every pool and window stands. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Cluster", name, {}, opts);
    const cluster = this.cluster(name, args);
    const pools = this.userPools(name, args, cluster);
    // AKS runs one operation at a time: pools first, then windows.
    const windows = maintenanceWindows(
      `${name}-maintenance`,
      {
        resourceGroupName: args.context.resourceGroupName,
        clusterName: cluster.name,
        config: args.config.maintenance,
        stampIndex: args.context.index,
      },
      { parent: this, dependsOn: pools },
    );
    this.logs(name, args, cluster);
    if (args.context.locks) {
      // After its children, so that the lock is gone before any of them is.
      lock(
        `${name}-lock`,
        { scope: cluster.id, notes: "AKS cluster of a production stamp." },
        { parent: this, dependsOn: [...pools, windows] },
      );
    }

    this.id = cluster.id;
    this.clusterName = cluster.name;
    const issuer = computedOutput(cluster.oidcIssuerProfile, (profile) => profile?.issuerURL, "the OIDC issuer of the cluster");
    this.oidcIssuer = immutableOutput(issuer, cluster.id, existingIssuer);
    this.ready = [...pools, windows];
    this.registerOutputs({ id: this.id, oidcIssuer: this.oidcIssuer });
  }

  private cluster(name: string, args: ClusterArgs): containerservice.ManagedCluster {
    return new containerservice.ManagedCluster(`${name}-cluster`, clusterSettings(args), {
      parent: this,
      dependsOn: [...args.waitFor],
      protect: args.context.protect,
      customTimeouts: { create: "60m", update: "60m", delete: "60m" },
      // The autoscaler owns the count; the first value is only where it starts.
      ignoreChanges: ["agentPoolProfiles[0].count"],
    });
  }

  /** One pool after the other: AKS refuses a second operation while one runs. */
  private userPools(name: string, args: ClusterArgs, cluster: containerservice.ManagedCluster): containerservice.AgentPool[] {
    const pools: containerservice.AgentPool[] = [];
    for (const [poolName, pool] of Object.entries(args.config.userPools)) {
      pools.push(
        new containerservice.AgentPool(
          `${name}-pool-${poolName}`,
          {
            resourceGroupName: args.context.resourceGroupName,
            resourceName: cluster.name,
            agentPoolName: poolName,
            ...userPool(pool, poolPlace(args)),
            tags: args.context.tags,
          },
          { parent: this, dependsOn: pools.slice(-1), ignoreChanges: ["count"], customTimeouts: { create: "30m", update: "60m" } },
        ),
      );
    }
    return pools;
  }

  private logs(name: string, { context, config }: ClusterArgs, cluster: containerservice.ManagedCluster): void {
    diagnostics(
      `${name}-logs`,
      {
        resourceId: cluster.id,
        logAnalyticsWorkspaceId: context.logAnalyticsWorkspaceId,
        categories: config.fullAuditLog ? [...LOG_CATEGORIES, "kube-audit"] : LOG_CATEGORIES,
        dedicatedTables: true,
      },
      { parent: this },
    );
  }
}

async function existingIssuer({ resourceGroupName, name }: ResourceAddress): Promise<string> {
  const { oidcIssuerProfile } = await containerservice.getManagedCluster({ resourceGroupName, resourceName: name });
  if (oidcIssuerProfile === undefined) throw new Error(`${name} has no OIDC issuer`);
  return oidcIssuerProfile.issuerURL;
}
