import { z } from "zod";
import { days, email, foreignTagName } from "./primitives";

export const observability = z.strictObject({
  retentionDays: days(30, 730)
    .default(90)
    .describe(
      "Days for which Log Analytics keeps logs, 30 to 730. Default: 90, so that an incident can still be investigated when it is " +
        "discovered weeks later.",
    ),
  dailyQuotaGb: z
    .number()
    .min(0.1)
    .max(10_000)
    .default(10)
    .describe(
      "Daily cap of log ingestion in GB, 0.1 to 10,000: when it is reached, an alert fires, and ingestion and log alerts stop until the " +
        "reset. Default: 10, which limits the cost of a fault that logs without end.",
    ),
  alertEmails: z.array(email).min(1).describe("E-mail addresses, at least one, that the action group of every alert notifies."),
  excludedNamespaces: z
    .array(z.string().min(1))
    .default(["kube-system", "gatekeeper-system"])
    .describe(
      "Namespaces whose container logs are not collected and that Azure Policy's assignments for pods skip. Default: kube-system and " +
        "gatekeeper-system, whose pods AKS manages.",
    ),
});

/** Names of Defender for Cloud plans (Microsoft.Security/pricings). */
const defenderPlan = z.enum(["Containers", "KeyVaults", "StorageAccounts", "OpenSourceRelationalDatabases", "Arm", "CloudPosture"]);

export const governance = z.strictObject({
  locks: z
    .boolean()
    .optional()
    .describe(
      "Creates CanNotDelete locks on resources that hold data. Default: true where tier is production, otherwise false, so that other " +
        "environments can be deleted.",
    ),
  defenderPlans: z
    .array(defenderPlan)
    .default([])
    .describe(
      "Plans of Defender for Cloud to enable; they remain enabled when the platform is deleted. Default: none, because they apply to, " +
        "and are billed for, the whole subscription.",
    ),
  securityContactEmails: z
    .array(email)
    .optional()
    .describe(
      "E-mail addresses that Defender for Cloud notifies of security alerts of medium severity and above, in addition to the " +
        "subscription's owners. They replace the addresses of the subscription's only contact; an empty list leaves it as it is. " +
        "Default: observability.alertEmails where defenderPlans is not empty, otherwise none, because plans without a contact notify " +
        "only the owners.",
    ),
  sentinel: z
    .boolean()
    .default(false)
    .describe("Onboards the Log Analytics workspace to Microsoft Sentinel. Default: false, because Sentinel bills all ingested logs."),
  ignoredTags: z
    .array(foreignTagName)
    .default([])
    .describe(
      "Names of tags that Azure Policy or another tool adds to the resources, spelt exactly as in Azure: updates leave them as they are. " +
        "Default: none, so that every tag that the program does not set is drift.",
    ),
  azurePolicy: z
    .enum(["Deny", "Audit", "off"])
    .default("Deny")
    .describe(
      "Effect of the Azure Policy assignments on the stamps' resource groups; off creates none. Default: Deny, which also applies to " +
        "changes that are made outside this program.",
    ),
  monthlyBudget: z
    .strictObject({
      amount: z.int().min(1).describe("Amount per month, in the currency of the billing account."),
      startMonth: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: "a month such as 2026-11" })
        .describe(
          "First month of the budget as YYYY-MM: the month in which it is created, or one of the next twelve. Azure rejects a later " +
            "change.",
        ),
    })
    .optional()
    .describe(
      "Budget of the environment's resource groups, with notifications at 80 and 100 percent. Default: none, because the amount depends " +
        "on sizes and prices.",
    ),
});

export const kubernetes = z.strictObject({
  login: z
    .enum(["azurecli", "workloadidentity", "spn", "msi"])
    .default("azurecli")
    .describe(
      "Login method of kubelogin on the machine that runs Pulumi. Default: azurecli, which works for users and pipelines after az login.",
    ),
  externalSecrets: z
    .boolean()
    .default(false)
    .describe(
      "Installs the External Secrets operator. Default: false, because workloads receive secrets from the Secrets Store CSI driver.",
    ),
  podSecurityVersion: z
    .string()
    .regex(/^v1\.\d{2}$/, { error: "a version such as v1.36" })
    .optional()
    .describe(
      "Version of the Pod Security Standards that namespaces enforce, such as v1.36; at most the clusters' version. Default: the version " +
        "of cluster.kubernetesVersion.",
    ),
});

export type ObservabilityConfig = z.infer<typeof observability>;
export type GovernanceConfig = z.infer<typeof governance>;
export type KubernetesConfig = z.infer<typeof kubernetes>;
