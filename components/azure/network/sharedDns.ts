import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { PRIVATE_DNS_ZONES, type SharedDnsService } from "./privateDnsZones";
import { createPrivateZone, createZoneLink, hubZoneId, linkName } from "./privateZone";

export interface SharedDnsArgs {
  /** Resource group and tags of the zones. */
  readonly context: GroupContext;
  /** Whether this platform or a hub manages the zones, and the virtual networks to link. */
  readonly config: NetworkConfig["dns"];
  /** Services with private endpoints. The list is not an output, because it determines the number of zones. */
  readonly services: readonly SharedDnsService[];
}

/** A private DNS zone that the private endpoints of every stamp register in. */
export interface SharedZone {
  /** Service whose private endpoints register in the zone. */
  readonly service: SharedDnsService;
  /** Resource id of the zone. */
  readonly id: pulumi.Output<string>;
  /** The zone that stamps link their networks to; undefined for a hub's zone, which the hub team links. */
  readonly managedZone:
    | {
        /** Resource group of the zone. */
        readonly resourceGroupName: pulumi.Output<string>;
        /** Name of the zone, such as `privatelink.vaultcore.azure.net`. */
        readonly zoneName: pulumi.Output<string>;
      }
    | undefined;
}

/**
 * Zones of the services whose resource names differ between stamps. The environment shares one zone per service, because the
 * network of an operator or a runner can be linked to only one zone of a name.
 */
export class SharedDns extends pulumi.ComponentResource {
  readonly zones: readonly SharedZone[];

  constructor(name: string, { context, config, services }: SharedDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:SharedDns", name, {}, opts);
    this.zones = services.map((service) =>
      config.type === "hub"
        ? { service, id: pulumi.output(hubZoneId(config, PRIVATE_DNS_ZONES[service])), managedZone: undefined }
        : this.createZone(`${name}-${service}`, service, context, config.linkedVirtualNetworkIds),
    );
    this.registerOutputs({});
  }

  private createZone(name: string, service: SharedDnsService, context: GroupContext, networks: readonly string[]): SharedZone {
    const { resourceGroupName, tags } = context;
    const zone = createPrivateZone(name, { resourceGroupName, zoneName: PRIVATE_DNS_ZONES[service], tags }, { parent: this });
    for (const networkId of networks) {
      const link = linkName(networkId);
      createZoneLink(`${name}-${link}`, { resourceGroupName, zoneName: zone.name, link, networkId, tags }, { parent: this });
    }
    return { service, id: zone.id, managedZone: { resourceGroupName, zoneName: zone.name } };
  }
}
