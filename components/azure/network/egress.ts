import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { MonitoredContext } from "../../context";
import { publicAddress } from "./publicAddress";

export interface EgressArgs {
  readonly context: MonitoredContext;
  readonly config: NetworkConfig["egress"];
  readonly zones: readonly string[];
}

type NatGatewayConfig = Extract<NetworkConfig["egress"], { type: "natGateway" }>;

/** The way out of a stamp: a NAT gateway of its own, or a route to the hub's firewall. Never the load balancer's default. */
export class Egress extends pulumi.ComponentResource {
  readonly outboundType: "userAssignedNATGateway" | "userDefinedRouting";
  /** Properties of the node subnet that attach the way out. */
  readonly nodeSubnet: { readonly natGateway: { id: pulumi.Output<string> } } | { readonly routeTable: { id: pulumi.Output<string> } };

  constructor(name: string, args: EgressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Egress", name, {}, opts);
    if (args.config.type === "natGateway") {
      this.outboundType = "userAssignedNATGateway";
      this.nodeSubnet = { natGateway: { id: this.natGateway(name, args, args.config).id } };
    } else {
      this.outboundType = "userDefinedRouting";
      this.nodeSubnet = { routeTable: { id: this.routeTable(name, args, args.config.nextHopIpAddress).id } };
    }
    this.registerOutputs({});
  }

  private natGateway(name: string, { context, zones }: EgressArgs, config: NatGatewayConfig): network.NatGateway {
    const addresses = Array.from({ length: config.publicIpCount }, (_, index) =>
      publicAddress(
        `${name}-ip-${index}`,
        { context, address: context.name("publicIpAddress", `egress-${index}`), zones },
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

  private routeTable(name: string, { context }: EgressArgs, nextHopIpAddress: string): network.RouteTable {
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
