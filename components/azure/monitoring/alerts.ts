import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";

/** Azure Monitor's severities: 0 critical, 1 error, 2 warning, 3 informational. */
export type Severity = 0 | 1 | 2 | 3;

/** Scope of an alert and the action group that it notifies. */
export interface AlertTarget {
  /** Resource group, region, names and tags of the alert rule. */
  readonly context: GroupContext;
  /** Resource id of the action group that is notified when the alert fires. */
  readonly actionGroupId: pulumi.Input<string>;
  /** Resource ids that the alert evaluates. */
  readonly scopes: readonly pulumi.Input<string>[];
}

/** A log search alert. */
export interface QueryAlert {
  /** Short name, unique among the alerts of its scope. */
  readonly key: string;
  /** Condition that the alert reports. */
  readonly description: string;
  /** Severity, 0 (critical) to 3 (informational). */
  readonly severity: Severity;
  /** KQL query; the alert counts its rows. */
  readonly query: string;
  /** Number of rows above which the alert fires. @default 0: it fires on the first row */
  readonly threshold?: number;
  /** Columns that split the alert, with one notification for each combination of values. @default none: one alert for all rows */
  readonly dimensions?: readonly string[];
  /** Time window of each evaluation (ISO 8601). @default PT15M */
  readonly window?: string;
  /** Time range that the query reads (ISO 8601), if it compares with an earlier period. @default the window */
  readonly range?: string;
  /** Time between evaluations (ISO 8601). @default PT5M */
  readonly frequency?: string;
}

/** Creates a log search alert. */
export function createQueryAlert(
  name: string,
  target: AlertTarget,
  alert: QueryAlert,
  opts: pulumi.CustomResourceOptions,
): monitor.ScheduledQueryRule {
  const { context, actionGroupId, scopes } = target;
  return new monitor.ScheduledQueryRule(
    `${name}-${alert.key}`,
    {
      resourceGroupName: context.resourceGroupName,
      ruleName: context.name("alert", alert.key),
      location: context.location,
      kind: "LogAlert",
      displayName: context.name("alert", alert.key),
      description: alert.description,
      enabled: true,
      severity: alert.severity,
      scopes: [...scopes],
      evaluationFrequency: alert.frequency ?? "PT5M",
      windowSize: alert.window ?? "PT15M",
      ...(alert.range === undefined ? {} : { overrideQueryTimeRange: alert.range }),
      // Tables and the columns of AzureDiagnostics exist only after data was ingested, which is after the first deployment.
      skipQueryValidation: true,
      autoMitigate: true,
      criteria: { allOf: [condition(alert)] },
      actions: { actionGroups: [actionGroupId] },
      tags: context.tags,
    },
    opts,
  );
}

function condition({ query, threshold, dimensions }: QueryAlert) {
  return {
    query,
    timeAggregation: "Count",
    operator: "GreaterThan",
    threshold: threshold ?? 0,
    dimensions: (dimensions ?? []).map((column) => ({ name: column, operator: "Include", values: ["*"] })),
    failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
  };
}

/** A metric alert on a platform metric. */
export interface MetricAlert {
  /** Short name, unique among the alerts of its scope. */
  readonly key: string;
  /** Condition that the alert reports. */
  readonly description: string;
  /** Severity, 0 (critical) to 3 (informational). */
  readonly severity: Severity;
  /** Namespace of the metric: the resource's type. */
  readonly namespace: string;
  /** Name of the metric. */
  readonly metric: string;
  /** Aggregation of the metric over five minutes. */
  readonly aggregation: "Average" | "Maximum" | "Minimum" | "Total";
  /** Comparison of the aggregated value with the threshold. */
  readonly operator: "GreaterThan" | "LessThan";
  /** Threshold in the unit of the metric. */
  readonly threshold: number;
  /** Dimension that splits the alert. @default none: one alert for all values */
  readonly dimension?: string;
}

/** Creates a metric alert on a platform metric. */
export function createMetricAlert(
  name: string,
  target: AlertTarget,
  alert: MetricAlert,
  opts: pulumi.CustomResourceOptions,
): monitor.MetricAlert {
  const { context, actionGroupId, scopes } = target;
  return new monitor.MetricAlert(
    `${name}-${alert.key}`,
    {
      resourceGroupName: context.resourceGroupName,
      ruleName: context.name("alert", alert.key),
      location: "global",
      description: alert.description,
      enabled: true,
      severity: alert.severity,
      scopes: [...scopes],
      evaluationFrequency: "PT1M",
      windowSize: "PT5M",
      autoMitigate: true,
      criteria: { odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", allOf: [criterion(alert)] },
      actions: [{ actionGroupId }],
      tags: context.tags,
    },
    opts,
  );
}

function criterion({ key, namespace, metric, aggregation, operator, threshold, dimension }: MetricAlert) {
  return {
    criterionType: "StaticThresholdCriterion" as const,
    name: key,
    metricNamespace: namespace,
    metricName: metric,
    timeAggregation: aggregation,
    operator,
    threshold,
    dimensions: dimension === undefined ? [] : [{ name: dimension, operator: "Include", values: ["*"] }],
  };
}

/** An activity log alert. */
export interface ActivityAlert {
  /** Short name, unique among the alerts of its scope. */
  readonly key: string;
  /** Condition that the alert reports. */
  readonly description: string;
  /** Category of the activity log events. */
  readonly category: "ServiceHealth" | "ResourceHealth";
}

/** Creates an activity log alert; only the activity log reports incidents of Azure itself. */
export function createActivityAlert(
  name: string,
  target: AlertTarget,
  alert: ActivityAlert,
  opts: pulumi.CustomResourceOptions,
): monitor.ActivityLogAlert {
  const { context, actionGroupId, scopes } = target;
  return new monitor.ActivityLogAlert(
    `${name}-${alert.key}`,
    {
      resourceGroupName: context.resourceGroupName,
      activityLogAlertName: context.name("alert", alert.key),
      location: "global",
      description: alert.description,
      enabled: true,
      scopes: [...scopes],
      condition: { allOf: [{ field: "category", equals: alert.category }] },
      actions: { actionGroups: [{ actionGroupId }] },
      tags: context.tags,
    },
    opts,
  );
}
