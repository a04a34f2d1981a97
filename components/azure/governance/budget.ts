import * as consumption from "@pulumi/azure-native/consumption";
import * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface BudgetArgs {
  /** Subscription of the budget, and its name. */
  readonly context: GroupContext;
  /** Amount in the billing currency, and first month. */
  readonly monthlyBudget: NonNullable<GovernanceConfig["monthlyBudget"]>;
  /** Resource id of the action group that the budget notifies. */
  readonly actionGroupId: pulumi.Input<string>;
  /** Email addresses that the budget notifies in addition. */
  readonly alertEmails: readonly string[];
  /** Names of the resource groups whose cost counts against the budget. */
  readonly resourceGroupNames: readonly pulumi.Input<string>[];
}

/** Creates one budget for the environment at the subscription, filtered by resource group, since AKS nodes are in separate groups. */
export function createBudget(name: string, args: BudgetArgs, opts: pulumi.CustomResourceOptions): consumption.Budget {
  const { context, monthlyBudget, resourceGroupNames } = args;
  return new consumption.Budget(
    name,
    {
      scope: pulumi.interpolate`subscriptions/${context.subscriptionId}`,
      budgetName: context.name("budget"),
      category: "Cost",
      amount: monthlyBudget.amount,
      timeGrain: "Monthly",
      timePeriod: { startDate: `${monthlyBudget.startMonth}-01T00:00:00Z` },
      filter: { dimensions: { name: "ResourceGroupName", operator: "In", values: [...resourceGroupNames] } },
      notifications: {
        forecast100: notification(args, 100, "Forecasted"),
        actual80: notification(args, 80, "Actual"),
        actual100: notification(args, 100, "Actual"),
      },
    },
    opts,
  );
}

function notification({ actionGroupId, alertEmails }: BudgetArgs, threshold: number, thresholdType: "Actual" | "Forecasted") {
  return {
    enabled: true,
    operator: "GreaterThanOrEqualTo",
    threshold,
    thresholdType,
    contactEmails: [...alertEmails],
    contactGroups: [actionGroupId],
  };
}
