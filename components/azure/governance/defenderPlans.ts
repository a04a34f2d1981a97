import * as resources from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface DefenderPlansArgs {
  readonly context: GroupContext;
  /** Plans by Azure's names: `Containers`. */
  readonly plans: GovernanceConfig["defenderPlans"];
}

/** Version of the API of plans that azure-native 3.28 has, too. */
const API_VERSION = "2024-01-01";
const PLAN_TYPE = "Microsoft.Security/pricings";

/**
 * Turns on plans of Defender for Cloud for the whole subscription.
 *
 * A template deployment, not `security.Pricing`: every subscription has every plan from the start, as Free, and azure-native creates
 * nothing that is there already ("cannot create already existing resource", `CanCreate` in its provider/pkg/azure). A template sets
 * what it names, whatever was there; deleting the deployment takes away its record and leaves the plans on, since others in the
 * subscription may rely on them by then.
 */
export function defenderPlans(
  name: string,
  { context, plans }: DefenderPlansArgs,
  opts: pulumi.CustomResourceOptions,
): resources.DeploymentAtSubscriptionScope {
  return new resources.DeploymentAtSubscriptionScope(
    name,
    {
      deploymentName: context.name("deployment", "defender-plans"),
      location: context.location,
      properties: { mode: "Incremental", template: template(plans) },
      tags: context.tags,
    },
    opts,
  );
}

function template(plans: readonly string[]) {
  return {
    $schema: "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: plans.map((plan, index) => ({
      type: PLAN_TYPE,
      apiVersion: API_VERSION,
      name: plan,
      // One after another: Defender for Cloud refuses two changes of a subscription's plans at a time.
      dependsOn: plans.slice(Math.max(0, index - 1), index).map((previous) => `[subscriptionResourceId('${PLAN_TYPE}', '${previous}')]`),
      properties: { pricingTier: "Standard", ...subPlan(plan) },
    })),
  };
}

/** The storage plan before this one is billed by transaction and takes no new subscriptions. */
function subPlan(plan: string): { readonly subPlan?: string } {
  return plan === "StorageAccounts" ? { subPlan: "DefaultStorageV2" } : {};
}
