import type { ClusterConfig } from "../../config/schema";
import type { PlatformPlan } from "../../plan/plan";
import type { DeployedClusters } from "./deployedCluster";
import { systemPool } from "./nodePools";

/** The system pool of a cluster that exists in Azure. */
export interface DeployedPool {
  /** Whether every configured setting has the same value in Azure, so that an update of the cluster need not change the pool. */
  readonly isAsConfigured: boolean;
  /** Number of nodes, which the autoscaler manages. */
  readonly count: number | undefined;
}

/**
 * Returns the system pools of the clusters that exist, by region.
 *
 * AKS lists every pool in the cluster's `agentPoolProfiles`, although the program declares only the system pool there and each user pool
 * as a resource of its own: AKS does not add pools through the cluster. A refresh copies the listed pools into the recorded inputs, and
 * `ignoreChanges` can name the whole list or single elements, but not the surplus ones. So the program ignores the list while the system
 * pool is as configured, and sends it when it is not: in an upgrade, after a change of its size, or after a change outside Pulumi.
 */
export function deployedPools({ config, stamps }: PlatformPlan, clusters: DeployedClusters): Readonly<Record<string, DeployedPool>> {
  return Object.fromEntries(
    stamps.flatMap(({ region, config: { zones } }) => {
      const pool = deployedPool(clusters[region], config.cluster, zones);
      return pool === undefined ? [] : [[region, pool] as const];
    }),
  );
}

/** Undefined if the cluster or its system pool does not exist. */
function deployedPool(
  cluster: DeployedClusters[string] | undefined,
  config: ClusterConfig,
  zones: readonly string[],
): DeployedPool | undefined {
  // The subnet is an output, and AKS does not allow to change it.
  const {
    name,
    count: _count,
    vnetSubnetID: _subnet,
    ...settings
  } = systemPool(config.systemPool, { zones, subnetId: "", version: config.kubernetesVersion });
  const deployed = cluster?.agentPoolProfiles?.find((pool) => pool.name === name);
  return deployed === undefined ? undefined : { isAsConfigured: isAsConfigured(deployed, settings), count: deployed.count };
}

/** AKS may report the patch version of a pool whose minor version is configured. */
function isAsConfigured(
  { orchestratorVersion: deployedVersion = "", ...deployed }: { readonly orchestratorVersion?: string },
  { orchestratorVersion, ...settings }: { readonly orchestratorVersion: string },
): boolean {
  return `${deployedVersion}.`.startsWith(`${orchestratorVersion}.`) && contains(deployed, settings);
}

/** Whether a value from Azure contains the settings; the order of lists has no meaning, and Azure adds properties. */
function contains(deployed: unknown, settings: unknown): boolean {
  if (Array.isArray(settings))
    return Array.isArray(deployed) && deployed.length === settings.length && settings.every((item) => deployed.includes(item));
  if (typeof settings !== "object" || settings === null) return deployed === settings;
  if (typeof deployed !== "object" || deployed === null) return false;
  return Object.entries(settings).every(([key, value]) => contains(Object.getOwnPropertyDescriptor(deployed, key)?.value, value));
}
