import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { createLock } from "../governance/lock";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import { computedOutput } from "../outputs/computedOutput";
import { immutableOutput, type ResourceAddress } from "../outputs/immutableOutput";
import type { ClusterArgs } from "./clusterArgs";
import { clusterSettings, poolPlacement } from "./clusterSettings";
import { createMaintenanceWindows } from "./maintenance";
import { userPool } from "./nodePools";

/** Log categories for who changed what, for rejected requests and for scaling decisions. */
const LOG_CATEGORIES = ["kube-audit-admin", "guard", "kube-apiserver", "kube-controller-manager", "cluster-autoscaler"];

/**
 * A private AKS cluster. Azure replaces the cluster if its network, dataplane, identity type or API server access changes: `protect`
 * prevents this in production.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** OIDC issuer URL, trailing slash included. */
  readonly oidcIssuer: pulumi.Output<string>;
  /** Returns the object id of the identity that AKS creates for the Key Vault secrets provider add-on. */
  readonly secretsReader: () => pulumi.Output<string>;
  /** Resources that workloads must depend on: node pools and maintenance windows. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Cluster", name, {}, opts);
    const cluster = this.createCluster(name, args);
    const pools = this.createUserPools(name, args, cluster);
    // AKS runs one operation at a time: pools first, then windows.
    const windows = createMaintenanceWindows(
      `${name}-maintenance`,
      {
        resourceGroupName: args.context.resourceGroupName,
        clusterName: cluster.name,
        config: args.config.maintenance,
        stampIndex: args.context.index,
      },
      { parent: this, dependsOn: pools },
    );
    this.createDiagnostics(name, args, cluster);
    if (args.context.locks) {
      // After the cluster's children, so that the lock is deleted before them.
      createLock(
        `${name}-lock`,
        { scope: cluster.id, notes: "AKS cluster of a production stamp." },
        { parent: this, dependsOn: [...pools, windows] },
      );
    }

    this.secretsReader = () =>
      computedOutput(
        cluster.addonProfiles,
        (profiles) => profiles?.azureKeyvaultSecretsProvider?.identity?.objectId,
        "the identity of the Key Vault secrets provider add-on",
      );
    this.id = cluster.id;
    this.clusterName = cluster.name;
    const issuer = computedOutput(cluster.oidcIssuerProfile, (profile) => profile?.issuerURL, "the OIDC issuer of the cluster");
    this.oidcIssuer = immutableOutput(issuer, cluster.id, readIssuer);
    this.ready = [...pools, windows];
    this.registerOutputs({ id: this.id, oidcIssuer: this.oidcIssuer });
  }

  private createCluster(name: string, args: ClusterArgs): containerservice.ManagedCluster {
    const ignored = args.deployedPool?.isAsConfigured ? ["agentPoolProfiles"] : [];
    // Without the deployed pool's own count, the count that was recorded last.
    const recorded = args.deployedPool === undefined ? ["agentPoolProfiles[0].count"] : [];
    return new containerservice.ManagedCluster(`${name}-cluster`, clusterSettings(args), {
      parent: this,
      dependsOn: [...args.waitFor],
      protect: args.context.protect,
      customTimeouts: { create: "60m", update: "60m", delete: "60m" },
      // The autoscaler manages the count; the configured value is only the initial one. The list contains every pool (deployedPool.ts).
      ignoreChanges: [...ignored, ...recorded],
    });
  }

  /** Creates the pools one by one: AKS rejects a second operation while one runs. */
  private createUserPools(name: string, args: ClusterArgs, cluster: containerservice.ManagedCluster): containerservice.AgentPool[] {
    const pools: containerservice.AgentPool[] = [];
    for (const [poolName, pool] of Object.entries(args.config.userPools)) {
      pools.push(
        new containerservice.AgentPool(
          `${name}-pool-${poolName}`,
          {
            resourceGroupName: args.context.resourceGroupName,
            resourceName: cluster.name,
            agentPoolName: poolName,
            ...userPool(pool, poolPlacement(args)),
            tags: args.context.tags,
          },
          { parent: this, dependsOn: pools.slice(-1), ignoreChanges: ["count"], customTimeouts: { create: "30m", update: "60m" } },
        ),
      );
    }
    return pools;
  }

  private createDiagnostics(name: string, { context, config }: ClusterArgs, cluster: containerservice.ManagedCluster): void {
    createDiagnosticSetting(
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

async function readIssuer({ resourceGroupName, name }: ResourceAddress): Promise<string> {
  const { oidcIssuerProfile } = await containerservice.getManagedCluster({ resourceGroupName, resourceName: name });
  if (oidcIssuerProfile === undefined) throw new Error(`${name} has no OIDC issuer`);
  return oidcIssuerProfile.issuerURL;
}
