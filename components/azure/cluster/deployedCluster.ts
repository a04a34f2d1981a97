import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformPlan } from "../../plan/plan";

/** Clusters that exist in Azure, by region. */
export type DeployedClusters = Readonly<Record<string, containerservice.GetManagedClusterResult>>;

/** Reads the clusters that exist, before the first resource is registered. */
export async function readDeployedClusters({ stamps }: PlatformPlan): Promise<DeployedClusters> {
  const clusters = await Promise.all(
    stamps.map(async ({ region, name }) => {
      const cluster = await readCluster({ resourceGroupName: name("resourceGroup"), resourceName: name("cluster") });
      return cluster === undefined ? [] : [[region, cluster] as const];
    }),
  );
  return Object.fromEntries(clusters.flat());
}

/** Codes of Azure Resource Manager for a resource, its resource group or its parent that does not exist. */
const NOT_FOUND = /\b(?:Resource|ResourceGroup|ParentResource)NotFound\b/;

/**
 * Reads a cluster; undefined if it does not exist. An update must not go on without a cluster that exists: the node count that it would
 * send instead could be another pool's, because AKS decides the order of the list. A preview goes on, and shows the whole list as a change.
 */
async function readCluster(address: containerservice.GetManagedClusterArgs): Promise<containerservice.GetManagedClusterResult | undefined> {
  try {
    return await containerservice.getManagedCluster(address);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (NOT_FOUND.test(message)) return undefined;
    const unreadable = `Could not read cluster ${address.resourceName}: ${message}`;
    if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(`${unreadable}\nNothing was changed. Run the update again.`);
    await pulumi.log.warn(unreadable);
    return undefined;
  }
}
