import * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { createActivityAlert, createMetricAlert, createQueryAlert, type MetricAlert } from "./alerts";
import { clusterAlerts } from "./clusterAlerts";
import { ClusterTelemetry } from "./clusterTelemetry";
import { POSTGRES_ALERTS, VAULT_ALERTS } from "./dataAlerts";
import { RESOURCE_HEALTH } from "./observability";
import { createPrometheusRuleGroup } from "./prometheusRuleGroup";
import { HEALTH_ALERTS, RECORDING_RULES, securityAlerts } from "./prometheusRules";
import { stampLogAlerts } from "./stampLogAlerts";

export interface StampMonitoringArgs {
  /** Resource group, region, names and tags of the rules, the workspace they read, and the action group they notify. */
  readonly context: StampContext;
  /** Namespaces whose container logs are not collected. */
  readonly config: ObservabilityConfig;
  /** Resource id of the cluster. */
  readonly clusterId: pulumi.Input<string>;
  /** Azure name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** Whether the cluster sends the log category kube-audit, which contains read requests. */
  readonly fullAuditLog: boolean;
  /** Whether the cluster has Advanced Container Networking Services, which export the metrics of network policies. */
  readonly advancedNetworking: boolean;
  /** Names of the vault's secrets that the program replaces at the end of a rotation period, whose expiry is not reported. */
  readonly rotatedSecrets: readonly string[];
  /** Resource id of the environment's Azure Monitor workspace. */
  readonly monitorWorkspaceId: pulumi.Input<string>;
  /** Region of the environment's workspaces. */
  readonly workspaceLocation: string;
  /**
   * Resource id of the stamp's vault, for alerts on its availability and saturation.
   * @default none: no alerts on a vault
   */
  readonly keyVaultId?: pulumi.Input<string>;
  /**
   * Resource id of the stamp's PostgreSQL server, for alerts on its capacity and on refused sign-ins.
   * @default none: no alerts on a database server
   */
  readonly postgresServerId?: pulumi.Input<string>;
}

/** Telemetry and alerts of one stamp. */
export class StampMonitoring extends pulumi.ComponentResource {
  constructor(name: string, args: StampMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:StampMonitoring", name, {}, opts);
    this.createTelemetry(name, args);
    this.createRuleGroups(name, args);
    this.createLogAlerts(name, args);
    this.createMetricAlerts(name, args, args.keyVaultId, VAULT_ALERTS);
    this.createMetricAlerts(name, args, args.postgresServerId, POSTGRES_ALERTS);
    this.registerOutputs({});
  }

  private createTelemetry(name: string, args: StampMonitoringArgs): void {
    const { context, config, workspaceLocation, monitorWorkspaceId, clusterId } = args;
    const { excludedNamespaces } = config;
    new ClusterTelemetry(
      `${name}-telemetry`,
      { context, workspaceLocation, monitorWorkspaceId, clusterId, excludedNamespaces },
      { parent: this },
    );
  }

  private createRuleGroups(name: string, args: StampMonitoringArgs): void {
    const { context, workspaceLocation, monitorWorkspaceId, clusterId, clusterName } = args;
    const group = { context, location: workspaceLocation, monitorWorkspaceId, clusterId, clusterName };
    const recording = createPrometheusRuleGroup(name, { ...group, key: "recording-rules", recording: RECORDING_RULES }, { parent: this });
    const opts = { parent: this, dependsOn: [recording] };
    createPrometheusRuleGroup(name, { ...group, key: "health-rules", alerts: HEALTH_ALERTS }, opts);
    createPrometheusRuleGroup(name, { ...group, key: "security-rules", alerts: securityAlerts(args.advancedNetworking) }, opts);
  }

  /** Scopes select the rows: without them every stamp would alert on the logs of all stamps. */
  private createLogAlerts(name: string, args: StampMonitoringArgs): void {
    const { context, clusterId, rotatedSecrets, postgresServerId } = args;
    const target = { context, actionGroupId: context.actionGroupId };
    const stampAlerts = stampLogAlerts({ rotatedSecrets, database: postgresServerId !== undefined });
    for (const alert of clusterAlerts(args)) createQueryAlert(name, { ...target, scopes: [clusterId] }, alert, { parent: this });
    for (const alert of stampAlerts) createQueryAlert(name, { ...target, scopes: [context.resourceGroupId] }, alert, { parent: this });
    createActivityAlert(name, { ...target, scopes: [context.resourceGroupId] }, RESOURCE_HEALTH, { parent: this });
  }

  private createMetricAlerts(
    name: string,
    { context }: StampMonitoringArgs,
    scope: pulumi.Input<string> | undefined,
    alerts: readonly MetricAlert[],
  ): void {
    if (scope === undefined) return;
    for (const alert of alerts) {
      createMetricAlert(name, { context, actionGroupId: context.actionGroupId, scopes: [scope] }, alert, { parent: this });
    }
  }
}
