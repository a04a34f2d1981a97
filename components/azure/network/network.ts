import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { type StampSubnets, SUBNET_ROLES, type SubnetRole } from "../../plan/subnets";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import { Egress } from "./egress";
import { EndpointSubnet } from "./endpointSubnet";
import { securityRules } from "./securityRules";

export interface NetworkArgs {
  /** Resource group, region, names and tags of the network, and the workspace that receives its logs. */
  readonly context: MonitoredContext;
  /** Egress, hub, DNS servers and DDoS protection of the network. */
  readonly config: NetworkConfig;
  /** Address space of the virtual network (CIDR). */
  readonly addressSpace: string;
  /** Names and address prefixes of the subnets, by role. */
  readonly subnets: StampSubnets;
  /** Availability zones of the egress addresses. */
  readonly zones: readonly string[];
  /** Allows traffic from Front Door to the nodes, for exposure through a public load balancer. */
  readonly frontDoorToNodes: boolean;
}

/**
 * A stamp's virtual network. Subnets are defined inline, with their network security group, route table and NAT gateway: Azure
 * rejects concurrent writes to one network, and a cluster created before its route exists must be re-created.
 */
export class Network extends pulumi.ComponentResource {
  readonly virtualNetworkId: pulumi.Output<string>;
  readonly subnetIds: Readonly<Record<SubnetRole, pulumi.Output<string>>>;
  /** Subnet of the stamp's private endpoints. */
  readonly endpointSubnet: EndpointSubnet;
  /**
   * Resources that everything in the subnets must depend on: the network and its peering. Azure rejects a peering while the network
   * changes (`ReferencedResourceNotProvisioned`), and with a route to the hub's firewall nodes have no egress before it exists.
   */
  readonly ready: readonly pulumi.Resource[];
  /** Outbound type of the cluster: `userAssignedNATGateway` or `userDefinedRouting`. */
  readonly outboundType: Egress["outboundType"];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Network", name, {}, opts);
    const groups = this.createSecurityGroups(name, args);
    const egress = new Egress(`${name}-egress`, { context: args.context, config: args.config.egress, zones: args.zones }, { parent: this });
    const virtualNetwork = this.createVirtualNetwork(name, args, groups, egress);
    createDiagnosticSetting(
      `${name}-vnet-logs`,
      { resourceId: virtualNetwork.id, logAnalyticsWorkspaceId: args.context.logAnalyticsWorkspaceId, categoryGroup: "allLogs" },
      { parent: this },
    );
    const { hub } = args.config;
    this.ready = hub === undefined ? [virtualNetwork] : [virtualNetwork, this.createPeering(name, args, hub, virtualNetwork)];

    this.virtualNetworkId = virtualNetwork.id;
    this.subnetIds = mapRoles((role) => pulumi.interpolate`${virtualNetwork.id}/subnets/${args.subnets[role].name}`);
    this.endpointSubnet = new EndpointSubnet(this.subnetIds.privateEndpoints, this.ready);
    this.outboundType = egress.outboundType;
    this.registerOutputs({ virtualNetworkId: this.virtualNetworkId });
  }

  private createSecurityGroups(name: string, args: NetworkArgs): Readonly<Record<SubnetRole, network.NetworkSecurityGroup>> {
    const rules = securityRules(args);
    return mapRoles((role) => {
      const { context } = args;
      const suffix = args.subnets[role].name;
      const group = new network.NetworkSecurityGroup(
        `${name}-nsg-${suffix}`,
        {
          resourceGroupName: context.resourceGroupName,
          location: context.location,
          networkSecurityGroupName: context.name("networkSecurityGroup", suffix),
          securityRules: rules[role],
          tags: context.tags,
        },
        { parent: this },
      );
      createDiagnosticSetting(
        `${name}-nsg-${suffix}-logs`,
        { resourceId: group.id, logAnalyticsWorkspaceId: context.logAnalyticsWorkspaceId, categoryGroup: "allLogs" },
        { parent: group },
      );
      return group;
    });
  }

  private createVirtualNetwork(
    name: string,
    { context, config, addressSpace, subnets }: NetworkArgs,
    groups: Readonly<Record<SubnetRole, network.NetworkSecurityGroup>>,
    egress: Egress,
  ): network.VirtualNetwork {
    return new network.VirtualNetwork(
      `${name}-vnet`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        virtualNetworkName: context.name("virtualNetwork"),
        addressSpace: { addressPrefixes: [addressSpace] },
        subnets: SUBNET_ROLES.map((role) => ({
          name: subnets[role].name,
          addressPrefix: subnets[role].addressPrefix,
          defaultOutboundAccess: false,
          networkSecurityGroup: { id: groups[role].id },
          ...SUBNET_SETTINGS[role],
          ...(role === "nodes" ? egress.nodeSubnet : {}),
        })),
        ...(config.dnsServers.length === 0 ? {} : { dhcpOptions: { dnsServers: config.dnsServers } }),
        ...(config.ddosProtectionPlanId === undefined
          ? {}
          : { enableDdosProtection: true, ddosProtectionPlan: { id: config.ddosProtectionPlanId } }),
        tags: context.tags,
      },
      { parent: this },
    );
  }

  /** Creates the peering from the stamp to the hub. The hub team manages the peering from the hub, in its own state. */
  private createPeering(
    name: string,
    { context }: NetworkArgs,
    hub: NonNullable<NetworkConfig["hub"]>,
    spoke: network.VirtualNetwork,
  ): pulumi.Resource {
    return new network.VirtualNetworkPeering(
      `${name}-peering-hub`,
      {
        resourceGroupName: context.resourceGroupName,
        virtualNetworkName: spoke.name,
        virtualNetworkPeeringName: "hub",
        remoteVirtualNetwork: { id: hub.virtualNetworkId },
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: true,
        allowGatewayTransit: false,
        useRemoteGateways: hub.useRemoteGateways,
      },
      { parent: this },
    );
  }
}

/** Settings that Azure requires of each subnet in addition to addresses and rules. */
const SUBNET_SETTINGS: Readonly<Record<SubnetRole, object>> = {
  nodes: {},
  // Without this value network security groups do not apply to private endpoints.
  privateEndpoints: { privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled" },
  apiServer: { delegations: [{ name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" }] },
  ingress: {},
  privateLinkService: { privateLinkServiceNetworkPolicies: "Disabled" },
};

function mapRoles<T>(create: (role: SubnetRole) => T): Readonly<Record<SubnetRole, T>> {
  return Object.fromEntries(SUBNET_ROLES.map((role) => [role, create(role)])) as Record<SubnetRole, T>;
}
