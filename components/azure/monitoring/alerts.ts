import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";

/** Azure Monitor's severities: 0 critical, 1 error, 2 warning, 3 informational. */
export type Severity = 0 | 1 | 2 | 3;

/** Where an alert belongs and whom it tells. */
export interface AlertTarget {
  readonly context: GroupContext;
  /** Told when the alert fires: an alert that tells nobody is none. */
  readonly actionGroupId: pulumi.Input<string>;
  /** Resource ids the alert looks at. */
  readonly scopes: readonly pulumi.Input<string>[];
}

/** An alert over logs. */
export interface QueryAlert {
  /** Short name, unique among the alerts of its scope. */
  readonly key: string;
  /** What has happened when it fires. */
  readonly description: string;
  readonly severity: Severity;
  /** KQL whose rows are the evidence. */
  readonly query: string;
  /** How many rows are too many. @default 0: one row is enough */
  readonly threshold?: number;
  /** Columns that split the alert, one notification each. */
  readonly dimensions?: readonly string[];
  /** Span of each evaluation, ISO 8601. @default PT15M */
  readonly window?: string;
  /** Span the query itself reads, ISO 8601, where it compares with a longer past. @default the window */
  readonly range?: string;
  /** Time between evaluations, ISO 8601. @default PT5M */
  readonly frequency?: string;
}

/** Makes an alert over logs. */
export function queryAlert(
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
      // Tables and the columns of AzureDiagnostics exist only once data has come, which is after the first deployment.
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

/** An alert over a platform metric. */
export interface MetricAlert {
  /** Short name, unique among the alerts of its scope. */
  readonly key: string;
  /** What has happened when it fires. */
  readonly description: string;
  readonly severity: Severity;
  /** Namespace of the metric: the resource's type. */
  readonly namespace: string;
  readonly metric: string;
  readonly aggregation: "Average" | "Maximum" | "Minimum" | "Total";
  readonly operator: "GreaterThan" | "LessThan";
  readonly threshold: number;
  /** Dimension that splits the alert. */
  readonly dimension?: string;
}

/** Makes an alert over a platform metric. */
export function metricAlert(
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

/** An alert over the activity log. */
export interface ActivityAlert {
  /** Short name, unique among the alerts of its scope. */
  readonly key: string;
  /** What has happened when it fires. */
  readonly description: string;
  /** Category of the activity log. */
  readonly category: "ServiceHealth" | "ResourceHealth";
}

/** Makes an alert over the activity log, which is the only source that knows of faults on Azure's own side. */
export function activityAlert(
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
