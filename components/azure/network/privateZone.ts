import * as privatedns from "@pulumi/azure-native/privatedns";
import type * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import { shortHash } from "../../plan/hash";
import type { Tags } from "../../plan/plan";

export interface PrivateZoneArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly zoneName: string;
  readonly tags: Tags;
}

/** A private DNS zone of our own. */
export function privateZone(
  name: string,
  { zoneName, ...args }: PrivateZoneArgs,
  opts: pulumi.CustomResourceOptions,
): privatedns.PrivateZone {
  return new privatedns.PrivateZone(name, { ...args, privateZoneName: zoneName, location: "global" }, opts);
}

export interface ZoneLinkArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** Name of the zone; an output of it, so that the link comes after. */
  readonly zoneName: pulumi.Input<string>;
  /** Name of the link, unique in the zone. */
  readonly link: string;
  readonly networkId: pulumi.Input<string>;
  readonly tags: Tags;
}

/** Lets a network resolve a zone. A network can be linked to one zone of a name only. */
export function zoneLink(name: string, args: ZoneLinkArgs, opts: pulumi.CustomResourceOptions): privatedns.VirtualNetworkLink {
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

/** Links to configured networks are named after the network, so that reordering the list moves nothing. */
export const linkName = (networkId: string): string => `network-${shortHash([networkId.toLowerCase()], 6)}`;

/** Resource id of a zone that the hub holds. */
export function hubZoneId(hub: Extract<NetworkConfig["dns"], { type: "hub" }>, zoneName: string): string {
  const group = `/subscriptions/${hub.subscriptionId}/resourceGroups/${hub.resourceGroup}`;
  return `${group}/providers/Microsoft.Network/privateDnsZones/${zoneName}`;
}
