import * as monitor from "@pulumi/azure-native/monitor";
import type * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { lock } from "../governance/lock";
import { activityAlert, queryAlert } from "./alerts";
import { diagnostics } from "./diagnostics";
import { logWorkspace } from "./logWorkspace";

export interface ObservabilityArgs {
  readonly context: GroupContext;
  readonly config: ObservabilityConfig;
}

/** Azure shows at most twelve characters of it in a message. */
const ACTION_GROUP_SHORT_NAME = "hardened-aks";

/** Where logs and metrics of the whole environment go, and who is told. */
export class Observability extends pulumi.ComponentResource {
  readonly logAnalyticsWorkspaceId: pulumi.Output<string>;
  readonly logAnalyticsWorkspaceName: pulumi.Output<string>;
  /** Resource id of the workspace that Defender's sensors write to. */
  readonly defenderWorkspaceId: pulumi.Output<string>;
  readonly actionGroupId: pulumi.Output<string>;
  readonly monitorWorkspaceId: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Observability", name, {}, opts);
    const workspace = this.workspace(name, args);
    const actionGroup = this.actionGroup(name, args);
    const monitorWorkspace = this.monitorWorkspace(name, args);
    const defender = this.defenderWorkspace(name, args);
    this.alerts(name, args, { workspace, defender, actionGroup });
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

  private workspace(name: string, { context, config }: ObservabilityArgs): operationalinsights.Workspace {
    const workspaceName = context.name("logAnalyticsWorkspace");
    const workspace = logWorkspace(`${name}-logs`, { context, config, workspaceName, localAuth: false }, { parent: this });
    // Who read the logs is itself worth a log.
    const audit = diagnostics(
      `${name}-audit`,
      { resourceId: workspace.id, logAnalyticsWorkspaceId: workspace.id, categoryGroup: "audit" },
      { parent: this },
    );
    const notes = "Holds the logs of the whole environment.";
    if (context.locks) lock(`${name}-logs-lock`, { scope: workspace.id, notes }, { parent: this, dependsOn: [audit] });
    return workspace;
  }

  /**
   * By itself, because Defender's publisher signs with the workspace's keys and crashes where they are off
   * (Azure/Microsoft-Defender-for-Cloud#1010): keys of this one open nothing but what the sensors report.
   */
  private defenderWorkspace(name: string, { context, config }: ObservabilityArgs): operationalinsights.Workspace {
    const workspaceName = context.name("logAnalyticsWorkspace", "defender");
    return logWorkspace(`${name}-defender`, { context, config, workspaceName, localAuth: true }, { parent: this });
  }

  private actionGroup(name: string, { context, config }: ObservabilityArgs): monitor.ActionGroup {
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

  private monitorWorkspace(name: string, { context }: ObservabilityArgs): monitor.AzureMonitorWorkspace {
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
    if (context.locks) lock(`${name}-metrics-lock`, { scope: workspace.id, notes: "Holds the environment's metrics." }, { parent: this });
    return workspace;
  }

  private alerts(name: string, { context }: ObservabilityArgs, { workspace, defender, actionGroup }: Watched): void {
    const target = { context, actionGroupId: actionGroup.id };
    queryAlert(name, { ...target, scopes: [workspace.id] }, DAILY_CAP, { parent: this });
    queryAlert(name, { ...target, scopes: [defender.id] }, DEFENDER_DAILY_CAP, { parent: this });
    const subscription = pulumi.interpolate`/subscriptions/${context.subscriptionId}`;
    activityAlert(name, { ...target, scopes: [subscription] }, SERVICE_HEALTH, { parent: this });
    activityAlert(name, { ...target, scopes: [context.resourceGroupId] }, RESOURCE_HEALTH, { parent: this });
  }
}

interface Watched {
  readonly workspace: operationalinsights.Workspace;
  readonly defender: operationalinsights.Workspace;
  readonly actionGroup: monitor.ActionGroup;
}

/** The workspace writes this event itself, also after it has stopped taking anything else. */
const DAILY_CAP = {
  key: "daily-cap",
  description: "The daily cap of the workspace is met: until it resets, no logs come in and no log alert can fire.",
  severity: 1,
  query: ["_LogOperation", '| where Category =~ "Ingestion"', '| where Detail has "OverQuota"'].join("\n"),
} as const;

const DEFENDER_DAILY_CAP = {
  ...DAILY_CAP,
  key: "defender-daily-cap",
  description: "The daily cap of Defender's workspace is met: until it resets, its sensors in the clusters are not heard.",
} as const;

const SERVICE_HEALTH = {
  key: "service-health",
  description: "Azure reports an incident, planned maintenance or a security advisory that concerns this subscription.",
  category: "ServiceHealth",
} as const;

/** The health of the resources of one group; the alert of the subscription does not see single resources. */
export const RESOURCE_HEALTH = {
  key: "resource-health",
  description: "Azure reports a change in the health of a resource of this group.",
  category: "ResourceHealth",
} as const;
