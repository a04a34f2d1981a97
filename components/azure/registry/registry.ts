import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import type { RegistryConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { shortHash } from "../../plan/hash";
import { lock } from "../governance/lock";
import { diagnostics } from "../monitoring/diagnostics";
import type { CacheRule } from "./cacheRules";

export interface ContainerRegistryArgs {
  /** Group and region of the registry itself: what the environment shares. */
  readonly context: MonitoredContext;
  readonly config: RegistryConfig;
  /** Regions of the other stamps; each gets a replica. */
  readonly replicaRegions: readonly string[];
  readonly cacheRules: readonly CacheRule[];
}

/**
 * The registry all clusters pull from. Each stamp makes its own private endpoint, after {@link ready}: an endpoint has an address
 * for every replica that exists at the time. Azure fixes name, location and zone redundancy when it creates registry and
 * replicas; a change means new ones, which `protect` and the lock refuse for the registry.
 */
export class ContainerRegistry extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly registryName: pulumi.Output<string>;
  /**
   * Host name images are pulled from. Built from the name, as Azure does it in the public cloud, so that the very first preview
   * shows whole image names and policies can judge them.
   */
  readonly loginServer: string;
  /** What private endpoints have to wait for. */
  readonly ready: pulumi.Resource[];
  /** What images from elsewhere are pulled through. */
  readonly cacheRules: readonly pulumi.Resource[];

  constructor(name: string, args: ContainerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:ContainerRegistry", name, {}, opts);
    const registry = this.registry(name, args);
    const replications = this.replications(name, args, registry);
    this.cacheRules = this.createCacheRules(name, args, registry);
    this.observe(name, args, registry);
    this.lock(name, args, registry, [...replications, ...this.cacheRules]);

    this.id = registry.id;
    this.registryName = registry.name;
    this.loginServer = `${args.context.name("registry")}.azurecr.io`;
    this.ready = [registry, ...replications];
    this.registerOutputs({ id: this.id, registryName: this.registryName, loginServer: this.loginServer });
  }

  private registry(name: string, { context, config }: ContainerRegistryArgs): containerregistry.Registry {
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

  private replications(
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
        // One after another, since each changes the registry.
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

  private observe(name: string, { context }: ContainerRegistryArgs, registry: containerregistry.Registry): void {
    const { logAnalyticsWorkspaceId } = context;
    diagnostics(`${name}-logs`, { resourceId: registry.id, logAnalyticsWorkspaceId, categoryGroup: "allLogs" }, { parent: this });
  }

  private lock(name: string, { context }: ContainerRegistryArgs, registry: containerregistry.Registry, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    lock(`${name}-lock`, { scope: registry.id, notes: "Holds the images every cluster runs." }, { parent: this, dependsOn });
  }
}

const POLICIES = {
  exportPolicy: { status: "disabled" },
  azureADAuthenticationAsArmPolicy: { status: "disabled" },
  // Quarantine keeps images back until an external scanner releases them.
  quarantinePolicy: { status: "disabled" },
  // Docker Content Trust leaves the service on 2028-03-31; images are signed with Notation.
  trustPolicy: { status: "disabled", type: "Notary" },
} as const;

const LONGEST_RULE_NAME = 50;
const HASH_LENGTH = 6;

/** Rules are named with 5 to 50 letters, digits and hyphens; the hash tells apart what cleaning and cutting make equal. */
function nameOfRule(repository: string): string {
  const clean = repository
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");
  return `${clean.slice(0, LONGEST_RULE_NAME - HASH_LENGTH - 1)}-${shortHash([repository], HASH_LENGTH)}`;
}
