import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";

export interface DiagnosticsArgs {
  /** Resource whose logs are sent. */
  readonly resourceId: pulumi.Input<string>;
  /** Workspace that receives them. */
  readonly logAnalyticsWorkspaceId: pulumi.Input<string>;
  /** Log categories by name. */
  readonly categories?: readonly string[];
  /** Category group; `audit` where auditing is all that matters. */
  readonly categoryGroup?: "allLogs" | "audit";
  /** Dedicated: one table a category, cheaper to query; only some services have such tables. */
  readonly dedicatedTables?: boolean;
}

/** Name of every diagnostic setting: fixed, because Azure leaves settings behind and refuses a second one with the same sink. */
const SETTING_NAME = "to-log-analytics";

/** Sends a resource's logs to the workspace; its platform metrics are kept for 93 days without it. */
export function diagnostics(name: string, args: DiagnosticsArgs, opts: pulumi.CustomResourceOptions): monitor.DiagnosticSetting {
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
