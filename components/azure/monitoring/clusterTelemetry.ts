import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import type { StampContext } from "../../context";

export interface ClusterTelemetryArgs {
  /** Resource group, region, names and tags of the rules and endpoints, and the workspace that receives logs. */
  readonly context: StampContext;
  /** Region of the shared workspaces: a data collection rule must be in the region of its destination. */
  readonly workspaceLocation: string;
  /** Resource id of the Azure Monitor workspace that stores metrics. */
  readonly monitorWorkspaceId: pulumi.Input<string>;
  /** Resource id of the cluster. */
  readonly clusterId: pulumi.Input<string>;
  /** Namespaces whose container logs are not collected. */
  readonly excludedNamespaces: readonly string[];
}

const METRICS_STREAM = "Microsoft-PrometheusMetrics";
/** The "logs and events" preset of Container Insights: metrics come from Prometheus, so no performance counters. */
const LOG_STREAMS = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"];
/** Association name that agents use to find the endpoint of their configuration (data collection rule associations). */
const CONFIGURATION_ENDPOINT = "configurationAccessEndpoint";

/** Data that the agents of one cluster collect, and its destinations. */
export class ClusterTelemetry extends pulumi.ComponentResource {
  constructor(name: string, args: ClusterTelemetryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:ClusterTelemetry", name, {}, opts);
    const ingestion = this.createEndpoint(name, args, "metrics", args.workspaceLocation);
    const configuration = this.createEndpoint(name, args, "configuration", args.context.location);
    const metrics = this.createMetricsRule(name, args, ingestion);
    const logs = this.createLogsRule(name, args);
    this.associate(`${name}-metrics`, args, { associationName: "prometheus-metrics", dataCollectionRuleId: metrics.id });
    this.associate(`${name}-logs`, args, { associationName: "container-insights", dataCollectionRuleId: logs.id });
    this.associate(`${name}-configuration`, args, {
      associationName: CONFIGURATION_ENDPOINT,
      dataCollectionEndpointId: configuration.id,
    });
    this.registerOutputs({});
  }

  private createEndpoint(
    name: string,
    { context }: ClusterTelemetryArgs,
    detail: string,
    location: string,
  ): monitor.DataCollectionEndpoint {
    return new monitor.DataCollectionEndpoint(
      `${name}-${detail}-endpoint`,
      {
        resourceGroupName: context.resourceGroupName,
        dataCollectionEndpointName: context.name("dataCollectionEndpoint", detail),
        location,
        kind: "Linux",
        // Agents authenticate with the cluster's identity; disabling public access requires an Azure Monitor Private Link Scope.
        networkAcls: { publicNetworkAccess: "Enabled" },
        tags: context.tags,
      },
      { parent: this },
    );
  }

  private createMetricsRule(
    name: string,
    args: ClusterTelemetryArgs,
    endpoint: monitor.DataCollectionEndpoint,
  ): monitor.DataCollectionRule {
    const { context, workspaceLocation, monitorWorkspaceId } = args;
    return new monitor.DataCollectionRule(
      `${name}-metrics-rule`,
      {
        resourceGroupName: context.resourceGroupName,
        dataCollectionRuleName: context.name("dataCollectionRule", "metrics"),
        location: workspaceLocation,
        kind: "Linux",
        dataCollectionEndpointId: endpoint.id,
        dataSources: { prometheusForwarder: [{ name: "PrometheusDataSource", streams: [METRICS_STREAM] }] },
        destinations: { monitoringAccounts: [{ name: "metrics", accountResourceId: monitorWorkspaceId }] },
        dataFlows: [{ streams: [METRICS_STREAM], destinations: ["metrics"] }],
        tags: context.tags,
      },
      { parent: this },
    );
  }

  private createLogsRule(name: string, args: ClusterTelemetryArgs): monitor.DataCollectionRule {
    const { context, workspaceLocation, excludedNamespaces } = args;
    const collection = {
      interval: "1m",
      namespaceFilteringMode: excludedNamespaces.length === 0 ? "Off" : "Exclude",
      namespaces: [...excludedNamespaces],
      enableContainerLogV2: true,
    };
    return new monitor.DataCollectionRule(
      `${name}-logs-rule`,
      {
        resourceGroupName: context.resourceGroupName,
        dataCollectionRuleName: context.name("dataCollectionRule", "logs"),
        location: workspaceLocation,
        kind: "Linux",
        dataSources: {
          extensions: [
            {
              name: "ContainerInsightsExtension",
              extensionName: "ContainerInsights",
              extensionSettings: { dataCollectionSettings: collection },
              streams: LOG_STREAMS,
            },
          ],
        },
        destinations: { logAnalytics: [{ name: "logs", workspaceResourceId: context.logAnalyticsWorkspaceId }] },
        dataFlows: [{ streams: LOG_STREAMS, destinations: ["logs"] }],
        tags: context.tags,
      },
      { parent: this },
    );
  }

  private associate(
    name: string,
    { clusterId }: ClusterTelemetryArgs,
    link: Omit<monitor.DataCollectionRuleAssociationArgs, "resourceUri">,
  ): void {
    new monitor.DataCollectionRuleAssociation(name, { resourceUri: clusterId, ...link }, { parent: this });
  }
}
