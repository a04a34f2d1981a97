import * as resources from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import type { GovernanceConfig } from "../../config/schema";
import type { GroupContext } from "../../context";

export interface DefenderPlansArgs {
  /** Region, name and tags of the template deployment. */
  readonly context: GroupContext;
  /** Names of the plans in Azure's API, such as `Containers`. */
  readonly plans: GovernanceConfig["defenderPlans"];
  /** Addresses that Defender for Cloud notifies, which replace those of the subscription; none leaves these as they are. */
  readonly emails: readonly string[];
}

/** API version of Microsoft.Security/pricings, the same as in azure-native 3.28. */
const API_VERSION = "2024-01-01";
const PLAN_TYPE = "Microsoft.Security/pricings";

/** A subscription has one contact, of this name (Microsoft.Security/securityContacts, template reference). */
const CONTACT = { type: "Microsoft.Security/securityContacts", apiVersion: "2023-12-01-preview", name: "default" };

/**
 * Enables plans of Defender for Cloud for the whole subscription, and sets whom it notifies of security alerts.
 *
 * This is a template deployment, not `security.Pricing` and `security.SecurityContact`: every subscription has every plan from the
 * start, with the Free tier, and may have a contact, and azure-native does not create a resource that exists ("cannot create already
 * existing resource", `CanCreate` in its provider/pkg/azure). A template sets them whether they exist or not. Deleting the deployment
 * leaves plans and contact as they are, since other workloads in the subscription may depend on them.
 */
export function enableDefenderPlans(
  name: string,
  { context, plans, emails }: DefenderPlansArgs,
  opts: pulumi.CustomResourceOptions,
): resources.DeploymentAtSubscriptionScope {
  return new resources.DeploymentAtSubscriptionScope(
    name,
    {
      deploymentName: context.name("deployment", "defender-plans"),
      location: context.location,
      properties: { mode: "Incremental", template: template(plans, emails) },
      tags: context.tags,
    },
    opts,
  );
}

function template(plans: readonly string[], emails: readonly string[]) {
  return {
    $schema: "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [...plans.map((plan, index) => planResource(plan, plans[index - 1])), ...contacts(emails, plans.at(-1))],
  };
}

function planResource(plan: string, previous: string | undefined) {
  return {
    type: PLAN_TYPE,
    apiVersion: API_VERSION,
    name: plan,
    // One by one: Defender for Cloud rejects concurrent changes to a subscription's plans.
    dependsOn: dependsOn(previous),
    properties: { pricingTier: "Standard", ...subPlan(plan) },
  };
}

/** Defender's alerts do not reach the action group: it notifies its own contact, and the subscription's owners. */
function contacts(emails: readonly string[], previous: string | undefined) {
  if (emails.length === 0) return [];
  const properties = {
    isEnabled: true,
    emails: emails.join(";"),
    notificationsByRole: { state: "On", roles: ["Owner"] },
    notificationsSources: [
      { sourceType: "Alert", minimalSeverity: "Medium" },
      { sourceType: "AttackPath", minimalRiskLevel: "High" },
    ],
  };
  return [{ ...CONTACT, dependsOn: dependsOn(previous), properties }];
}

function dependsOn(plan: string | undefined): readonly string[] {
  return plan === undefined ? [] : [`[subscriptionResourceId('${PLAN_TYPE}', '${plan}')]`];
}

/** The previous storage plan is billed per transaction and is closed to new subscriptions. */
function subPlan(plan: string): { readonly subPlan?: string } {
  return plan === "StorageAccounts" ? { subPlan: "DefaultStorageV2" } : {};
}
