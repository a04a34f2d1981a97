import * as token from "../facts/tokens";
import { all, type Condition, is, isSet, property } from "../reading/expect";
import { namesOption } from "../reading/pods";
import type { Rule, RuleContext } from "../rule";
import { ALERT_READS, checkAlerts } from "./alerts";
import { checkDefenderPlans } from "./defenderPlans";
import { checkDiagnosticsCoverage, LOGGED_SERVICES } from "./diagnosticsCoverage";
import { checkSentinel } from "./sentinel";
import { checkWorkspaceAccess } from "./workspaceAccess";

const days = ({ config }: RuleContext) => Number(config.minDays);

/** At least as many days as configured; -1 is Azure's value for no limit. */
const isLongEnough: Condition = {
  holds: (value, context) => typeof value === "number" && (value === -1 || value >= days(context)),
  expected: (context) => `at least ${days(context)}`,
};

/** Azure Monitor, Log Analytics, Application Insights, Microsoft Defender for Cloud and Microsoft Sentinel. */
export const rules: readonly Rule[] = [
  {
    id: "MON-01",
    name: "log-analytics-retention",
    title: "Workspace retention >= config (90 d)",
    why: "Intrusions are often found months later, and Azure's default deletes the logs after 30 days.",
    fix: "Set retentionInDays to 90 or more, or configure the days your organisation requires in minDays.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
    options: { minDays: { type: "integer", description: "Fewest days for which a workspace keeps its logs.", default: 90 } },
    types: [token.LOG_ANALYTICS_WORKSPACE],
    check: property("retentionInDays", isLongEnough),
  },
  {
    id: "MON-02",
    name: "log-analytics-private",
    title: "Workspace ingestion/query is not public; no local auth",
    why: "With the workspace key anyone can write false logs from anywhere, and with a stolen token anyone can read them from anywhere.",
    fix: "Set features.disableLocalAuth to true, and with a private link scope both publicNetworkAccess settings to Disabled.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-monitor/logs/private-link-security",
    options: {
      publicNetworkAccess: {
        type: "string",
        enum: ["refused", "allowed"],
        description: "Whether workspaces may be reached over public networks, as in an organisation without a private link scope.",
        default: "refused",
      },
    },
    types: [token.LOG_ANALYTICS_WORKSPACE],
    remedy: { publicNetworkAccessForIngestion: "Disabled", publicNetworkAccessForQuery: "Disabled", disableLocalAuth: true },
    check: checkWorkspaceAccess,
  },
  {
    id: "MON-03",
    name: "diagnostics-coverage",
    title: "Every AKS, vault, registry, PostgreSQL, storage, Front Door has a DiagnosticSetting to a workspace",
    why: "Azure records who read or changed data in these services only where a diagnostic setting sends their logs to a destination.",
    fix: "Add a monitor.DiagnosticSetting with the service's id, a workspaceId and the category group audit or allLogs.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings",
    options: {
      settingsByAzurePolicy: {
        type: "boolean",
        description: "Whether the organisation creates diagnostic settings by Azure Policy, as landing zones do.",
        default: false,
      },
    },
    reads: [...LOGGED_SERVICES, token.DIAGNOSTIC_SETTING],
    checkStack: checkDiagnosticsCoverage,
  },
  {
    id: "MON-04",
    name: "app-insights",
    title: "Application Insights is workspace based, Entra-only",
    why: "With the instrumentation key alone anyone can send false telemetry, and classic resources without a workspace are retired.",
    fix: "Set workspaceResourceId and disableLocalAuth: true, and give applications the role Monitoring Metrics Publisher.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication",
    types: [token.APPLICATION_INSIGHTS],
    check: all(property("workspaceResourceId", isSet), property("disableLocalAuth", is(true))),
  },
  {
    id: "MON-05",
    name: "security-alerts",
    title: "Alerts exist for the five named conditions with an action group",
    why: "An alert that notifies nobody, or does not exist, lets an attack go on until somebody looks by chance.",
    fix: "Add an action group to the alert rule; tag the rules that requiredAlerts names with alert: <name>.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups",
    options: {
      requiredAlerts: namesOption(
        "Names of alerts that the stack must have, each an alert rule with that name in its tag `alert`: failed sign-ins, " +
          "unusual traffic, privilege escalation, unusual containers, certificate expiry.",
      ),
    },
    reads: ALERT_READS,
    checkStack: checkAlerts,
  },
  {
    id: "MON-06",
    name: "defender-plans",
    title: "Defender plans are Standard for Containers, KeyVaults, StorageAccounts, OpenSourceRelationalDatabases",
    why: "On the Free tier Defender for Cloud raises no alerts about attacks on running clusters, vaults, accounts and databases.",
    fix: "Set pricingTier of the plan to Standard, or remove a plan that you do not need from the option plans.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction",
    frameworks: { "MCSB v1": ["DP-2", "DP-8", "IR-3", "IR-5", "LT-1", "LT-2"] },
    options: {
      plans: namesOption(
        "Plans that a stack with Defender plans must set to Standard.",
        "Containers",
        "KeyVaults",
        "StorageAccounts",
        "OpenSourceRelationalDatabases",
      ),
    },
    reads: [token.DEFENDER_PLAN, token.SUBSCRIPTION_DEPLOYMENT],
    checkStack: checkDefenderPlans,
  },
  {
    id: "MON-07",
    name: "sentinel",
    title: "Workspace is onboarded to Sentinel",
    why: "Without Sentinel nobody correlates the logs of several services, and its analytics rules and incidents are missing.",
    fix: "Add a securityinsights.SentinelOnboardingState with the workspace's name.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/sentinel/quickstart-onboard",
    reads: [token.LOG_ANALYTICS_WORKSPACE, token.SENTINEL_ONBOARDING, token.LOG_ANALYTICS_SOLUTION],
    checkStack: checkSentinel,
  },
  {
    id: "MON-08",
    name: "log-analytics-replication",
    title: "Workspace replication in production",
    why: "If the region fails, logs are neither received nor readable while they are needed most.",
    fix: "With API version 2025-02-01 or later, set replication.enabled to true and replication.location to a second region.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/azure-monitor/logs/workspace-replication",
    types: [token.LOG_ANALYTICS_WORKSPACE],
    check: property("replication.enabled", is(true)),
  },
];
