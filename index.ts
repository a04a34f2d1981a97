import "./policy-pack/sdk/start";
import * as pulumi from "@pulumi/pulumi";
import { loadConfig } from "./components/config/load";
import { planPlatform } from "./components/plan/plan";
import { Platform } from "./components/platform";
import { dropPromiseTraces } from "./components/promiseTraces";
import { dropSdkDebugLines } from "./components/sdkDebugLines";
import { stackOutputs } from "./components/stackOutputs";
import { dropVersionAliases } from "./components/versionAliases";

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
