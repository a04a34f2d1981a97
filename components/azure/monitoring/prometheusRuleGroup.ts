import * as alertsmanagement from "@pulumi/azure-native/alertsmanagement";
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoredContext } from "../../context";
import type { PrometheusAlert, RecordingRule } from "./prometheusRules";

export interface PrometheusRuleGroupArgs {
  readonly context: MonitoredContext;
  /** Short name, unique among the groups of the stamp. */
  readonly key: string;
  /** Region of the Azure Monitor workspace, where Azure evaluates the rules. */
  readonly location: string;
  /** Resource id of the Azure Monitor workspace. */
  readonly monitorWorkspaceId: pulumi.Input<string>;
  readonly clusterId: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  readonly recording?: readonly RecordingRule[];
  readonly alerts?: readonly PrometheusAlert[];
}

/** Makes a group of Prometheus rules over one cluster's series; every alert in it tells the action group. */
export function prometheusRuleGroup(
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
