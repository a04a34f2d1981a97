import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";

export interface PrivateEndpointArgs {
  readonly context: GroupContext;
  /** Tells this endpoint apart in its resource group; part of its Azure name. */
  readonly detail: string;
  /** Subnet for the endpoint's network interface. */
  readonly subnetId: pulumi.Input<string>;
  /** Resource to reach. */
  readonly targetId: pulumi.Input<string>;
  /** Sub-resource of the target: `vault`, `registry`, `blob`, `postgresqlServer`, `namespace`. */
  readonly groupId: string;
  /** Private DNS zone that answers with the endpoint's address. */
  readonly dnsZoneId: pulumi.Input<string>;
  /** What must stand before the endpoint, besides its target. An argument, since a component's `dependsOn` does not reach its children. */
  readonly waitFor?: readonly pulumi.Resource[];
}

/** A private endpoint with its DNS zone group: both or neither, since without the record clients still go to the public name. */
export class PrivateEndpoint extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PrivateEndpoint", name, {}, opts);
    const endpoint = this.endpoint(name, args);
    this.zoneGroup(name, args, endpoint);
    this.id = endpoint.id;
    this.registerOutputs({ id: this.id });
  }

  private endpoint(
    name: string,
    { context, detail, subnetId, targetId, groupId, waitFor = [] }: PrivateEndpointArgs,
  ): network.PrivateEndpoint {
    const endpointName = context.name("privateEndpoint", detail);
    return new network.PrivateEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        privateEndpointName: endpointName,
        customNetworkInterfaceName: `${endpointName}-nic`,
        subnet: { id: subnetId },
        privateLinkServiceConnections: [{ name: detail, privateLinkServiceId: targetId, groupIds: [groupId] }],
        tags: context.tags,
      },
      // The name is fixed, and a replacement that is asked for (`--replace`) does not ask the provider what goes first.
      { parent: this, dependsOn: [...waitFor], deleteBeforeReplace: true, customTimeouts: { create: "15m", delete: "15m" } },
    );
  }

  private zoneGroup(name: string, { context, dnsZoneId }: PrivateEndpointArgs, endpoint: network.PrivateEndpoint): void {
    new network.PrivateDnsZoneGroup(
      `${name}-dns`,
      {
        resourceGroupName: context.resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [{ name: "zone", privateDnsZoneId: dnsZoneId }],
      },
      { parent: this },
    );
  }
}
