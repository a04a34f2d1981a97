import { z } from "zod";
import { cluster } from "./cluster";
import { eventHubs, keyVault, postgres, registry, storage } from "./data";
import { frontDoor, ingress, publicDns } from "./edge";
import { network, stamp } from "./network";
import { governance, kubernetes, observability } from "./operations";
import { tagName } from "./primitives";
import { sidecarImage } from "./sidecar";
import { workload, workloadName } from "./workload";

/**
 * The configuration contract: every key of the `hardened-aks` namespace, by name. Everything not listed is refused.
 * Secret values (`hardened-aks:secrets`) are not part of it: they never enter plain data.
 */
export const configKeys = {
  scope: z
    .enum(["all", "azure"])
    .default("all")
    .describe("azure leaves out what needs line of sight to the private API server, and the edge that points at it."),
  tier: z
    .enum(["production", "nonProduction"])
    .default("production")
    .describe("Decides protection, locks and the profile of the policy pack."),
  platform: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,9}$/, { error: "2 to 10 lower-case letters and digits, starting with a letter" })
    .describe("Short name that starts every Azure name."),
  nameSalt: z
    .string()
    .regex(/^[a-z0-9]{0,16}$/, { error: "up to 16 lower-case letters and digits" })
    .default("")
    .describe("Changes the hash in globally unique names, e.g. after a destroy while purge protection still holds the old vault name."),
  tags: z.record(tagName, z.string().max(256)).default({}),
  stamps: z.array(stamp).min(1).max(32),
  network: network.prefault({}),
  cluster,
  ingress,
  publicDns,
  frontDoor: frontDoor.prefault({}),
  registry: registry.prefault({}),
  keyVault: keyVault.prefault({}),
  postgres: postgres.prefault({}),
  storage: storage.prefault({}),
  eventHubs: eventHubs.prefault({}),
  observability,
  governance: governance.prefault({}),
  kubernetes: kubernetes.prefault({}),
  sidecarImage: sidecarImage.prefault({}),
  workloads: z.record(workloadName, workload),
  versionAliases: z
    .boolean()
    .default(false)
    .describe("Keeps azure-native's version aliases: for one `pulumi up` after a provider major upgrade or when adopting foreign state."),
} as const;

export const configSchema = z.strictObject(configKeys);

/** Plain, validated, with every default applied: what the rest of the program reads. */
export type PlatformConfig = z.infer<typeof configSchema>;
export type ConfigKey = keyof typeof configKeys;

export type { ClusterConfig, UserPoolConfig } from "./cluster";
export type { EventHubsConfig, KeyVaultConfig, PostgresConfig, RegistryConfig, StorageConfig } from "./data";
export type { FrontDoorConfig, IngressConfig, PublicDnsConfig } from "./edge";
export type { NetworkConfig, StampConfig } from "./network";
export type { GovernanceConfig, KubernetesConfig, ObservabilityConfig } from "./operations";
export type { CredentialConfig, DownstreamApiConfig, SidecarConfig, SidecarImageConfig } from "./sidecar";
export type { WorkloadConfig } from "./workload";
