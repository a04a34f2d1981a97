import * as security from "@pulumi/azure-native/security";
import * as securityinsights from "@pulumi/azure-native/securityinsights";
import * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../config/schema";
import type { GroupContext } from "../context";
import { budget } from "./budget";

export interface GovernanceArgs {
  readonly context: GroupContext;
  readonly config: GovernanceConfig;
  /** Name of the environment's Log Analytics workspace, for Sentinel. */
  readonly logAnalyticsWorkspaceName: pulumi.Input<string>;
  /** Told when the budget is met. */
  readonly actionGroupId: pulumi.Input<string>;
  /** Told as well, by e-mail. */
  readonly alertEmails: readonly string[];
  /** Names of the resource groups whose cost counts against the budget: shared, stamps, and those that AKS makes for its nodes. */
  readonly resourceGroupNames: readonly pulumi.Input<string>[];
}

/** What is decided once for the subscription or the environment: Defender plans, Sentinel, budget. */
export class Governance extends pulumi.ComponentResource {
  constructor(name: string, args: GovernanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:Governance", name, {}, opts);
    this.defenderPlans(name, args);
    this.sentinel(name, args);
    this.budget(name, args);
    this.registerOutputs({});
  }

  /**
   * One after another, because Defender for Cloud refuses two changes of a subscription's plans at a time. Kept when the platform
   * goes: others in the subscription may rely on them by then.
   */
  private defenderPlans(name: string, { context, config }: GovernanceArgs): void {
    let previous: security.Pricing[] = [];
    for (const plan of config.defenderPlans) {
      const pricing = new security.Pricing(
        `${name}-defender-${plan}`,
        {
          scopeId: pulumi.interpolate`subscriptions/${context.subscriptionId}`,
          pricingName: plan,
          pricingTier: "Standard",
          // The plan before it is billed by transaction and takes no new subscriptions.
          ...(plan === "StorageAccounts" ? { subPlan: "DefaultStorageV2" } : {}),
        },
        { parent: this, retainOnDelete: true, dependsOn: previous },
      );
      previous = [pricing];
    }
  }

  private sentinel(name: string, { context, config, logAnalyticsWorkspaceName }: GovernanceArgs): void {
    if (!config.sentinel) return;
    new securityinsights.SentinelOnboardingState(
      `${name}-sentinel`,
      {
        resourceGroupName: context.resourceGroupName,
        workspaceName: logAnalyticsWorkspaceName,
        // Azure knows no other name.
        sentinelOnboardingStateName: "default",
      },
      { parent: this },
    );
  }

  private budget(name: string, { context, config, actionGroupId, alertEmails, resourceGroupNames }: GovernanceArgs): void {
    const { monthlyBudget } = config;
    if (monthlyBudget === undefined) return;
    budget(`${name}-budget`, { context, monthlyBudget, actionGroupId, alertEmails, resourceGroupNames }, { parent: this });
  }
}
