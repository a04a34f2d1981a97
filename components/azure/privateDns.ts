import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../config/schema";
import type { GroupContext } from "../context";
import { shortHash } from "../plan/hash";
import { planned } from "../planned";
import { apiServerZone, PRIVATE_DNS_ZONES, type PrivateDnsService } from "./privateDnsZones";

export interface PrivateDnsArgs {
  readonly context: GroupContext;
  /** Own zones, linked to the stamp's network, or the central ones of a hub, where nothing is created. */
  readonly config: NetworkConfig["dns"];
  /** Services with private endpoints in this stamp. Plain: it decides how many zones there are. */
  readonly services: readonly PrivateDnsService[];
  /** The stamp's own network. */
  readonly virtualNetworkId: pulumi.Input<string>;
}

/**
 * Private DNS of one stamp. Each stamp has zones of its own, because two endpoints of one registry would overwrite each
 * other's record in a shared zone, and a network can be linked to one zone of a name only.
 */
export class PrivateDns extends pulumi.ComponentResource {
  /** Resource id of each service's zone. */
  readonly zoneIds: Readonly<Partial<Record<PrivateDnsService, pulumi.Output<string>>>>;
  /** Resource id of the API server's zone. */
  readonly apiServerZoneId: pulumi.Output<string>;
  /** What must exist before a client in the network can resolve a name. */
  readonly links: readonly pulumi.Resource[];

  constructor(name: string, args: PrivateDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PrivateDns", name, {}, opts);
    const links: pulumi.Resource[] = [];
    const zone = (suffix: string, zoneName: string, networks: readonly pulumi.Input<string>[]): pulumi.Output<string> =>
      args.config.type === "hub"
        ? pulumi.output(centralZoneId(args.config, zoneName))
        : this.ownZone(`${name}-${suffix}`, zoneName, networks, args.context, links);

    const linked = args.config.type === "own" ? args.config.linkedVirtualNetworkIds : [];
    this.zoneIds = Object.fromEntries(
      args.services.map((service) => [service, zone(service, PRIVATE_DNS_ZONES[service], [args.virtualNetworkId])]),
    );
    this.apiServerZoneId = zone("api-server", apiServerZone(args.context.location), [args.virtualNetworkId, ...linked]);
    this.links = links;
    this.registerOutputs({ apiServerZoneId: this.apiServerZoneId });
  }

  /** The zone of a service that was asked for in `services`. */
  zoneId(service: PrivateDnsService): pulumi.Output<string> {
    return planned(this.zoneIds, service, "private DNS zone");
  }

  private ownZone(
    name: string,
    zoneName: string,
    networks: readonly pulumi.Input<string>[],
    { resourceGroupName, tags }: GroupContext,
    links: pulumi.Resource[],
  ): pulumi.Output<string> {
    const zone = new privatedns.PrivateZone(
      name,
      { resourceGroupName, privateZoneName: zoneName, location: "global", tags },
      { parent: this },
    );
    for (const [index, id] of networks.entries()) {
      links.push(this.link(`${name}-link${index === 0 ? "" : `-${linkKey(id)}`}`, zone, id, { resourceGroupName, tags }));
    }
    return zone.id;
  }

  private link(
    name: string,
    zone: privatedns.PrivateZone,
    networkId: pulumi.Input<string>,
    { resourceGroupName, tags }: Pick<GroupContext, "resourceGroupName" | "tags">,
  ): privatedns.VirtualNetworkLink {
    return new privatedns.VirtualNetworkLink(
      name,
      {
        resourceGroupName,
        privateZoneName: zone.name,
        virtualNetworkLinkName: name,
        location: "global",
        registrationEnabled: false,
        virtualNetwork: { id: networkId },
        tags,
      },
      { parent: this },
    );
  }
}

/** Links to configured networks are named after the network, so that reordering the list moves nothing. */
const linkKey = (networkId: pulumi.Input<string>): string => shortHash([String(networkId).toLowerCase()], 6);

function centralZoneId(config: Extract<NetworkConfig["dns"], { type: "hub" }>, zoneName: string): string {
  const group = `/subscriptions/${config.subscriptionId}/resourceGroups/${config.resourceGroup}`;
  return `${group}/providers/Microsoft.Network/privateDnsZones/${zoneName}`;
}
