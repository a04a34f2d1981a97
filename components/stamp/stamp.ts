import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../azure/cluster/cluster";
import type { ClusterArgs } from "../azure/cluster/clusterArgs";
import { encryptionKey } from "../azure/data/keys";
import { KeyVault, type VaultSecret } from "../azure/data/keyVault";
import { publicZoneId } from "../azure/edge/publicZone";
import type { Observability } from "../azure/monitoring/observability";
import { Network } from "../azure/network/network";
import { PrivateDns } from "../azure/network/privateDns";
import { PrivateEndpoint } from "../azure/network/privateEndpoint";
import type { SharedZone } from "../azure/network/sharedDns";
import type { ContainerRegistry } from "../azure/registry/registry";
import type { NetworkConfig } from "../config/schema";
import type { MonitoredContext, StampContext } from "../context";
import { CERT_MANAGER_SUBJECT } from "../kubernetes/addons/addons";
import { serviceAccountSubject } from "../kubernetes/pod/uses";
import type { PlatformPlan, StampPlan } from "../plan/plan";
import { StampData } from "./data";
import { accessGrants, clusterGrants, Grants, workloadGrants } from "./grants";
import { StampIdentities } from "./identities";
import { stampOperations } from "./operations";

export interface StampArgs {
  readonly plan: PlatformPlan;
  readonly stamp: StampPlan;
  /** What the environment shares: workspace, action group, tenant. */
  readonly shared: MonitoredContext;
  readonly registry: ContainerRegistry;
  readonly observability: Observability;
  /** Private DNS zones that all stamps register in. */
  readonly sharedZones: readonly SharedZone[];
  /** Values that every stamp's vault holds, by name. */
  readonly secrets: Readonly<Record<string, VaultSecret>>;
}

/** Everything of one region that Azure Resource Manager makes: no line of sight to the API server is needed. */
export class Stamp extends pulumi.ComponentResource {
  readonly context: StampContext;
  readonly network: Network;
  readonly identities: StampIdentities;
  readonly data: StampData;
  readonly cluster: Cluster;
  /** Resource group of what the cluster's control plane makes for the ingress: Private Link Service, public address. */
  readonly ingressGroup: resources.ResourceGroup;
  /** What a client of the API server must wait for: its grants, pools and names. */
  readonly ready: readonly pulumi.Resource[];

  constructor(
    private readonly logicalName: string,
    private readonly args: StampArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("hardened-aks:stamp:Stamp", logicalName, {}, opts);
    const { plan, stamp } = args;
    this.context = this.makeContext();
    this.ingressGroup = this.resourceGroup("ingress", stamp.name("resourceGroup", "ingress"));
    this.network = this.makeNetwork();
    const dns = this.privateDns();
    this.identities = new StampIdentities(
      `${logicalName}-identities`,
      { context: this.context, workloads: Object.keys(plan.config.workloads) },
      { parent: this },
    );
    this.data = new StampData(
      `${logicalName}-data`,
      { context: this.context, plan, secrets: args.secrets, privateEndpointSubnetId: this.network.subnetIds.privateEndpoints, dns },
      { parent: this },
    );
    const registryEndpoint = this.registryEndpoint(dns);

    const grants = new Grants(`${logicalName}-grant`, this.context.subscriptionId, this);
    const kms = this.etcdKey(dns);
    const before = [...this.clusterGrants(grants, dns, kms), ...dns.links];
    this.cluster = this.makeCluster(dns, kms, before);
    this.federate();
    const access = [...this.workloadGrants(grants), ...this.accessGrants(grants)];
    const { registry, observability } = args;
    const { context, cluster, data } = this;
    stampOperations(logicalName, { plan, context, registry, observability, cluster, data }, { parent: this });
    // A component stands for everything in it: data with its secrets, identities with their federated credentials.
    this.ready = [...access, ...this.cluster.ready, this.data, this.identities, registryEndpoint, ...registry.cacheRules];
    this.registerOutputs({ clusterId: this.cluster.id });
  }

  private resourceGroup(suffix: string, resourceGroupName: string): resources.ResourceGroup {
    const { region, tags } = this.args.stamp;
    return new resources.ResourceGroup(`${this.logicalName}-${suffix}`, { resourceGroupName, location: region, tags }, { parent: this });
  }

  private makeContext(): StampContext {
    const { stamp, shared } = this.args;
    const group = this.resourceGroup("group", stamp.name("resourceGroup"));
    return {
      ...shared,
      location: stamp.region,
      resourceGroupName: group.name,
      resourceGroupId: group.id,
      name: stamp.name,
      tags: stamp.tags,
      zones: stamp.config.zones,
      index: stamp.index,
    };
  }

  private makeNetwork(): Network {
    const { plan, stamp } = this.args;
    return new Network(
      `${this.logicalName}-network`,
      {
        context: this.context,
        config: plan.config.network,
        addressSpace: stamp.config.addressSpace,
        subnets: stamp.subnets,
        zones: stamp.config.zones,
        frontDoorToNodes: plan.config.ingress.exposure.type === "publicLoadBalancer",
      },
      { parent: this },
    );
  }

  private privateDns(): PrivateDns {
    const { plan, stamp, sharedZones } = this.args;
    return new PrivateDns(
      `${this.logicalName}-dns`,
      {
        context: this.context,
        config: plan.config.network.dns,
        virtualNetworkId: this.network.virtualNetworkId,
        sharedZones,
        registryForOperators: stamp.region === plan.homeRegion,
      },
      { parent: this },
    );
  }

  /** After the registry's replications: the endpoint takes one address for each of them when it is made. */
  private registryEndpoint(dns: PrivateDns): PrivateEndpoint {
    const { registry } = this.args;
    return new PrivateEndpoint(
      `${this.logicalName}-registry`,
      {
        context: this.context,
        detail: "registry",
        subnetId: this.network.subnetIds.privateEndpoints,
        targetId: registry.id,
        groupId: "registry",
        dnsZoneId: dns.zoneId("registry"),
        waitFor: registry.ready,
      },
      { parent: this },
    );
  }

  /** A vault for the etcd key alone, because the control plane may also change the vault that holds its key. */
  private etcdKey(dns: PrivateDns): EtcdKey | undefined {
    const { cluster, keyVault } = this.args.plan.config;
    if (!cluster.kms) return undefined;
    const vault = new KeyVault(
      `${this.logicalName}-etcd-vault`,
      {
        context: this.context,
        detail: "etcd",
        // Backups and old versions of etcd need the key long after the setting is off.
        retain: true,
        softDeleteRetentionDays: keyVault.softDeleteRetentionDays,
        subnetId: this.network.subnetIds.privateEndpoints,
        dnsZoneId: dns.zoneId("keyVault"),
        secrets: {},
      },
      { parent: this },
    );
    const key = encryptionKey(`${this.logicalName}-etcd-key`, { context: this.context, vaultName: vault.vaultName }, { parent: this });
    return { keyId: key.keyUriWithVersion, vaultId: vault.id };
  }

  private clusterGrants(grants: Grants, dns: PrivateDns, kms: EtcdKey | undefined): readonly pulumi.Resource[] {
    const { plan, registry } = this.args;
    const { nodes, apiServer, ingress, privateLinkService } = this.network.subnetIds;
    return clusterGrants(grants, {
      identities: this.identities,
      subnetIds: { nodes, apiServer, ingress, privateLinkService },
      ...(grantsOnZone(plan.config.network.dns) ? { apiServerZoneId: dns.apiServerZoneId } : {}),
      apiServerZoneSubscription: plan.config.network.dns.type === "hub" ? plan.config.network.dns.subscriptionId : undefined,
      virtualNetworkId: this.network.virtualNetworkId,
      ingressGroupId: this.ingressGroup.id,
      registryId: registry.id,
      publicZoneId: publicZoneId(plan.config.publicDns, this.context.subscriptionId),
      publicZoneSubscription: plan.config.publicDns.subscriptionId,
      ...(kms === undefined ? {} : { kmsVaultId: kms.vaultId }),
    });
  }

  private makeCluster(dns: PrivateDns, kms: EtcdKey | undefined, waitFor: readonly pulumi.Resource[]): Cluster {
    const { plan } = this.args;
    const { cluster, kubelet } = this.identities;
    return new Cluster(
      `${this.logicalName}-aks`,
      {
        context: this.context,
        config: plan.config.cluster,
        network: plan.config.network,
        outboundType: this.network.outboundType,
        nodeSubnetId: this.network.subnetIds.nodes,
        apiServerSubnetId: this.network.subnetIds.apiServer,
        apiServerZoneId: dns.apiServerZoneId,
        controlPlaneIdentityId: cluster.id,
        defenderWorkspaceId: this.args.observability.defenderWorkspaceId,
        kubelet,
        waitFor,
        ...(kms === undefined ? {} : { kms }),
        ...(plan.config.ingress.controller === "istio" ? { istioRevision: plan.config.ingress.istioRevision } : {}),
      },
      { parent: this },
    );
  }

  private federate(): void {
    const issuer = this.cluster.oidcIssuer;
    for (const name of Object.keys(this.args.plan.config.workloads)) {
      this.identities.workload(name).federate({ credential: name, issuer, subject: serviceAccountSubject(name) });
    }
    this.identities.certManager.federate({ credential: "cert-manager", issuer, subject: CERT_MANAGER_SUBJECT });
  }

  private workloadGrants(grants: Grants): readonly pulumi.Resource[] {
    const { config } = this.args.plan;
    return Object.entries(config.workloads).flatMap(([name, workload]) =>
      workloadGrants(grants, { name, workload, config, principalId: this.identities.workload(name).principalId, data: this.data }),
    );
  }

  private accessGrants(grants: Grants): readonly pulumi.Resource[] {
    const { cluster, workloads } = this.args.plan.config;
    return accessGrants(grants, {
      clusterId: this.cluster.id,
      adminGroupObjectIds: cluster.adminGroupObjectIds,
      readerGroupObjectIds: cluster.readerGroupObjectIds,
      namespaces: Object.keys(workloads),
      deployer: cluster.deployer,
    });
  }
}

type EtcdKey = NonNullable<ClusterArgs["kms"]>;

/** Whether the grant on the API server's zone is ours to make. */
function grantsOnZone(dns: NetworkConfig["dns"]): boolean {
  return dns.type === "own" || dns.grantApiServerZone;
}
