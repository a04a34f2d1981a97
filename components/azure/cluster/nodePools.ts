import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig, UserPoolConfig } from "../../config/schema";

type PoolSize = ClusterConfig["systemPool"];

/** Availability zones, subnet and Kubernetes version of a node pool. */
export interface PoolPlacement {
  readonly zones: readonly string[];
  readonly subnetId: pulumi.Input<string>;
  /** Kubernetes minor version. It is set for every pool, because AKS does not upgrade node pools with the control plane. */
  readonly version: string;
}

/** Settings of every node pool, in the form that ManagedCluster and AgentPool share. */
export function poolSettings(pool: PoolSize, { zones, subnetId, version }: PoolPlacement, fips = false) {
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

/** The system pool runs add-ons only; its taint keeps applications off its nodes. */
export function systemPool(pool: PoolSize, placement: PoolPlacement) {
  return { ...poolSettings(pool, placement), name: "system", mode: "System", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] };
}

export function userPool(pool: UserPoolConfig, placement: PoolPlacement) {
  return {
    ...poolSettings(pool, placement, pool.fips),
    mode: "User",
    nodeLabels: pool.labels,
    nodeTaints: pool.taints,
    enableFIPS: pool.fips,
  };
}
