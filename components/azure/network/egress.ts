import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { createPublicAddress } from "./publicAddress";

export interface EgressArgs {
  /** Resource group, region, names and tags of the NAT gateway or route table, and the workspace that receives logs. */
  readonly context: MonitoredContext;
  /** Egress type: a NAT gateway, or a route to the hub's firewall. */
  readonly config: NetworkConfig["egress"];
  /** Availability zones of the NAT gateway's public addresses. */
  readonly zones: readonly string[];
}

type NatGatewayConfig = Extract<NetworkConfig["egress"], { type: "natGateway" }>;

/** Egress of a stamp: its own NAT gateway, or a route to the hub's firewall; never the load balancer's default outbound rule. */
export class Egress extends pulumi.ComponentResource {
  readonly outboundType: "userAssignedNATGateway" | "userDefinedRouting";
  /** Properties of the node subnet that attach the NAT gateway or the route table. */
  readonly nodeSubnet: { readonly natGateway: { id: pulumi.Output<string> } } | { readonly routeTable: { id: pulumi.Output<string> } };

  constructor(name: string, args: EgressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Egress", name, {}, opts);
    if (args.config.type === "natGateway") {
      this.outboundType = "userAssignedNATGateway";
      this.nodeSubnet = { natGateway: { id: this.createNatGateway(name, args, args.config).id } };
    } else {
      this.outboundType = "userDefinedRouting";
      this.nodeSubnet = { routeTable: { id: this.createRouteTable(name, args, args.config.nextHopIpAddress).id } };
    }
    this.registerOutputs({});
  }

  private createNatGateway(name: string, { context, zones }: EgressArgs, config: NatGatewayConfig): network.NatGateway {
    const addresses = Array.from({ length: config.publicIpCount }, (_, index) =>
      createPublicAddress(
        `${name}-ip-${index}`,
        { context, addressName: context.name("publicIpAddress", `egress-${index}`), zones },
        { parent: this },
      ),
    );
    return new network.NatGateway(
      `${name}-nat`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        natGatewayName: context.name("natGateway"),
        sku: { name: "Standard" },
        idleTimeoutInMinutes: config.idleTimeoutMinutes,
        publicIpAddresses: addresses.map(({ id }) => ({ id })),
        tags: context.tags,
      },
      { parent: this },
    );
  }

  private createRouteTable(name: string, { context }: EgressArgs, nextHopIpAddress: string): network.RouteTable {
    return new network.RouteTable(
      `${name}-routes`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        routeTableName: context.name("routeTable"),
        disableBgpRoutePropagation: true,
        routes: [{ name: "to-firewall", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress }],
        tags: context.tags,
      },
      { parent: this },
    );
  }
}
