import * as alertsmanagement from "@pulumi/azure-native/alertsmanagement";
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoredContext } from "../../context";
import type { PrometheusAlert, RecordingRule } from "./prometheusRules";

export interface PrometheusRuleGroupArgs {
  /** Resource group, names and tags of the rule group, and the action group that its alerts notify. */
  readonly context: MonitoredContext;
  /** Short name, unique among the groups of the stamp. */
  readonly key: string;
  /** Region of the Azure Monitor workspace, where Azure evaluates the rules. */
  readonly location: string;
  /** Resource id of the Azure Monitor workspace. */
  readonly monitorWorkspaceId: pulumi.Input<string>;
  /** Resource id of the cluster. */
  readonly clusterId: pulumi.Input<string>;
  /** Azure name of the cluster. */
  readonly clusterName: pulumi.Input<string>;
  /**
   * Recording rules of the group, listed before its alerts.
   * @default none: the group has alerts only
   */
  readonly recording?: readonly RecordingRule[];
  /**
   * Alert rules of the group.
   * @default none: the group has recording rules only
   */
  readonly alerts?: readonly PrometheusAlert[];
}

/** Creates a group of Prometheus rules for one cluster's metrics; all its alerts notify the action group. */
export function createPrometheusRuleGroup(
  name: string,
  args: PrometheusRuleGroupArgs,
  opts: pulumi.CustomResourceOptions,
): alertsmanagement.PrometheusRuleGroup {
  const { context, key, location, monitorWorkspaceId, clusterId, clusterName, recording = [], alerts = [] } = args;
  return new alertsmanagement.PrometheusRuleGroup(
    `${name}-${key}`,
    {
      resourceGroupName: context.resourceGroupName,
      ruleGroupName: context.name("alert", key),
      location,
      clusterName,
      scopes: [monitorWorkspaceId, clusterId],
      interval: "PT1M",
      enabled: true,
      rules: [...recording.map((rule) => ({ ...rule, enabled: true })), ...alerts.map((alert) => alertRule(alert, context))],
      tags: context.tags,
    },
    opts,
  );
}

function alertRule({ description, ...alert }: PrometheusAlert, { actionGroupId }: MonitoredContext) {
  return {
    ...alert,
    enabled: true,
    annotations: { description },
    resolveConfiguration: { autoResolved: true, timeToResolve: "PT10M" },
    actions: [{ actionGroupId }],
  };
}
