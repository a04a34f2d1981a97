import * as monitor from "@pulumi/azure-native/monitor";
import type * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { createLock } from "../governance/lock";
import { createActivityAlert, createQueryAlert } from "./alerts";
import { createDiagnosticSetting } from "./diagnostics";
import { createLogWorkspace } from "./logWorkspace";

export interface ObservabilityArgs {
  /** Subscription, resource group, region, names and tags of the workspaces, action group and alerts. */
  readonly context: GroupContext;
  /** Log retention, daily cap and email addresses for alerts. */
  readonly config: ObservabilityConfig;
}

/** Shown in notifications; Azure allows at most twelve characters. */
const ACTION_GROUP_SHORT_NAME = "hardened-aks";

/** Workspaces for logs and metrics of the environment, and the action group that alerts notify. */
export class Observability extends pulumi.ComponentResource {
  readonly logAnalyticsWorkspaceId: pulumi.Output<string>;
  readonly logAnalyticsWorkspaceName: pulumi.Output<string>;
  /** Resource id of the workspace that Defender's sensors write to. */
  readonly defenderWorkspaceId: pulumi.Output<string>;
  readonly actionGroupId: pulumi.Output<string>;
  readonly monitorWorkspaceId: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Observability", name, {}, opts);
    const workspace = this.createWorkspace(name, args);
    const actionGroup = this.createActionGroup(name, args);
    const monitorWorkspace = this.createMonitorWorkspace(name, args);
    const defender = this.createDefenderWorkspace(name, args);
    this.createAlerts(name, args, { workspace, defender, actionGroup });
    this.logAnalyticsWorkspaceId = workspace.id;
    this.logAnalyticsWorkspaceName = workspace.name;
    this.defenderWorkspaceId = defender.id;
    this.actionGroupId = actionGroup.id;
    this.monitorWorkspaceId = monitorWorkspace.id;
    this.registerOutputs({
      logAnalyticsWorkspaceId: this.logAnalyticsWorkspaceId,
      actionGroupId: this.actionGroupId,
      monitorWorkspaceId: this.monitorWorkspaceId,
    });
  }

  private createWorkspace(name: string, { context, config }: ObservabilityArgs): operationalinsights.Workspace {
    const workspaceName = context.name("logAnalyticsWorkspace");
    const workspace = createLogWorkspace(`${name}-logs`, { context, config, workspaceName, localAuth: false }, { parent: this });
    // Queries of the logs are audited as well.
    const audit = createDiagnosticSetting(
      `${name}-audit`,
      { resourceId: workspace.id, logAnalyticsWorkspaceId: workspace.id, categoryGroup: "audit" },
      { parent: this },
    );
    const notes = "Holds the logs of the whole environment.";
    if (context.locks) createLock(`${name}-logs-lock`, { scope: workspace.id, notes }, { parent: this, dependsOn: [audit] });
    return workspace;
  }

  /**
   * A separate workspace, because Defender's publisher authenticates with the workspace's keys and crashes if they are disabled
   * (Azure/Microsoft-Defender-for-Cloud#1010): the keys of this workspace give access only to the sensors' reports.
   */
  private createDefenderWorkspace(name: string, { context, config }: ObservabilityArgs): operationalinsights.Workspace {
    const workspaceName = context.name("logAnalyticsWorkspace", "defender");
    return createLogWorkspace(`${name}-defender`, { context, config, workspaceName, localAuth: true }, { parent: this });
  }

  private createActionGroup(name: string, { context, config }: ObservabilityArgs): monitor.ActionGroup {
    return new monitor.ActionGroup(
      `${name}-actions`,
      {
        resourceGroupName: context.resourceGroupName,
        actionGroupName: context.name("actionGroup"),
        location: "Global",
        groupShortName: ACTION_GROUP_SHORT_NAME,
        enabled: true,
        emailReceivers: config.alertEmails.map((emailAddress, index) => ({
          name: `email-${index}`,
          emailAddress,
          useCommonAlertSchema: true,
        })),
        tags: context.tags,
      },
      { parent: this },
    );
  }

  private createMonitorWorkspace(name: string, { context }: ObservabilityArgs): monitor.AzureMonitorWorkspace {
    const workspace = new monitor.AzureMonitorWorkspace(
      `${name}-metrics`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        azureMonitorWorkspaceName: context.name("monitorWorkspace"),
        tags: context.tags,
      },
      { parent: this, protect: context.protect },
    );
    if (context.locks)
      createLock(`${name}-metrics-lock`, { scope: workspace.id, notes: "Holds the environment's metrics." }, { parent: this });
    return workspace;
  }

  private createAlerts(name: string, { context }: ObservabilityArgs, { workspace, defender, actionGroup }: AlertSources): void {
    const target = { context, actionGroupId: actionGroup.id };
    createQueryAlert(name, { ...target, scopes: [workspace.id] }, DAILY_CAP, { parent: this });
    createQueryAlert(name, { ...target, scopes: [defender.id] }, DEFENDER_DAILY_CAP, { parent: this });
    const subscription = pulumi.interpolate`/subscriptions/${context.subscriptionId}`;
    createActivityAlert(name, { ...target, scopes: [subscription] }, SERVICE_HEALTH, { parent: this });
    createActivityAlert(name, { ...target, scopes: [context.resourceGroupId] }, RESOURCE_HEALTH, { parent: this });
  }
}

interface AlertSources {
  readonly workspace: operationalinsights.Workspace;
  readonly defender: operationalinsights.Workspace;
  readonly actionGroup: monitor.ActionGroup;
}

/** The workspace writes this event even after it has stopped ingesting other data. */
const DAILY_CAP = {
  key: "daily-cap",
  description: "The workspace has reached its daily cap: until the reset it ingests no logs, and no log search alert can fire.",
  severity: 1,
  query: ["_LogOperation", '| where Category =~ "Ingestion"', '| where Detail has "OverQuota"'].join("\n"),
} as const;

const DEFENDER_DAILY_CAP = {
  ...DAILY_CAP,
  key: "defender-daily-cap",
  description: "Defender's workspace has reached its daily cap: until the reset it ingests no reports of the sensors in the clusters.",
} as const;

const SERVICE_HEALTH = {
  key: "service-health",
  description: "Azure reports an incident, planned maintenance or a security advisory that concerns this subscription.",
  category: "ServiceHealth",
} as const;

/** Health of the resources of one resource group; the service health alert does not cover single resources. */
export const RESOURCE_HEALTH = {
  key: "resource-health",
  description: "Azure reports a change in the health of a resource of this group.",
  category: "ResourceHealth",
} as const;
