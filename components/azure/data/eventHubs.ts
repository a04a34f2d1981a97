import * as eventhub from "@pulumi/azure-native/eventhub";
import * as pulumi from "@pulumi/pulumi";
import type { EventHubsConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { lock } from "../governance/lock";
import { diagnostics } from "../monitoring/diagnostics";
import { PrivateEndpoint } from "../network/privateEndpoint";

export interface EventHubsArgs {
  readonly context: StampContext;
  readonly config: EventHubsConfig;
  /** Subnet for the private endpoint. */
  readonly subnetId: pulumi.Input<string>;
  /** Zone `privatelink.servicebus.windows.net`. */
  readonly dnsZoneId: pulumi.Input<string>;
  /** Listeners: each gets a consumer group of its name, so that none takes partitions and read positions from another. */
  readonly listeners: readonly string[];
}

/**
 * One hub in a namespace that only private endpoints reach and only Entra identities open. On this tier Azure fixes the number of
 * partitions when it creates the hub: changing it means a new hub without the events of the old one, which `protect` refuses.
 */
export class EventHubs extends pulumi.ComponentResource {
  /** Resource id of the namespace. */
  readonly id: pulumi.Output<string>;
  /** Resource id of the hub: the scope for grants. */
  readonly hubId: pulumi.Output<string>;
  /** Host name for clients. */
  readonly host: pulumi.Output<string>;
  readonly hubName: pulumi.Output<string>;

  constructor(name: string, args: EventHubsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:EventHubs", name, {}, opts);
    const namespace = this.namespace(name, args);
    const hub = this.hub(name, args, namespace);
    const groups = this.consumerGroups(name, args, namespace, hub);
    this.endpoint(name, args, namespace);
    this.observe(name, args, namespace);
    if (args.context.locks)
      lock(`${name}-lock`, { scope: namespace.id, notes: "Holds messages not read yet." }, { parent: this, dependsOn: [hub, ...groups] });

    this.id = namespace.id;
    this.hubId = hub.id;
    this.host = pulumi.interpolate`${namespace.name}.servicebus.windows.net`;
    this.hubName = hub.name;
    this.registerOutputs({ id: this.id, hubId: this.hubId, host: this.host, hubName: this.hubName });
  }

  private namespace(name: string, { context, config }: EventHubsArgs): eventhub.Namespace {
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

  private hub(name: string, { context, config }: EventHubsArgs, namespace: eventhub.Namespace): eventhub.EventHub {
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

  private consumerGroups(
    name: string,
    { context, listeners }: EventHubsArgs,
    namespace: eventhub.Namespace,
    hub: eventhub.EventHub,
  ): readonly eventhub.ConsumerGroup[] {
    const place = { resourceGroupName: context.resourceGroupName, namespaceName: namespace.name, eventHubName: hub.name };
    return listeners.map(
      (consumerGroupName) =>
        new eventhub.ConsumerGroup(`${name}-consumers-${consumerGroupName}`, { ...place, consumerGroupName }, { parent: this }),
    );
  }

  private endpoint(name: string, { context, subnetId, dnsZoneId }: EventHubsArgs, namespace: eventhub.Namespace): void {
    const args = { context, detail: "eventhubs", groupId: "namespace", subnetId, dnsZoneId, targetId: namespace.id };
    new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  private observe(name: string, { context }: EventHubsArgs, namespace: eventhub.Namespace): void {
    const { logAnalyticsWorkspaceId } = context;
    diagnostics(`${name}-logs`, { resourceId: namespace.id, logAnalyticsWorkspaceId, categoryGroup: "allLogs" }, { parent: this });
  }
}
