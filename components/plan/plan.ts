import type { AcmeAccountConfig, PlatformConfig, StampConfig } from "../config/schema";
import { acmeAccountOf } from "./acmeAccounts";
import { type OriginIssuer, planOriginIssuer } from "./issuers";
import { createNamer, type Namer } from "./names";
import { originHost, type PublicZone, planOriginZone } from "./origins";
import { planServices, type UsedServices } from "./services";
import { planSubnets, type StampSubnets } from "./subnets";
import { planWarnings } from "./warnings";

/** Deployment that a plan is computed for. */
export interface Deployment {
  /** Name of the Pulumi stack. */
  readonly environment: string;
  /** Time of the deployment, from which rotation periods and warnings follow. */
  readonly now: Date;
}

/** Azure tags by name. */
export type Tags = Readonly<Record<string, string>>;

/** Plan of one stamp, computed before the first resource is registered. */
export interface StampPlan {
  /** Configuration of the stamp. */
  readonly config: StampConfig;
  /** Azure region in ARM form, such as `swedencentral`. */
  readonly region: string;
  /** Position among the configured stamps, from 0, which staggers maintenance windows. */
  readonly index: number;
  /** Returns the names of the stamp's resources. */
  readonly name: Namer;
  /** Tags of the stamp's resources. */
  readonly tags: Tags;
  /** Subnets of the stamp's virtual network. */
  readonly subnets: StampSubnets;
  /** Host name of the stamp, which Front Door sends requests to and for which its certificate is issued. */
  readonly originHost: string;
  /** External account binding of the stamp's ACME account; none where the server's operator has no accounts. */
  readonly acmeAccount: AcmeAccountConfig | undefined;
}

/** The configuration, with the defaults that depend on other settings. */
export type PlannedConfig = PlatformConfig & { readonly kubernetes: { readonly podSecurityVersion: string } };

/** Everything that determines the number of resources and their names. */
export interface PlatformPlan {
  /** Complete configuration of the stack. */
  readonly config: PlannedConfig;
  /** Name of the Pulumi stack. */
  readonly environment: string;
  /** Time of the deployment. */
  readonly now: Date;
  /** Whether `tier` is production. */
  readonly production: boolean;
  /** Whether resources that hold data get CanNotDelete locks. */
  readonly locks: boolean;
  /** Returns the names of resources that the stamps share. */
  readonly name: Namer;
  /** Tags of resources that the stamps share. */
  readonly tags: Tags;
  /** Region of the shared resource group, which is the region of the first stamp. */
  readonly homeRegion: string;
  /** Plans of the stamps, in the configured order. */
  readonly stamps: readonly StampPlan[];
  /** Public DNS zone with the records of the stamps' origin host names. */
  readonly originZone: PublicZone;
  /** Issuer of the certificates of those host names. */
  readonly originIssuer: OriginIssuer;
  /** Data services that at least one workload uses. */
  readonly services: UsedServices;
  /** Sentences about settings that are allowed, but have a consequence that the user should know. */
  readonly warnings: readonly string[];
}

/** Computes the plan of a validated configuration. */
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
    name: createNamer(scope),
    tags,
    services: planServices(config),
    originZone: planOriginZone(config.publicDns),
    originIssuer: planOriginIssuer(config.ingress),
    warnings: planWarnings(config, deployment.now),
    homeRegion: config.stamps[0]?.region ?? "",
    stamps: config.stamps.map((stamp, index) => ({
      config: stamp,
      region: stamp.region,
      index,
      name: createNamer({ ...scope, region: stamp.region }),
      tags: { ...tags, stamp: stamp.region },
      subnets: planSubnets(stamp.addressSpace),
      originHost: originHost(config.platform, deployment.environment, stamp.region, config.publicDns),
      acmeAccount: acmeAccountOf(stamp, config.ingress),
    })),
  };
}

function podSecurityVersion({ cluster, kubernetes }: PlatformConfig): string {
  return kubernetes.podSecurityVersion ?? `v${cluster.kubernetesVersion}`;
}
