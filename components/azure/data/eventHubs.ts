import * as eventhub from "@pulumi/azure-native/eventhub";
import * as pulumi from "@pulumi/pulumi";
import type { EventHubsConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { createLock } from "../governance/lock";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import type { EndpointSubnet } from "../network/endpointSubnet";
import { PrivateEndpoint } from "../network/privateEndpoint";

export interface EventHubsArgs {
  /** Resource group, region, zones, names and tags of the namespace, and the workspace that receives its logs. */
  readonly context: StampContext;
  /** Name, partitions and retention of the hub, and capacity of the namespace. */
  readonly config: EventHubsConfig;
  /** Subnet of the private endpoint. */
  readonly endpointSubnet: EndpointSubnet;
  /** Resource id of the private DNS zone `privatelink.servicebus.windows.net`. */
  readonly dnsZoneId: pulumi.Input<string>;
  /** Names of the listeners. Each has its own consumer group, so that listeners do not share partitions and checkpoints. */
  readonly listeners: readonly string[];
}

/**
 * One hub in a namespace with access through private endpoints and for Entra identities only. On this tier Azure fixes the number of
 * partitions when it creates the hub: a change creates a new hub without the events of the old one, which `protect` prevents.
 */
export class EventHubs extends pulumi.ComponentResource {
  /** Resource id of the namespace. */
  readonly id: pulumi.Output<string>;
  /** Resource id of the hub: the scope for role assignments. */
  readonly hubId: pulumi.Output<string>;
  /** Host name for clients. */
  readonly host: pulumi.Output<string>;
  readonly hubName: pulumi.Output<string>;

  constructor(name: string, args: EventHubsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:EventHubs", name, {}, opts);
    const namespace = this.createNamespace(name, args);
    const hub = this.createHub(name, args, namespace);
    const groups = this.createConsumerGroups(name, args, namespace, hub);
    this.createEndpoint(name, args, namespace, [hub, ...groups]);
    this.createDiagnostics(name, args, namespace);
    if (args.context.locks)
      createLock(
        `${name}-lock`,
        { scope: namespace.id, notes: "Holds messages not read yet." },
        { parent: this, dependsOn: [hub, ...groups] },
      );

    this.id = namespace.id;
    this.hubId = hub.id;
    this.host = pulumi.interpolate`${namespace.name}.servicebus.windows.net`;
    this.hubName = hub.name;
    this.registerOutputs({ id: this.id, hubId: this.hubId, host: this.host, hubName: this.hubName });
  }

  private createNamespace(name: string, { context, config }: EventHubsArgs): eventhub.Namespace {
    return new eventhub.Namespace(
      `${name}-namespace`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        namespaceName: context.name("eventHubNamespace"),
        sku: { name: "Standard", tier: "Standard", capacity: config.capacity },
        disableLocalAuth: true,
        minimumTlsVersion: "1.2",
        publicNetworkAccess: "Disabled",
        zoneRedundant: context.zones.length > 1,
        isAutoInflateEnabled: false,
        tags: context.tags,
      },
      { parent: this, protect: context.protect },
    );
  }

  private createHub(name: string, { context, config }: EventHubsArgs, namespace: eventhub.Namespace): eventhub.EventHub {
    return new eventhub.EventHub(
      `${name}-hub`,
      {
        resourceGroupName: context.resourceGroupName,
        namespaceName: namespace.name,
        eventHubName: config.hub,
        partitionCount: config.partitionCount,
        retentionDescription: { cleanupPolicy: "Delete", retentionTimeInHours: config.retentionHours },
      },
      { parent: this, protect: context.protect },
    );
  }

  private createConsumerGroups(
    name: string,
    { context, listeners }: EventHubsArgs,
    namespace: eventhub.Namespace,
    hub: eventhub.EventHub,
  ): readonly eventhub.ConsumerGroup[] {
    const parent = { resourceGroupName: context.resourceGroupName, namespaceName: namespace.name, eventHubName: hub.name };
    return listeners.map(
      (consumerGroupName) =>
        new eventhub.ConsumerGroup(`${name}-consumers-${consumerGroupName}`, { ...parent, consumerGroupName }, { parent: this }),
    );
  }

  /** After the namespace's children: it answers a conflicting operation with sub-code 40901 (Event Hubs: Resource Manager exceptions). */
  private createEndpoint(
    name: string,
    { context, endpointSubnet: subnet, dnsZoneId }: EventHubsArgs,
    namespace: eventhub.Namespace,
    waitFor: readonly pulumi.Resource[],
  ): void {
    const args = { context, detail: "eventhubs", groupId: "namespace", subnet, dnsZoneId, targetId: namespace.id, waitFor };
    new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  private createDiagnostics(name: string, { context }: EventHubsArgs, namespace: eventhub.Namespace): void {
    const { logAnalyticsWorkspaceId } = context;
    createDiagnosticSetting(
      `${name}-logs`,
      { resourceId: namespace.id, logAnalyticsWorkspaceId, categoryGroup: "allLogs" },
      { parent: this },
    );
  }
}
