import * as securityinsights from "@pulumi/azure-native/securityinsights";
import * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { createBudget } from "./budget";
import { enableDefenderPlans } from "./defenderPlans";

export interface GovernanceArgs {
  /** Subscription, resource group, region and names of the environment's shared resources. */
  readonly context: GroupContext;
  /** Defender plans, Sentinel and budget. */
  readonly config: GovernanceConfig;
  /** Name of the environment's Log Analytics workspace, for Sentinel. */
  readonly logAnalyticsWorkspaceName: pulumi.Input<string>;
  /** Resource id of the action group that budget alerts notify. */
  readonly actionGroupId: pulumi.Input<string>;
  /** Email addresses that budget alerts are sent to in addition, and security alerts of Defender for Cloud unless others are set. */
  readonly alertEmails: readonly string[];
  /** Names of the resource groups whose cost counts against the budget: shared, stamps, and AKS node resource groups. */
  readonly resourceGroupNames: readonly pulumi.Input<string>[];
}

/** Settings that exist once for the subscription or the environment: Defender plans, Sentinel, budget. */
export class Governance extends pulumi.ComponentResource {
  constructor(name: string, args: GovernanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Governance", name, {}, opts);
    this.enableDefenderPlans(name, args);
    this.enableSentinel(name, args);
    this.createBudget(name, args);
    this.registerOutputs({});
  }

  private enableDefenderPlans(name: string, { context, config, alertEmails }: GovernanceArgs): void {
    const { defenderPlans: plans, securityContactEmails } = config;
    const emails = securityContactEmails ?? (plans.length === 0 ? [] : alertEmails);
    if (plans.length + emails.length === 0) return;
    enableDefenderPlans(`${name}-defender-plans`, { context, plans, emails }, { parent: this });
  }

  private enableSentinel(name: string, { context, config, logAnalyticsWorkspaceName }: GovernanceArgs): void {
    if (!config.sentinel) return;
    new securityinsights.SentinelOnboardingState(
      `${name}-sentinel`,
      {
        resourceGroupName: context.resourceGroupName,
        workspaceName: logAnalyticsWorkspaceName,
        // The only name that Azure accepts.
        sentinelOnboardingStateName: "default",
      },
      { parent: this },
    );
  }

  private createBudget(name: string, { context, config, actionGroupId, alertEmails, resourceGroupNames }: GovernanceArgs): void {
    const { monthlyBudget } = config;
    if (monthlyBudget === undefined) return;
    createBudget(`${name}-budget`, { context, monthlyBudget, actionGroupId, alertEmails, resourceGroupNames }, { parent: this });
  }
}
