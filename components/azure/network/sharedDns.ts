import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { PRIVATE_DNS_ZONES, type SharedDnsService } from "./privateDnsZones";
import { hubZoneId, linkName, privateZone, zoneLink } from "./privateZone";

export interface SharedDnsArgs {
  readonly context: GroupContext;
  readonly config: NetworkConfig["dns"];
  /** Services with private endpoints. Plain: it decides how many zones there are. */
  readonly services: readonly SharedDnsService[];
}

/** A zone that every stamp registers in. */
export interface SharedZone {
  readonly service: SharedDnsService;
  readonly id: pulumi.Output<string>;
  /** Where stamps link their networks; undefined for a hub's zone, which the hub team links. */
  readonly own: { readonly resourceGroupName: pulumi.Output<string>; readonly zoneName: pulumi.Output<string> } | undefined;
}

/**
 * Zones of the services whose names differ from stamp to stamp. One zone of a name serves the environment, because an operator's
 * or a runner's network can be linked to one only.
 */
export class SharedDns extends pulumi.ComponentResource {
  readonly zones: readonly SharedZone[];

  constructor(name: string, { context, config, services }: SharedDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:SharedDns", name, {}, opts);
    this.zones = services.map((service) =>
      config.type === "hub"
        ? { service, id: pulumi.output(hubZoneId(config, PRIVATE_DNS_ZONES[service])), own: undefined }
        : this.ownZone(`${name}-${service}`, service, context, config.linkedVirtualNetworkIds),
    );
    this.registerOutputs({});
  }

  private ownZone(name: string, service: SharedDnsService, context: GroupContext, networks: readonly string[]): SharedZone {
    const { resourceGroupName, tags } = context;
    const zone = privateZone(name, { resourceGroupName, zoneName: PRIVATE_DNS_ZONES[service], tags }, { parent: this });
    for (const networkId of networks) {
      const link = linkName(networkId);
      zoneLink(`${name}-${link}`, { resourceGroupName, zoneName: zone.name, link, networkId, tags }, { parent: this });
    }
    return { service, id: zone.id, own: { resourceGroupName, zoneName: zone.name } };
  }
}
