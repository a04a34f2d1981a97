import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import type { RegistryConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { shortHash } from "../../plan/hash";
import { createLock } from "../governance/lock";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import type { CacheRule } from "./cacheRules";

export interface ContainerRegistryArgs {
  /** Resource group, region, names and tags of the environment's shared resources, and the workspace that receives logs. */
  readonly context: MonitoredContext;
  /** Retention of untagged manifests. */
  readonly config: RegistryConfig;
  /** Regions of the other stamps, each with a replica. */
  readonly replicaRegions: readonly string[];
  /** Public images that the registry caches. */
  readonly cacheRules: readonly CacheRule[];
}

/**
 * The registry that all clusters pull from. The stamps create their private endpoints one after another and after {@link ready}, because
 * each endpoint and each replica changes the registry. Every endpoint gets the addresses of later replicas by itself. Azure fixes name,
 * location and zone redundancy when it creates registry and replicas; a change replaces them, which `protect` and the lock prevent for
 * the registry.
 */
export class ContainerRegistry extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly registryName: pulumi.Output<string>;
  /**
   * Host name that images are pulled from. It is derived from the name, as Azure does in the public cloud, so that the first preview
   * shows complete image names and policies can evaluate them.
   */
  readonly loginServer: string;
  /** Resources that private endpoints must depend on. */
  readonly ready: pulumi.Resource[];
  /** Cache rules that public images are pulled through. */
  readonly cacheRules: readonly pulumi.Resource[];

  constructor(name: string, args: ContainerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:ContainerRegistry", name, {}, opts);
    const registry = this.createRegistry(name, args);
    const replications = this.createReplications(name, args, registry);
    this.cacheRules = this.createCacheRules(name, args, registry);
    this.createDiagnostics(name, args, registry);
    this.createLock(name, args, registry, [...replications, ...this.cacheRules]);

    this.id = registry.id;
    this.registryName = registry.name;
    this.loginServer = `${args.context.name("registry")}.azurecr.io`;
    this.ready = [registry, ...replications];
    this.registerOutputs({ id: this.id, registryName: this.registryName, loginServer: this.loginServer });
  }

  private createRegistry(name: string, { context, config }: ContainerRegistryArgs): containerregistry.Registry {
    return new containerregistry.Registry(
      `${name}-registry`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        registryName: context.name("registry"),
        // The only tier with private endpoints, replicas and an export policy.
        sku: { name: "Premium" },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        publicNetworkAccess: "Disabled",
        networkRuleSet: { defaultAction: "Deny" },
        // Defender for Containers scans a private registry as a trusted service.
        networkRuleBypassOptions: "AzureServices",
        dataEndpointEnabled: true,
        zoneRedundancy: "Enabled",
        policies: { ...POLICIES, retentionPolicy: { status: "enabled", days: config.retentionDays } },
        tags: context.tags,
      },
      { parent: this, protect: context.protect },
    );
  }

  private createReplications(
    name: string,
    { context, replicaRegions }: ContainerRegistryArgs,
    registry: containerregistry.Registry,
  ): readonly containerregistry.Replication[] {
    const replications: containerregistry.Replication[] = [];
    for (const region of replicaRegions) {
      const previous = replications.at(-1);
      const replication = new containerregistry.Replication(
        `${name}-replica-${region}`,
        {
          resourceGroupName: context.resourceGroupName,
          registryName: registry.name,
          replicationName: region,
          location: region,
          regionEndpointEnabled: true,
          zoneRedundancy: "Enabled",
          tags: context.tags,
        },
        // One by one, since each changes the registry.
        { parent: this, ...(previous === undefined ? {} : { dependsOn: previous }) },
      );
      replications.push(replication);
    }
    return replications;
  }

  private createCacheRules(
    name: string,
    { context, cacheRules }: ContainerRegistryArgs,
    registry: containerregistry.Registry,
  ): readonly containerregistry.CacheRule[] {
    return cacheRules.map(({ repository, source }) => {
      const cacheRuleName = nameOfRule(repository);
      const args = { cacheRuleName, registryName: registry.name, sourceRepository: source, targetRepository: repository };
      const rule = { resourceGroupName: context.resourceGroupName, ...args };
      return new containerregistry.CacheRule(`${name}-cache-${cacheRuleName}`, rule, { parent: this });
    });
  }

  private createDiagnostics(name: string, { context }: ContainerRegistryArgs, registry: containerregistry.Registry): void {
    const { logAnalyticsWorkspaceId } = context;
    createDiagnosticSetting(
      `${name}-logs`,
      { resourceId: registry.id, logAnalyticsWorkspaceId, categoryGroup: "allLogs" },
      { parent: this },
    );
  }

  private createLock(
    name: string,
    { context }: ContainerRegistryArgs,
    registry: containerregistry.Registry,
    dependsOn: pulumi.Resource[],
  ): void {
    if (!context.locks) return;
    createLock(`${name}-lock`, { scope: registry.id, notes: "Holds the images every cluster runs." }, { parent: this, dependsOn });
  }
}

const POLICIES = {
  exportPolicy: { status: "disabled" },
  azureADAuthenticationAsArmPolicy: { status: "disabled" },
  // Quarantine would hold images until an external scanner releases them.
  quarantinePolicy: { status: "disabled" },
  // Docker Content Trust is removed from the service on 2028-03-31. Nothing here signs images; a digest pins the one that runs.
  trustPolicy: { status: "disabled", type: "Notary" },
} as const;

const MAX_RULE_NAME_LENGTH = 50;
const HASH_LENGTH = 6;

/** A rule name has 5 to 50 letters, digits and hyphens; the hash keeps names unique after characters are replaced and cut. */
function nameOfRule(repository: string): string {
  const clean = repository
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");
  return `${clean.slice(0, MAX_RULE_NAME_LENGTH - HASH_LENGTH - 1)}-${shortHash([repository], HASH_LENGTH)}`;
}
