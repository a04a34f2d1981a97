import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { DeployedMesh } from "./azure/cluster/deployedMesh";
import type { DeployedPool } from "./azure/cluster/deployedPool";
import { generateSecret } from "./azure/data/generatedSecret";
import type { VaultSecret } from "./azure/data/keyVault";
import { FrontDoor } from "./azure/edge/frontDoor";
import { Governance } from "./azure/governance/governance";
import { Observability } from "./azure/monitoring/observability";
import type { SharedDnsService } from "./azure/network/privateDnsZones";
import { SharedDns, type SharedZone } from "./azure/network/sharedDns";
import { CACHE_RULES } from "./azure/registry/cacheRules";
import { ContainerRegistry } from "./azure/registry/registry";
import type { Secrets } from "./config/secrets";
import type { GroupContext, MonitoredContext } from "./context";
import { Edge } from "./edge";
import type { PlatformPlan } from "./plan/plan";
import { rotationPeriod } from "./plan/rotation";
import { requireEntry } from "./requireEntry";
import { Stamp } from "./stamp/stamp";
import type { StampArgs } from "./stamp/stampArgs";
import { StampWorkloads } from "./stamp/workloads";

export interface PlatformArgs {
  /** Plan of the environment, computed from the configuration before the first resource is registered. */
  readonly plan: PlatformPlan;
  /** System pools of the clusters that exist in Azure, by region. */
  readonly deployedPools: Readonly<Record<string, DeployedPool>>;
  /** Clusters that exist in Azure, by region, where the authority of the mesh is in the key vault. */
  readonly deployedMeshes: Readonly<Record<string, DeployedMesh>>;
  /** Values of `hardened-aks:secrets` by name, which every stamp's key vault stores. */
  readonly secrets: Secrets;
}

/** The whole environment: shared resources, one stamp per region, the workloads of each stamp, and Front Door. */
export class Platform extends pulumi.ComponentResource {
  readonly frontDoor: FrontDoor;
  readonly registry: ContainerRegistry;
  readonly stamps: Readonly<Record<string, Stamp>>;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:platform:Platform", name, {}, opts);
    const { plan } = args;
    for (const warning of plan.warnings) pulumi.log.warn(warning, this);
    const group = this.createSharedGroup(plan);
    const observability = new Observability("observability", { context: group, config: plan.config.observability }, { parent: this });
    const shared: MonitoredContext = {
      ...group,
      logAnalyticsWorkspaceId: observability.logAnalyticsWorkspaceId,
      actionGroupId: observability.actionGroupId,
    };
    // Created first: changes to it take longest to reach every edge site, and every ingress needs its id.
    this.frontDoor = this.createFrontDoor(plan, shared);
    this.registry = this.createRegistry(plan, shared);
    const secrets = this.createVaultSecrets(args);
    const sharedZones = this.createSharedZones(plan, shared);
    this.stamps = this.createStamps(args, { plan, shared, registry: this.registry, observability, sharedZones, secrets });
    this.createGovernance(plan, shared, observability);
    if (plan.config.scope === "all") this.createWorkloads(plan, shared);
    this.registerOutputs({});
  }

  /** The stamps are independent of each other, except for their endpoints of the one registry. */
  private createStamps(
    { plan, deployedPools, deployedMeshes }: PlatformArgs,
    args: Omit<StampArgs, "stamp">,
  ): Readonly<Record<string, Stamp>> {
    const stamps: Record<string, Stamp> = {};
    let earlierRegistryEndpoint: pulumi.Resource | undefined;
    for (const stamp of plan.stamps) {
      const { region } = stamp;
      const own = { stamp, deployedPool: deployedPools[region], deployedMesh: deployedMeshes[region], earlierRegistryEndpoint };
      const created = new Stamp(region, { ...args, ...own }, { parent: this });
      stamps[region] = created;
      earlierRegistryEndpoint = created.registryEndpoint;
    }
    return stamps;
  }

  private createSharedGroup(plan: PlatformPlan): GroupContext {
    const client = authorization.getClientConfigOutput({ parent: this });
    const group = new resources.ResourceGroup(
      "shared",
      { resourceGroupName: plan.name("resourceGroup", "shared"), location: plan.homeRegion, tags: plan.tags },
      { parent: this },
    );
    return {
      location: plan.homeRegion,
      resourceGroupName: group.name,
      resourceGroupId: group.id,
      name: plan.name,
      tags: plan.tags,
      tenantId: client.tenantId,
      subscriptionId: client.subscriptionId,
      protect: plan.production,
      locks: plan.locks,
    };
  }

  private createSharedZones({ config, services }: PlatformPlan, context: MonitoredContext): readonly SharedZone[] {
    const used: readonly SharedDnsService[] = [
      "keyVault",
      ...(services.postgres ? (["postgres"] as const) : []),
      ...(services.storage ? (["blob"] as const) : []),
      ...(services.eventHubs ? (["eventHubs"] as const) : []),
    ];
    return new SharedDns("dns", { context, config: config.network.dns, services: used }, { parent: this }).zones;
  }

  private createFrontDoor(plan: PlatformPlan, context: MonitoredContext): FrontDoor {
    return new FrontDoor("front-door", { context, config: plan.config.frontDoor, publicDns: plan.config.publicDns }, { parent: this });
  }

  private createRegistry(plan: PlatformPlan, context: MonitoredContext): ContainerRegistry {
    return new ContainerRegistry(
      "registry",
      {
        context,
        config: plan.config.registry,
        replicaRegions: plan.stamps.map(({ region }) => region).filter((region) => region !== plan.homeRegion),
        cacheRules: CACHE_RULES,
      },
      { parent: this },
    );
  }

  /** Generated once for the environment, not per stamp: a client that moves between stamps keeps its key. */
  private createVaultSecrets({ plan, secrets }: PlatformArgs): Readonly<Record<string, VaultSecret>> {
    const generated = Object.entries(plan.config.keyVault.generatedSecrets).map(([name, secret]) => [
      name,
      {
        value: generateSecret(`generated-${name}`, { ...secret, now: plan.now }, { parent: this }),
        rotationPeriod: rotationPeriod(secret.rotationDays, plan.now),
      },
    ]);
    const configured = Object.entries(secrets).map(([name, value]) => [
      name,
      { value, lastDay: plan.config.keyVault.configuredSecrets[name]?.expires },
    ]);
    return Object.fromEntries([...generated, ...configured]);
  }

  private createGovernance(plan: PlatformPlan, context: MonitoredContext, observability: Observability): void {
    const stamps = Object.values(this.stamps);
    new Governance(
      "governance",
      {
        context,
        config: plan.config.governance,
        logAnalyticsWorkspaceName: observability.logAnalyticsWorkspaceName,
        actionGroupId: observability.actionGroupId,
        alertEmails: plan.config.observability.alertEmails,
        resourceGroupNames: [
          context.resourceGroupName,
          ...stamps.flatMap((stamp) => [stamp.context.resourceGroupName, stamp.ingressGroup.name]),
          ...plan.stamps.map((stamp) => stamp.name("nodeResourceGroup")),
        ],
      },
      { parent: this },
    );
  }

  /** The workloads, which need network access to the API servers, and the edge that routes requests to them. */
  private createWorkloads(plan: PlatformPlan, context: MonitoredContext): void {
    const { registry, frontDoor } = this;
    const workloads = plan.stamps.flatMap((stampPlan) => {
      const stamp = requireEntry(this.stamps, stampPlan.region, "stamp");
      if (stamp.awaitsMesh) return [];
      return [new StampWorkloads(`${stampPlan.region}-inside`, { plan, stampPlan, stamp, registry, frontDoor }, { parent: this })];
    });
    if (workloads.length === 0) return;
    new Edge("edge", { plan, context, frontDoor, origins: workloads.map(({ origin }) => origin) }, { parent: this });
  }
}
