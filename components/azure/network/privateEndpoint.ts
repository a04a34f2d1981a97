import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";
import type { EndpointSubnet } from "./endpointSubnet";

export interface PrivateEndpointArgs {
  /** Resource group, region, names and tags of the endpoint. */
  readonly context: GroupContext;
  /** Part of the endpoint's Azure name, unique in its resource group. */
  readonly detail: string;
  /** Subnet for the endpoint's network interface. Its endpoints are created one after another. */
  readonly subnet: EndpointSubnet;
  /** Resource id of the resource that the endpoint connects to. */
  readonly targetId: pulumi.Input<string>;
  /** Sub-resource of the target: `vault`, `registry`, `blob`, `postgresqlServer`, `namespace`. */
  readonly groupId: string;
  /** Resource id of the private DNS zone in which the endpoint's address is registered. */
  readonly dnsZoneId: pulumi.Input<string>;
  /**
   * Resources to create before the endpoint, in addition to its target: children of the target, which the endpoint changes as well. An
   * argument, because a component's `dependsOn` does not apply to its children.
   * @default none: the endpoint depends on its target, and on the earlier endpoints of its subnet
   */
  readonly waitFor?: readonly pulumi.Resource[];
}

/** A private endpoint with its DNS zone group: without the record, clients would still resolve the public address. */
export class PrivateEndpoint extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** The endpoint itself: the change of its target has ended when it exists. */
  readonly endpoint: pulumi.Resource;

  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PrivateEndpoint", name, {}, opts);
    const endpoint = args.subnet.addEndpoint((earlier) => this.createEndpoint(name, args, earlier));
    this.createZoneGroup(name, args, endpoint);
    this.id = endpoint.id;
    this.endpoint = endpoint;
    this.registerOutputs({ id: this.id });
  }

  private createEndpoint(
    name: string,
    { context, detail, subnet, targetId, groupId, waitFor = [] }: PrivateEndpointArgs,
    earlier: readonly pulumi.Resource[],
  ): network.PrivateEndpoint {
    const endpointName = context.name("privateEndpoint", detail);
    return new network.PrivateEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        privateEndpointName: endpointName,
        customNetworkInterfaceName: `${endpointName}-nic`,
        subnet: { id: subnet.id },
        privateLinkServiceConnections: [{ name: detail, privateLinkServiceId: targetId, groupIds: [groupId] }],
        tags: context.tags,
      },
      // The name is fixed, and for a replacement with `--replace` the provider does not set the order of delete and create.
      { parent: this, dependsOn: [...earlier, ...waitFor], deleteBeforeReplace: true, customTimeouts: { create: "15m", delete: "15m" } },
    );
  }

  private createZoneGroup(name: string, { context, dnsZoneId }: PrivateEndpointArgs, endpoint: network.PrivateEndpoint): void {
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
