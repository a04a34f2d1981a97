import * as resources from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface DefenderPlansArgs {
  /** Region, name and tags of the template deployment. */
  readonly context: GroupContext;
  /** Names of the plans in Azure's API, such as `Containers`. */
  readonly plans: GovernanceConfig["defenderPlans"];
}

/** API version of Microsoft.Security/pricings, the same as in azure-native 3.28. */
const API_VERSION = "2024-01-01";
const PLAN_TYPE = "Microsoft.Security/pricings";

/**
 * Enables plans of Defender for Cloud for the whole subscription.
 *
 * This is a template deployment, not `security.Pricing`: every subscription has every plan from the start, with the Free tier, and
 * azure-native does not create a resource that exists ("cannot create already existing resource", `CanCreate` in its
 * provider/pkg/azure). A template sets the plans whether they exist or not. Deleting the deployment leaves the plans enabled, since
 * other workloads in the subscription may depend on them.
 */
export function enableDefenderPlans(
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
      // One by one: Defender for Cloud rejects concurrent changes to a subscription's plans.
      dependsOn: plans.slice(Math.max(0, index - 1), index).map((previous) => `[subscriptionResourceId('${PLAN_TYPE}', '${previous}')]`),
      properties: { pricingTier: "Standard", ...subPlan(plan) },
    })),
  };
}

/** The previous storage plan is billed per transaction and is closed to new subscriptions. */
function subPlan(plan: string): { readonly subPlan?: string } {
  return plan === "StorageAccounts" ? { subPlan: "DefaultStorageV2" } : {};
}
