import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig, UserPoolConfig } from "../config/schema";

type PoolSize = ClusterConfig["systemPool"];

/** What every pool has, in the shape that ManagedCluster and AgentPool share. */
export function poolSettings(pool: PoolSize, zones: readonly string[], subnetId: pulumi.Input<string>) {
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
    enableEncryptionAtHost: true,
    enableNodePublicIP: false,
    securityProfile: { enableSecureBoot: true, enableVTPM: true, sshAccess: "Disabled" },
    upgradeSettings: { maxSurge: "33%", drainTimeoutInMinutes: 30, nodeSoakDurationInMinutes: 5 },
  };
}

/** The system pool carries the add-ons only; applications cannot land there. */
export function systemPool(pool: PoolSize, zones: readonly string[], subnetId: pulumi.Input<string>) {
  return { ...poolSettings(pool, zones, subnetId), name: "system", mode: "System", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] };
}

export function userPool(pool: UserPoolConfig, zones: readonly string[], subnetId: pulumi.Input<string>) {
  return {
    ...poolSettings(pool, zones, subnetId),
    mode: "User",
    nodeLabels: pool.labels,
    nodeTaints: pool.taints,
    enableFIPS: pool.fips,
  };
}
