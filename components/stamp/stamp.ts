import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../azure/cluster/cluster";
import { Network } from "../azure/network/network";
import { PrivateDns } from "../azure/network/privateDns";
import { PrivateEndpoint } from "../azure/network/privateEndpoint";
import type { StampContext } from "../context";
import { createAccountGrant, createChallenge } from "./acme";
import { StampData } from "./data";
import { createEtcdKey, type EtcdKey } from "./etcdKey";
import { assignsApiServerZone, createAccessGrants, createClusterGrants, createWorkloadGrants, Grants } from "./grants";
import { StampIdentities } from "./identities";
import { MeshAuthority } from "./meshAuthority";
import { createStampOperations } from "./operations";
import type { StampArgs } from "./stampArgs";

/** All resources of one region that Azure Resource Manager creates, without network access to the API server. */
export class Stamp extends pulumi.ComponentResource {
  readonly context: StampContext;
  readonly network: Network;
  readonly identities: StampIdentities;
  readonly data: StampData;
  readonly cluster: Cluster;
  /** Whether the next update creates the cluster's mesh, without which nothing inside the cluster can be created. */
  readonly awaitsMesh: boolean;
  /** Resource group of the ingress: the Private Link Service that AKS creates, or the public IP address. */
  readonly ingressGroup: resources.ResourceGroup;
  /** Resources that a client of the API server depends on: role assignments, node pools, DNS, data and images. */
  readonly ready: readonly pulumi.Resource[];
  /** The stamp's private endpoint of the registry. */
  readonly registryEndpoint: pulumi.Resource;

  constructor(
    private readonly logicalName: string,
    private readonly args: StampArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("hardened-aks:stamp:Stamp", logicalName, {}, opts);
    const { plan, stamp, registry, observability } = args;
    this.context = this.createContext();
    this.ingressGroup = this.createResourceGroup("ingress", stamp.name("resourceGroup", "ingress"));
    this.network = this.createNetwork();
    const dns = this.createPrivateDns();
    this.identities = new StampIdentities(
      `${logicalName}-identities`,
      { context: this.context, workloads: Object.keys(plan.config.workloads), answersChallenges: plan.originIssuer.type === "acme" },
      { parent: this },
    );
    // Private endpoints are created one after another: first the one that the cluster waits for, last the one that waits for replicas.
    const kms = this.createEtcdKey(dns);
    this.data = new StampData(
      `${logicalName}-data`,
      { context: this.context, plan, secrets: args.secrets, endpointSubnet: this.network.endpointSubnet, dns },
      { parent: this },
    );
    const registryEndpoint = this.createRegistryEndpoint(dns);
    const grants = new Grants(`${logicalName}-grant`, this.context.subscriptionId, this);
    const mesh = new MeshAuthority({ plan, region: stamp.region, vault: this.data.vault, grants, deployed: args.deployedMesh });
    const waitFor = [...this.createClusterGrants(grants, dns, kms), ...dns.links, ...this.network.ready, ...mesh.waitFor];
    this.cluster = this.createCluster(dns, kms, waitFor, mesh);
    mesh.grantToNew(this.cluster.secretsReader);
    this.awaitsMesh = mesh.isAwaited;
    this.identities.federate(this.cluster.oidcIssuer);
    const accountGrant = createAccountGrant(grants, stamp, this.identities, this.data);
    const access = [...this.createWorkloadGrants(grants), ...accountGrant, ...this.createAccessGrants(grants)];
    const { context, cluster, data } = this;
    createStampOperations(logicalName, { plan, context, registry, observability, cluster, data }, { parent: this });
    // To depend on a component is to depend on its children: data with its secrets, identities with their federated credentials.
    this.registryEndpoint = registryEndpoint.endpoint;
    this.ready = [...access, ...this.cluster.ready, this.data, this.identities, registryEndpoint, ...registry.cacheRules];
    this.registerOutputs({ clusterId: this.cluster.id });
  }

  private createResourceGroup(suffix: string, resourceGroupName: string): resources.ResourceGroup {
    const { region, tags } = this.args.stamp;
    return new resources.ResourceGroup(`${this.logicalName}-${suffix}`, { resourceGroupName, location: region, tags }, { parent: this });
  }

  private createContext(): StampContext {
    const { stamp, shared } = this.args;
    const group = this.createResourceGroup("group", stamp.name("resourceGroup"));
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

  private createNetwork(): Network {
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

  private createPrivateDns(): PrivateDns {
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

  /** Waits for the registry's replicas: the registry rejects an endpoint while a replica is created. */
  private createRegistryEndpoint(dns: PrivateDns): PrivateEndpoint {
    const { registry, earlierRegistryEndpoint: earlier } = this.args;
    return new PrivateEndpoint(
      `${this.logicalName}-registry`,
      {
        context: this.context,
        detail: "registry",
        subnet: this.network.endpointSubnet,
        targetId: registry.id,
        groupId: "registry",
        dnsZoneId: dns.zoneId("registry"),
        waitFor: [...registry.ready, ...(earlier === undefined ? [] : [earlier])],
      },
      { parent: this },
    );
  }

  private createEtcdKey(dns: PrivateDns): EtcdKey | undefined {
    const { cluster, keyVault } = this.args.plan.config;
    if (!cluster.kms) return undefined;
    const { context, network } = this;
    const { softDeleteRetentionDays } = keyVault;
    const args = { context, softDeleteRetentionDays, endpointSubnet: network.endpointSubnet, dnsZoneId: dns.zoneId("keyVault") };
    return createEtcdKey(`${this.logicalName}-etcd`, args, { parent: this });
  }

  private createClusterGrants(grants: Grants, dns: PrivateDns, kms: EtcdKey | undefined): readonly pulumi.Resource[] {
    const { plan, registry } = this.args;
    const { nodes, apiServer, ingress, privateLinkService } = this.network.subnetIds;
    return createClusterGrants(grants, {
      identities: this.identities,
      subnetIds: { nodes, apiServer, ingress, privateLinkService },
      ...(assignsApiServerZone(plan.config.network.dns) ? { apiServerZoneId: dns.apiServerZoneId } : {}),
      apiServerZoneSubscription: plan.config.network.dns.type === "hub" ? plan.config.network.dns.subscriptionId : undefined,
      virtualNetworkId: this.network.virtualNetworkId,
      ingressGroupId: this.ingressGroup.id,
      registryId: registry.id,
      challenge: createChallenge(`${this.logicalName}-challenge`, this.args, this.identities, this),
      ...(kms === undefined ? {} : { kmsVaultId: kms.vaultId }),
    });
  }

  private createCluster(dns: PrivateDns, kms: EtcdKey | undefined, waitFor: readonly pulumi.Resource[], mesh: MeshAuthority): Cluster {
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
        deployedPool: this.args.deployedPool,
        ...(kms === undefined ? {} : { kms }),
        ...mesh.clusterArgs,
      },
      { parent: this },
    );
  }

  private createWorkloadGrants(grants: Grants): readonly pulumi.Resource[] {
    const { config } = this.args.plan;
    return Object.entries(config.workloads).flatMap(([name, workload]) =>
      createWorkloadGrants(grants, { name, workload, config, principalId: this.identities.workload(name).principalId, data: this.data }),
    );
  }

  private createAccessGrants(grants: Grants): readonly pulumi.Resource[] {
    const { cluster, workloads } = this.args.plan.config;
    return createAccessGrants(grants, {
      clusterId: this.cluster.id,
      adminGroupObjectIds: cluster.adminGroupObjectIds,
      readerGroupObjectIds: cluster.readerGroupObjectIds,
      namespaces: Object.keys(workloads),
      deployer: cluster.deployer,
    });
  }
}
