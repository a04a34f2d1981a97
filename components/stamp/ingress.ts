import type * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { OriginArgs, OriginTarget } from "../azure/edge/frontDoorOrigins";
import { createAddressRecord } from "../azure/edge/publicZone";
import { createPublicAddress } from "../azure/network/publicAddress";
import { computedOutput } from "../azure/outputs/computedOutput";
import type { PlatformPlan, StampPlan } from "../plan/plan";
import type { Stamp } from "./stamp";

export interface StampIngressArgs {
  /** Plan of the environment. */
  readonly plan: PlatformPlan;
  /** Plan of the stamp. */
  readonly stampPlan: StampPlan;
  /** Stamp whose ingress resource group holds the Private Link Service or the public IP address. */
  readonly stamp: Stamp;
}

/** Private Link Service that AKS creates for the load balancer, outside the locked node resource group. */
export interface PrivateLinkServiceReference {
  /** Name of the Private Link Service. */
  readonly name: string;
  /** Resource group in which AKS creates it. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** Name of the subnet of its NAT addresses. */
  readonly subnetName: string;
}

/** Public IP address that AKS assigns to the load balancer, outside the locked node resource group. */
export interface PublicAddressReference {
  /** Name of the public IP address. */
  readonly name: string;
  /** Resource group of the address. */
  readonly resourceGroupName: pulumi.Output<string>;
}

/** Path from Front Door to a stamp: a Private Link Service that AKS creates under a fixed name, or a public IP address. */
export class StampIngress extends pulumi.ComponentResource {
  readonly privateLink: PrivateLinkServiceReference | undefined;
  readonly publicAddress: PublicAddressReference | undefined;
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
      const address = this.createAddress(name, args);
      this.publicAddress = { name: stampPlan.name("publicIpAddress", "ingress"), resourceGroupName: stamp.ingressGroup.name };
      this.target = { type: "publicAddress" };
      createAddressRecord(
        `${name}-record`,
        {
          zone: plan.originZone,
          hostName: stampPlan.originHost,
          address: computedOutput(address.ipAddress, (ip) => ip, "the address of the ingress"),
        },
        this,
      );
    }
    this.registerOutputs({});
  }

  /** The stamp as an origin of Front Door, without the resources the origin depends on. */
  origin(): Omit<OriginArgs, "dependsOn"> {
    const { region, config, originHost: hostName } = this.stampPlan;
    return { region, hostName, weight: config.trafficWeight, drained: config.drained, target: this.target };
  }

  private createAddress(name: string, { stampPlan, stamp }: StampIngressArgs): network.PublicIPAddress {
    return createPublicAddress(
      `${name}-address`,
      {
        context: stamp.context,
        resourceGroupName: stamp.ingressGroup.name,
        addressName: stampPlan.name("publicIpAddress", "ingress"),
        zones: stampPlan.config.zones,
      },
      { parent: this },
    );
  }
}
