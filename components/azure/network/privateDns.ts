import * as pulumi from "@pulumi/pulumi";
import type { NetworkConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { requireEntry } from "../../requireEntry";
import { apiServerZone, PRIVATE_DNS_ZONES, type PrivateDnsService } from "./privateDnsZones";
import { hubZoneId, linkName, privateZone, zoneLink } from "./privateZone";
import type { SharedZone } from "./sharedDns";

export interface PrivateDnsArgs {
  readonly context: GroupContext;
  readonly config: NetworkConfig["dns"];
  /** The stamp's own network. */
  readonly virtualNetworkId: pulumi.Input<string>;
  /** Zones of the environment. */
  readonly sharedZones: readonly SharedZone[];
  /** Whether operators reach the registry through this stamp: true for one stamp of the environment. */
  readonly registryForOperators: boolean;
}

/**
 * Private DNS of one stamp: what the environment's zones know, and two zones of its own. The registry's is its own even next to
 * a hub, because each stamp has an endpoint to the one registry and in a shared zone they would overwrite each other's record.
 */
export class PrivateDns extends pulumi.ComponentResource {
  /** Resource id of the API server's zone. */
  readonly apiServerZoneId: pulumi.Output<string>;
  /** What must exist before a client in the network can resolve a name. */
  readonly links: readonly pulumi.Resource[];
  private readonly zoneIds: Readonly<Partial<Record<PrivateDnsService, pulumi.Output<string>>>>;
  private readonly made: pulumi.Resource[] = [];

  constructor(name: string, args: PrivateDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PrivateDns", name, {}, opts);
    const { config, context } = args;
    const operators = config.linkedVirtualNetworkIds;
    const registry = this.ownZone(`${name}-registry`, PRIVATE_DNS_ZONES.registry, args.registryForOperators ? operators : [], args);
    const apiZone = apiServerZone(context.location);
    this.apiServerZoneId =
      config.type === "hub" ? pulumi.output(hubZoneId(config, apiZone)) : this.ownZone(`${name}-api-server`, apiZone, operators, args);
    this.zoneIds = { registry, ...Object.fromEntries(args.sharedZones.map(({ service, id }) => [service, id])) };
    for (const zone of args.sharedZones) this.join(name, zone, args);
    this.links = this.made;
    this.registerOutputs({ apiServerZoneId: this.apiServerZoneId });
  }

  /** The zone of a service that the plan asked for. */
  zoneId(service: PrivateDnsService): pulumi.Output<string> {
    return requireEntry(this.zoneIds, service, "private DNS zone");
  }

  private ownZone(name: string, zoneName: string, networks: readonly string[], args: PrivateDnsArgs): pulumi.Output<string> {
    const { resourceGroupName, tags } = args.context;
    const zone = privateZone(name, { resourceGroupName, zoneName, tags }, { parent: this });
    const link = (linkSuffix: string, networkId: pulumi.Input<string>) =>
      zoneLink(`${name}-${linkSuffix}`, { resourceGroupName, zoneName: zone.name, link: linkSuffix, networkId, tags }, { parent: this });
    this.made.push(link("stamp", args.virtualNetworkId), ...networks.map((id) => link(linkName(id), id)));
    return zone.id;
  }

  /** The stamp's network joins a zone of the environment. */
  private join(name: string, { service, own }: SharedZone, { context, virtualNetworkId }: PrivateDnsArgs): void {
    if (own === undefined) return;
    const args = { ...own, link: context.location, networkId: virtualNetworkId, tags: context.tags };
    this.made.push(zoneLink(`${name}-${service}-link`, args, { parent: this }));
  }
}
