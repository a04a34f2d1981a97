import { adjustSdk } from "./components/sdk/adjustments";

// The import above comes first: part of it takes effect only before Pulumi's SDK is loaded (docs/sdk.md).

import * as pulumi from "@pulumi/pulumi";
import { loadConfig } from "./components/config/load";
import { planPlatform } from "./components/plan/plan";
import { Platform } from "./components/platform";
import { stackOutputs } from "./components/stackOutputs";

const { config, secrets } = loadConfig();
adjustSdk({ versionAliases: config.versionAliases });

const plan = planPlatform(config, {
  environment: pulumi.getStack(),
  now: new Date(),
});
const platform = new Platform(config.platform, { plan, secrets });

export = stackOutputs(plan, platform);
