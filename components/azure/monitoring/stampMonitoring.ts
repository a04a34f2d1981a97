import * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { activityAlert, type MetricAlert, metricAlert, queryAlert } from "./alerts";
import { CLUSTER_ALERTS, STAMP_ALERTS } from "./clusterAlerts";
import { ClusterTelemetry } from "./clusterTelemetry";
import { POSTGRES_ALERTS, VAULT_ALERTS } from "./dataAlerts";
import { RESOURCE_HEALTH } from "./observability";
import { prometheusRuleGroup } from "./prometheusRuleGroup";
import { HEALTH_ALERTS, RECORDING_RULES, SECURITY_ALERTS } from "./prometheusRules";

export interface StampMonitoringArgs {
  readonly context: StampContext;
  readonly config: ObservabilityConfig;
  readonly clusterId: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  /** Resource id of the environment's Azure Monitor workspace. */
  readonly monitorWorkspaceId: pulumi.Input<string>;
  /** Region of the environment's workspaces. */
  readonly workspaceLocation: string;
  /** Resource id of the stamp's vault, to watch its availability. */
  readonly keyVaultId?: pulumi.Input<string>;
  /** Resource id of the stamp's PostgreSQL server, to watch its capacity. */
  readonly postgresServerId?: pulumi.Input<string>;
}

/** Telemetry and alerts of one region. */
export class StampMonitoring extends pulumi.ComponentResource {
  constructor(name: string, args: StampMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:StampMonitoring", name, {}, opts);
    this.telemetry(name, args);
    this.ruleGroups(name, args);
    this.logAlerts(name, args);
    this.metricAlerts(name, args, args.keyVaultId, VAULT_ALERTS);
    this.metricAlerts(name, args, args.postgresServerId, POSTGRES_ALERTS);
    this.registerOutputs({});
  }

  private telemetry(name: string, args: StampMonitoringArgs): void {
    const { context, config, workspaceLocation, monitorWorkspaceId, clusterId } = args;
    const { excludedNamespaces } = config;
    new ClusterTelemetry(
      `${name}-telemetry`,
      { context, workspaceLocation, monitorWorkspaceId, clusterId, excludedNamespaces },
      { parent: this },
    );
  }

  private ruleGroups(name: string, args: StampMonitoringArgs): void {
    const { context, workspaceLocation, monitorWorkspaceId, clusterId, clusterName } = args;
    const group = { context, location: workspaceLocation, monitorWorkspaceId, clusterId, clusterName };
    const recording = prometheusRuleGroup(name, { ...group, key: "recording-rules", recording: RECORDING_RULES }, { parent: this });
    const opts = { parent: this, dependsOn: [recording] };
    prometheusRuleGroup(name, { ...group, key: "health-rules", alerts: HEALTH_ALERTS }, opts);
    prometheusRuleGroup(name, { ...group, key: "security-rules", alerts: SECURITY_ALERTS }, opts);
  }

  /** Scopes select the rows: without them every stamp would alert on the logs of all. */
  private logAlerts(name: string, { context, clusterId }: StampMonitoringArgs): void {
    const target = { context, actionGroupId: context.actionGroupId };
    for (const alert of CLUSTER_ALERTS) queryAlert(name, { ...target, scopes: [clusterId] }, alert, { parent: this });
    for (const alert of STAMP_ALERTS) queryAlert(name, { ...target, scopes: [context.resourceGroupId] }, alert, { parent: this });
    activityAlert(name, { ...target, scopes: [context.resourceGroupId] }, RESOURCE_HEALTH, { parent: this });
  }

  private metricAlerts(
    name: string,
    { context }: StampMonitoringArgs,
    scope: pulumi.Input<string> | undefined,
    alerts: readonly MetricAlert[],
  ): void {
    if (scope === undefined) return;
    for (const alert of alerts) {
      metricAlert(name, { context, actionGroupId: context.actionGroupId, scopes: [scope] }, alert, { parent: this });
    }
  }
}
