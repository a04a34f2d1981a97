import * as securityinsights from "@pulumi/azure-native/securityinsights";
import * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";
import { budget } from "./budget";
import { defenderPlans } from "./defenderPlans";

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

  private defenderPlans(name: string, { context, config }: GovernanceArgs): void {
    if (config.defenderPlans.length === 0) return;
    defenderPlans(`${name}-defender-plans`, { context, plans: config.defenderPlans }, { parent: this });
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
