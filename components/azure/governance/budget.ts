import * as consumption from "@pulumi/azure-native/consumption";
import * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface BudgetArgs {
  readonly context: GroupContext;
  /** Amount and first month. */
  readonly monthlyBudget: NonNullable<GovernanceConfig["monthlyBudget"]>;
  readonly actionGroupId: pulumi.Input<string>;
  readonly alertEmails: readonly string[];
  /** Names of the resource groups whose cost counts. */
  readonly resourceGroupNames: readonly pulumi.Input<string>[];
}

/** One budget for the whole environment: at the subscription, narrowed to its groups, since nodes are billed in groups of their own. */
export function budget(name: string, args: BudgetArgs, opts: pulumi.CustomResourceOptions): consumption.Budget {
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
