import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import type * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface LogWorkspaceArgs {
  readonly context: GroupContext;
  readonly config: Pick<ObservabilityConfig, "retentionDays" | "dailyQuotaGb">;
  /** Physical name. */
  readonly workspaceName: string;
  /** Takes logs that are signed with the workspace's keys, beside those of Entra identities. */
  readonly localAuth: boolean;
}

/** A Log Analytics workspace that readers see as far as they may read the resources its logs are about. */
export function logWorkspace(
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
      // Closing these needs an Azure Monitor Private Link Scope, which changes name resolution for whole networks: the hub's choice.
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      tags: context.tags,
    },
    { protect: context.protect, ...opts },
  );
}
