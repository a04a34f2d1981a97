import { adjustSdk } from "./components/sdk/adjustments";

// The import above comes first: part of it takes effect only before Pulumi's SDK is loaded (docs/sdk.md).

import * as pulumi from "@pulumi/pulumi";
import { readDeployedMeshes } from "./components/azure/cluster/deployedMesh";
import { readDeployedPools } from "./components/azure/cluster/deployedPool";
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
  const [deployedPools, deployedMeshes] = await Promise.all([readDeployedPools(plan), readDeployedMeshes(plan)]);
  return stackOutputs(plan, new Platform(config.platform, { plan, secrets, deployedPools, deployedMeshes }));
};
