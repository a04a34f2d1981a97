import { z } from "zod";
import { admitted } from "./admitted";
import { cluster } from "./cluster";
import { eventHubs, keyVault, postgres, registry, storage } from "./data";
import { frontDoor, ingress, publicDns } from "./edge";
import { serviceMesh } from "./mesh";
import { network, stamp } from "./network";
import { governance, kubernetes, observability } from "./operations";
import { tagName } from "./primitives";
import { sidecarImage } from "./sidecar";
import { workload, workloadName } from "./workload";

/**
 * Schema of the stack configuration: every key of the `hardened-aks` namespace, by name. Other keys are refused. Secret values
 * (`hardened-aks:secrets`) are not part of it, because they never become plain data. Keys without a description here are described
 * in Pulumi.yaml.
 */
export const configKeys = {
  scope: z
    .enum(["all", "azure"])
    .default("all")
    .describe(
      "Resources to deploy. azure leaves out the resources inside the clusters, which require network access to the private API servers, " +
        "and Front Door's origins and routes. Default: all; azure is for a first deployment from outside the network.",
    ),
  tier: z
    .enum(["production", "nonProduction"])
    .default("production")
    .describe(
      "Determines Pulumi's protection and locks of resources that hold data, and the profile of the policy pack. Default: production, so " +
        "that protection has to be turned off explicitly.",
    ),
  platform: z
    .string()
    // ARM refuses these words anywhere in the name of a resource with an endpoint (Microsoft Learn: reserved resource name errors).
    .regex(/^(?!.*(microsoft|windows))[a-z][a-z0-9]{1,9}$/, {
      error: "2 to 10 lower-case letters and digits, starting with a letter, without microsoft and windows, which Azure reserves",
    })
    .describe(
      "Short name that follows the type prefix in every Azure name: 2 to 10 lower-case letters and digits, starting with a letter, " +
        "without the words microsoft and windows.",
    ),
  nameSalt: z
    .string()
    .regex(/^[a-z0-9]{0,16}$/, { error: "up to 16 lower-case letters and digits" })
    .default("")
    .describe(
      "Changes the hash in globally unique names, for example while a deleted vault still reserves its name: up to 16 lower-case letters " +
        "and digits. Default: empty, so that names follow from platform, stack and region alone.",
    ),
  tags: z
    .record(tagName, z.string().max(256))
    .default({})
    .describe(
      "Tags of every resource, at most 11, in addition to platform, environment, managed-by and stamp; values have up to 256 characters. " +
        "Default: none.",
    ),
  stamps: z.array(stamp).min(1).max(32),
  network: network.prefault({}),
  cluster,
  ingress,
  serviceMesh: serviceMesh.prefault({}),
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
  admitted: admitted.prefault({}),
  versionAliases: z
    .boolean()
    .default(false)
    .describe(
      "Keeps the version aliases of azure-native's resource types: for one `pulumi up` after a major upgrade of the provider, or to " +
        "adopt state with versioned types. Default: false, because resolving them makes a preview a quarter to a third slower.",
    ),
} as const;

export const configSchema = z.strictObject(configKeys);

/** The validated configuration as plain data, with every default applied. */
export type PlatformConfig = z.infer<typeof configSchema>;
export type ConfigKey = keyof typeof configKeys;

export type { AcmeAccountConfig } from "./acmeAccount";
export type { AdmittedConfig } from "./admitted";
export type { ClusterConfig, UserPoolConfig } from "./cluster";
export type { EventHubsConfig, KeyVaultConfig, PostgresConfig, RegistryConfig, StorageConfig } from "./data";
export type { FrontDoorConfig, IngressConfig, PublicDnsConfig } from "./edge";
export type { ServiceMeshConfig } from "./mesh";
export type { NetworkConfig, StampConfig } from "./network";
export type { GovernanceConfig, KubernetesConfig, ObservabilityConfig } from "./operations";
export type { CredentialConfig, DownstreamApiConfig, SidecarConfig, SidecarImageConfig } from "./sidecar";
export type { WafConfig, WafExclusion, WafRuleOverride } from "./waf";
export type { WorkloadConfig } from "./workload";
