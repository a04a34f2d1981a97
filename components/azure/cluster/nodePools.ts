import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig, UserPoolConfig } from "../../config/schema";

type PoolSize = ClusterConfig["systemPool"];

/** Where a pool's nodes stand, and what they run. */
export interface PoolPlace {
  readonly zones: readonly string[];
  readonly subnetId: pulumi.Input<string>;
  /** Kubernetes minor version; said for every pool, because AKS does not take nodes along with the control plane. */
  readonly version: string;
}

/** What every pool has, in the shape that ManagedCluster and AgentPool share. */
export function poolSettings(pool: PoolSize, { zones, subnetId, version }: PoolPlace, fips = false) {
  return {
    vmSize: pool.vmSize,
    enableAutoScaling: true,
    minCount: pool.minCount,
    maxCount: pool.maxCount,
    count: pool.minCount,
    maxPods: pool.maxPods,
    availabilityZones: [...zones],
    osType: "Linux",
    osSKU: "AzureLinux3",
    osDiskType: "Ephemeral",
    osDiskSizeGB: pool.osDiskSizeGb,
    type: "VirtualMachineScaleSets",
    vnetSubnetID: subnetId,
    orchestratorVersion: version,
    enableEncryptionAtHost: true,
    enableNodePublicIP: false,
    // FIPS images and Trusted Launch exclude each other (AKS: Trusted Launch limitations).
    securityProfile: { ...(fips ? {} : { enableSecureBoot: true, enableVTPM: true }), sshAccess: "Disabled" },
    upgradeSettings: { maxSurge: "33%", drainTimeoutInMinutes: 30, nodeSoakDurationInMinutes: 5 },
  };
}

/** The system pool carries the add-ons only; applications cannot land there. */
export function systemPool(pool: PoolSize, place: PoolPlace) {
  return { ...poolSettings(pool, place), name: "system", mode: "System", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] };
}

export function userPool(pool: UserPoolConfig, place: PoolPlace) {
  return {
    ...poolSettings(pool, place, pool.fips),
    mode: "User",
    nodeLabels: pool.labels,
    nodeTaints: pool.taints,
    enableFIPS: pool.fips,
  };
}
