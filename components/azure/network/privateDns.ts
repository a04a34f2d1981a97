import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { requireEntry } from "../../requireEntry";
import { apiServerZone, PRIVATE_DNS_ZONES, type PrivateDnsService } from "./privateDnsZones";
import { createPrivateZone, createZoneLink, hubZoneId, linkName } from "./privateZone";
import type { SharedZone } from "./sharedDns";

export interface PrivateDnsArgs {
  /** Resource group, region and tags of the stamp's zones and links. */
  readonly context: GroupContext;
  /** Whether this platform or a hub manages the zones, and the virtual networks of operators to link. */
  readonly config: NetworkConfig["dns"];
  /** Resource id of the stamp's virtual network. */
  readonly virtualNetworkId: pulumi.Input<string>;
  /** Zones that the stamps of the environment share. */
  readonly sharedZones: readonly SharedZone[];
  /** Whether operators connect to the registry through this stamp: true for one stamp of the environment. */
  readonly registryForOperators: boolean;
}

/**
 * Private DNS of one stamp: links to the environment's zones, and the stamp's zones for registry and API server. The registry's zone
 * belongs to the stamp even with a hub: each stamp has an endpoint to the one registry, and in a shared zone the endpoints would
 * overwrite each other's record.
 */
export class PrivateDns extends pulumi.ComponentResource {
  /** Resource id of the API server's zone. */
  readonly apiServerZoneId: pulumi.Output<string>;
  /** Network links that must exist before a client in the network can resolve a name. */
  readonly links: readonly pulumi.Resource[];
  private readonly zoneIds: Readonly<Partial<Record<PrivateDnsService, pulumi.Output<string>>>>;
  private readonly createdLinks: pulumi.Resource[] = [];

  constructor(name: string, args: PrivateDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PrivateDns", name, {}, opts);
    const { config, context } = args;
    const operators = config.linkedVirtualNetworkIds;
    const registry = this.createZone(`${name}-registry`, PRIVATE_DNS_ZONES.registry, args.registryForOperators ? operators : [], args);
    const apiZone = apiServerZone(context.location);
    this.apiServerZoneId =
      config.type === "hub" ? pulumi.output(hubZoneId(config, apiZone)) : this.createZone(`${name}-api-server`, apiZone, operators, args);
    this.zoneIds = { registry, ...Object.fromEntries(args.sharedZones.map(({ service, id }) => [service, id])) };
    for (const zone of args.sharedZones) this.linkSharedZone(name, zone, args);
    this.links = this.createdLinks;
    this.registerOutputs({ apiServerZoneId: this.apiServerZoneId });
  }

  /** Resource id of the zone of a service that the plan includes. */
  zoneId(service: PrivateDnsService): pulumi.Output<string> {
    return requireEntry(this.zoneIds, service, "private DNS zone");
  }

  private createZone(name: string, zoneName: string, networks: readonly string[], args: PrivateDnsArgs): pulumi.Output<string> {
    const { resourceGroupName, tags } = args.context;
    const zone = createPrivateZone(name, { resourceGroupName, zoneName, tags }, { parent: this });
    const link = (linkSuffix: string, networkId: pulumi.Input<string>) =>
      createZoneLink(
        `${name}-${linkSuffix}`,
        { resourceGroupName, zoneName: zone.name, link: linkSuffix, networkId, tags },
        { parent: this },
      );
    this.createdLinks.push(link("stamp", args.virtualNetworkId), ...networks.map((id) => link(linkName(id), id)));
    return zone.id;
  }

  /** Links the stamp's network to a zone of the environment. */
  private linkSharedZone(name: string, { service, managedZone }: SharedZone, { context, virtualNetworkId }: PrivateDnsArgs): void {
    if (managedZone === undefined) return;
    const args = { ...managedZone, link: context.location, networkId: virtualNetworkId, tags: context.tags };
    this.createdLinks.push(createZoneLink(`${name}-${service}-link`, args, { parent: this }));
  }
}
