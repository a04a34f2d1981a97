import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";

export interface DiagnosticSettingArgs {
  /** Id of the resource whose logs are collected. */
  readonly resourceId: pulumi.Input<string>;
  /** Resource id of the Log Analytics workspace that receives the logs. */
  readonly logAnalyticsWorkspaceId: pulumi.Input<string>;
  /**
   * Names of log categories to collect.
   * @default none: only the categories of the group
   */
  readonly categories?: readonly string[];
  /**
   * Category group to collect: all logs, or audit logs only.
   * @default none: only the listed categories
   */
  readonly categoryGroup?: "allLogs" | "audit";
  /**
   * Whether each category has its own table, which is cheaper to query; only some services support this.
   * @default false: the service's default, which for most services is the table AzureDiagnostics
   */
  readonly dedicatedTables?: boolean;
}

/**
 * Name of every diagnostic setting. It is fixed, so that a setting that Azure kept of a deleted resource of the same name can be found
 * and imported: Azure rejects a second setting with the same destination, and azure-native refuses to create one that exists
 * (docs/operations.md).
 */
const SETTING_NAME = "to-log-analytics";

/** Creates a diagnostic setting that sends a resource's logs to the workspace. Azure keeps platform metrics for 93 days without one. */
export function createDiagnosticSetting(
  name: string,
  args: DiagnosticSettingArgs,
  opts: pulumi.CustomResourceOptions,
): monitor.DiagnosticSetting {
  const groups = args.categoryGroup === undefined ? [] : [{ categoryGroup: args.categoryGroup, enabled: true }];
  const categories = (args.categories ?? []).map((category) => ({ category, enabled: true }));
  return new monitor.DiagnosticSetting(
    name,
    {
      name: SETTING_NAME,
      resourceUri: args.resourceId,
      workspaceId: args.logAnalyticsWorkspaceId,
      logs: [...groups, ...categories],
      ...(args.dedicatedTables ? { logAnalyticsDestinationType: "Dedicated" } : {}),
    },
    opts,
  );
}
