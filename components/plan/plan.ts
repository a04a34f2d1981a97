import type { PlatformConfig, StampConfig } from "../config/schema";
import { type Namer, namer } from "./names";
import { planServices, type UsedServices } from "./services";
import { planSubnets, type StampSubnets } from "./subnets";
import { planWarnings } from "./warnings";

/** Where and when a plan is made for. */
export interface Deployment {
  /** Stack name. */
  readonly environment: string;
  readonly now: Date;
}

export type Tags = Readonly<Record<string, string>>;

/** One region, settled before the first resource exists. */
export interface StampPlan {
  readonly config: StampConfig;
  readonly region: string;
  /** Position among the stamps: staggers maintenance windows. */
  readonly index: number;
  readonly name: Namer;
  readonly tags: Tags;
  readonly subnets: StampSubnets;
}

/** The configuration, with the defaults that follow from other settings. */
export type PlannedConfig = PlatformConfig & { readonly kubernetes: { readonly podSecurityVersion: string } };

/** Everything that decides how many resources there are and what they are called. */
export interface PlatformPlan {
  readonly config: PlannedConfig;
  readonly environment: string;
  readonly now: Date;
  readonly production: boolean;
  /** CanNotDelete locks on what holds data. */
  readonly locks: boolean;
  /** Names of what the environment shares. */
  readonly name: Namer;
  readonly tags: Tags;
  /** Region of the shared resource group: the first stamp's. */
  readonly homeRegion: string;
  readonly stamps: readonly StampPlan[];
  readonly services: UsedServices;
  /** What the configuration allows and somebody should know. */
  readonly warnings: readonly string[];
}

export function planPlatform(config: PlatformConfig, deployment: Deployment): PlatformPlan {
  const scope = {
    platform: config.platform,
    environment: deployment.environment,
    salt: config.nameSalt,
  };
  const production = config.tier === "production";
  const tags: Tags = { ...config.tags, platform: config.platform, environment: deployment.environment, "managed-by": "pulumi" };
  return {
    config: { ...config, kubernetes: { ...config.kubernetes, podSecurityVersion: podSecurityVersion(config) } },
    environment: deployment.environment,
    now: deployment.now,
    production,
    locks: config.governance.locks ?? production,
    name: namer(scope),
    tags,
    services: planServices(config),
    warnings: planWarnings(config, deployment.now),
    homeRegion: config.stamps[0]?.region ?? "",
    stamps: config.stamps.map((stamp, index) => ({
      config: stamp,
      region: stamp.region,
      index,
      name: namer({ ...scope, region: stamp.region }),
      tags: { ...tags, stamp: stamp.region },
      subnets: planSubnets(stamp.addressSpace),
    })),
  };
}

function podSecurityVersion({ cluster, kubernetes }: PlatformConfig): string {
  return kubernetes.podSecurityVersion ?? `v${cluster.kubernetesVersion}`;
}
