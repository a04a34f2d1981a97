import { z } from "zod";
import { days, email } from "./primitives";

export const observability = z.strictObject({
  retentionDays: days(30, 730).default(90),
  dailyQuotaGb: z.number().min(0.1).max(10_000).default(10).describe("Daily cap of log ingestion in GB; an alert fires when it is met."),
  alertEmails: z.array(email).min(1).describe("Who is told: every alert has this action group."),
  excludedNamespaces: z.array(z.string().min(1)).default(["kube-system", "gatekeeper-system"]),
});

/** Names of Defender for Cloud plans (Microsoft.Security/pricings). */
const defenderPlan = z.enum(["Containers", "KeyVaults", "StorageAccounts", "OpenSourceRelationalDatabases", "Arm", "CloudPosture"]);

export const governance = z.strictObject({
  locks: z.boolean().optional().describe("CanNotDelete locks on what holds data. Default: on in production."),
  defenderPlans: z
    .array(defenderPlan)
    .default([])
    .describe("Subscription-wide plans to turn on; they are billed for the whole subscription."),
  sentinel: z.boolean().default(false).describe("Onboards the workspace to Microsoft Sentinel."),
  azurePolicy: z.enum(["Deny", "Audit", "off"]).default("Deny").describe("Effect of the server-side assignments."),
  monthlyBudget: z
    .strictObject({
      amount: z.int().min(1).describe("In the currency of the billing account."),
      startMonth: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: "a month such as 2026-11" })
        .describe("This month or one of the next twelve when the budget is made; Azure refuses to change it afterwards."),
    })
    .optional(),
});

export const kubernetes = z.strictObject({
  login: z.enum(["azurecli", "workloadidentity", "spn", "msi"]).default("azurecli").describe("How kubelogin gets its token on the runner."),
  externalSecrets: z.boolean().default(false).describe("Installs the External Secrets operator."),
  podSecurityVersion: z
    .string()
    .regex(/^v1\.\d{2}$/, { error: "a version such as v1.36" })
    .optional()
    .describe("Version of the Pod Security Standards that namespaces enforce. Default: the cluster's."),
});

export type ObservabilityConfig = z.infer<typeof observability>;
export type GovernanceConfig = z.infer<typeof governance>;
export type KubernetesConfig = z.infer<typeof kubernetes>;
