import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface LogWorkspaceArgs {
  /** Resource group, region and tags of the workspace. */
  readonly context: GroupContext;
  /** Retention in days and daily cap in GB. */
  readonly config: Pick<ObservabilityConfig, "retentionDays" | "dailyQuotaGb">;
  /** Physical name of the workspace. */
  readonly workspaceName: string;
  /** Accepts logs that are authenticated with the workspace's keys, in addition to those of Entra identities. */
  readonly localAuth: boolean;
}

/** Creates a Log Analytics workspace in which users can read the logs of the resources that they have read access to. */
export function createLogWorkspace(
  name: string,
  { context, config, workspaceName, localAuth }: LogWorkspaceArgs,
  opts: pulumi.CustomResourceOptions,
): operationalinsights.Workspace {
  return new operationalinsights.Workspace(
    name,
    {
      resourceGroupName: context.resourceGroupName,
      location: context.location,
      workspaceName,
      sku: { name: "PerGB2018" },
      retentionInDays: config.retentionDays,
      workspaceCapping: { dailyQuotaGb: config.dailyQuotaGb },
      features: { disableLocalAuth: !localAuth, enableLogAccessUsingOnlyResourcePermissions: true },
      // Disabling these requires an Azure Monitor Private Link Scope, which changes name resolution for whole networks: left to hub teams.
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      tags: context.tags,
    },
    { protect: context.protect, ...opts },
  );
}
