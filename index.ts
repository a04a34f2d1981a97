import "./policy-pack/sdk/start";
import * as pulumi from "@pulumi/pulumi";
import { loadConfig } from "./components/config/load";
import { planPlatform } from "./components/plan/plan";
import { Platform } from "./components/platform";
import { dropPromiseTraces } from "./components/sdk/promiseTraces";
import { dropSdkDebugLines } from "./components/sdk/sdkDebugLines";
import { dropVersionAliases } from "./components/sdk/versionAliases";
import { stackOutputs } from "./components/stackOutputs";

dropSdkDebugLines();
dropPromiseTraces();
const { config, secrets } = loadConfig();
if (!config.versionAliases) dropVersionAliases();

const plan = planPlatform(config, {
  environment: pulumi.getStack(),
  now: new Date(),
});
const platform = new Platform(config.platform, { plan, secrets });

export = stackOutputs(plan, platform);
