import * as privatedns from "@pulumi/azure-native/privatedns";
import type * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import { shortHash } from "../../plan/hash";
import type { Tags } from "../../plan/plan";

export interface PrivateZoneArgs {
  /** Resource group of the zone. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the zone, such as `privatelink.vaultcore.azure.net`. */
  readonly zoneName: string;
  /** Tags of the zone. */
  readonly tags: Tags;
}

/** Creates a private DNS zone. */
export function createPrivateZone(
  name: string,
  { zoneName, ...args }: PrivateZoneArgs,
  opts: pulumi.CustomResourceOptions,
): privatedns.PrivateZone {
  return new privatedns.PrivateZone(name, { ...args, privateZoneName: zoneName, location: "global" }, opts);
}

export interface ZoneLinkArgs {
  /** Resource group of the zone. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the zone: an output of the zone, so that the link depends on it. */
  readonly zoneName: pulumi.Input<string>;
  /** Name of the link, unique in the zone. */
  readonly link: string;
  /** Resource id of the virtual network. */
  readonly networkId: pulumi.Input<string>;
  /** Tags of the link. */
  readonly tags: Tags;
}

/** Links a virtual network to a zone. A network can be linked to only one zone of a name. */
export function createZoneLink(name: string, args: ZoneLinkArgs, opts: pulumi.CustomResourceOptions): privatedns.VirtualNetworkLink {
  return new privatedns.VirtualNetworkLink(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      privateZoneName: args.zoneName,
      virtualNetworkLinkName: args.link,
      location: "global",
      registrationEnabled: false,
      virtualNetwork: { id: args.networkId },
      tags: args.tags,
    },
    opts,
  );
}

/** Links to configured networks are named after the network, so that reordering the list replaces nothing. */
export const linkName = (networkId: string): string => `network-${shortHash([networkId.toLowerCase()], 6)}`;

/** Resource id of a zone in the hub's subscription. */
export function hubZoneId(hub: Extract<NetworkConfig["dns"], { type: "hub" }>, zoneName: string): string {
  const group = `/subscriptions/${hub.subscriptionId}/resourceGroups/${hub.resourceGroup}`;
  return `${group}/providers/Microsoft.Network/privateDnsZones/${zoneName}`;
}
