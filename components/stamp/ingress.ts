import type * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { OriginArgs, OriginTarget } from "../azure/edge/frontDoorOrigins";
import { publicAddressRecord } from "../azure/edge/publicZone";
import { publicAddress } from "../azure/network/publicAddress";
import { computedOutput } from "../azure/outputs/computedOutput";
import type { PlatformPlan, StampPlan } from "../plan/plan";
import type { Stamp } from "./stamp";

export interface StampIngressArgs {
  readonly plan: PlatformPlan;
  readonly stampPlan: StampPlan;
  readonly stamp: Stamp;
  /** Name of the stamp in its certificate. */
  readonly originHost: string;
}

/** Where the control plane is to make the ingress reachable; both live outside the locked node resource group. */
export interface PrivateLinkPlace {
  readonly name: string;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly subnetName: string;
}

export interface PublicAddressPlace {
  readonly name: string;
  readonly resourceGroupName: pulumi.Output<string>;
}

/** How Front Door reaches a stamp: a Private Link Service that the control plane makes by name, or a public address of ours. */
export class StampIngress extends pulumi.ComponentResource {
  readonly privateLink: PrivateLinkPlace | undefined;
  readonly publicAddress: PublicAddressPlace | undefined;
  private readonly target: OriginTarget;
  private readonly stampPlan: StampPlan;

  constructor(name: string, args: StampIngressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:stamp:Ingress", name, {}, opts);
    const { plan, stampPlan, stamp } = args;
    this.stampPlan = stampPlan;
    if (plan.config.ingress.exposure.type === "privateLink") {
      this.privateLink = {
        name: stampPlan.name("privateLinkService"),
        resourceGroupName: stamp.ingressGroup.name,
        subnetName: stampPlan.subnets.privateLinkService.name,
      };
      this.target = {
        type: "privateLink",
        serviceId: pulumi.interpolate`${stamp.ingressGroup.id}/providers/Microsoft.Network/privateLinkServices/${this.privateLink.name}`,
        region: stampPlan.config.privateLinkRegion ?? stampPlan.region,
      };
    } else {
      const address = this.address(name, args);
      this.publicAddress = { name: stampPlan.name("publicIpAddress", "ingress"), resourceGroupName: stamp.ingressGroup.name };
      this.target = { type: "publicAddress" };
      publicAddressRecord(
        `${name}-record`,
        {
          publicDns: plan.config.publicDns,
          hostName: args.originHost,
          address: computedOutput(address.ipAddress, (ip) => ip, "the address of the ingress"),
        },
        this,
      );
    }
    this.registerOutputs({});
  }

  /** The stamp as Front Door sees it, apart from what must stand before. */
  origin(hostName: string): Omit<OriginArgs, "dependsOn"> {
    const { region, config } = this.stampPlan;
    return { region, hostName, weight: config.trafficWeight, drained: config.drained, target: this.target };
  }

  private address(name: string, { stampPlan, stamp }: StampIngressArgs): network.PublicIPAddress {
    return publicAddress(
      `${name}-address`,
      {
        context: stamp.context,
        resourceGroupName: stamp.ingressGroup.name,
        address: stampPlan.name("publicIpAddress", "ingress"),
        zones: stampPlan.config.zones,
      },
      { parent: this },
    );
  }
}
