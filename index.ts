import { adjustSdk } from "./components/sdk/adjustments";

// The import above comes first: part of it takes effect only before Pulumi's SDK is loaded (docs/sdk.md).

import * as pulumi from "@pulumi/pulumi";
import { readDeployedClusters } from "./components/azure/cluster/deployedCluster";
import { deployedMeshes } from "./components/azure/cluster/deployedMesh";
import { deployedPools } from "./components/azure/cluster/deployedPool";
import { ignoreTags } from "./components/azure/governance/ignoredTags";
import { loadConfig } from "./components/config/load";
import { planPlatform } from "./components/plan/plan";
import { Platform } from "./components/platform";
import { stackOutputs } from "./components/stackOutputs";

const now = new Date();
const { config, secrets } = loadConfig(now);
adjustSdk({ versionAliases: config.versionAliases });

const plan = planPlatform(config, {
  environment: pulumi.getStack(),
  now,
});
ignoreTags(config.governance.ignoredTags);

export = async () => {
  const clusters = await readDeployedClusters(plan);
  const deployed = { deployedPools: deployedPools(plan, clusters), deployedMeshes: await deployedMeshes(plan, clusters) };
  return stackOutputs(plan, new Platform(config.platform, { plan, secrets, ...deployed }));
};
