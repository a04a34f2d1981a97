import type { Registration } from "../../../../offline/registration";
import { REMOVED } from "../paths";
import { by, removed, rowsOf, to, unnamed } from "../weakening";

const LOGS = ["AKS-24", "KV-09", "ACR-14", "ST-13", "PG-11", "FD-14", "MON-03"];
const SERVICES = /ManagedClusters|vaults|registries|storageAccounts|flexibleServers|Microsoft.Cdn/i;
/** Categories that controls require; others of the cluster and of Front Door are optional. */
const NEEDED = [
  ...["kube-audit-admin", "guard", "FrontDoorAccessLog", "FrontDoorWebApplicationFirewallLog", "PostgreSQLLogs"].map(
    (one) => `category=${one}`,
  ),
  ...["allLogs", "audit"].map((one) => `categoryGroup=${one}`),
];

/** Whether a control requires the logs of the resource. */
const isRequired = ({ inputs }: Registration) => SERVICES.test(String(inputs.resourceUri));
const ofEventHubs = ({ inputs }: Registration) => /Microsoft.EventHub/i.test(String(inputs.resourceUri));
const isNeeded = (entry: unknown, one: Registration) =>
  isRequired(one) && Object.entries(entry as object).some(([key, value]) => NEEDED.includes(`${key}=${value}`));

export const monitoring = [
  ...rowsOf("azure-native:monitor:DiagnosticSetting", {
    "": [
      by((_, one) => (isRequired(one) ? REMOVED : undefined), ...LOGS),
      unnamed(
        "MON-03 lists the services, and Event Hubs is not one of them",
        by((_, one) => (ofEventHubs(one) ? REMOVED : undefined)),
      ),
    ],
    workspaceId: by((_, one) => (isRequired(one) ? REMOVED : undefined), ...LOGS),
    "logs[*]": by((entry, one) => (isNeeded(entry, one) ? REMOVED : undefined), ...LOGS),
    ...Object.fromEntries(
      NEEDED.map((entry) => [`logs[${entry}].enabled`, by((_, one) => (isRequired(one) ? false : undefined), ...LOGS)]),
    ),
    resourceUri: by<string>((uri, one) => (isRequired(one) ? `${uri}-other` : undefined), ...LOGS),
  }),
  ...rowsOf("azure-native:operationalinsights:Workspace", {
    retentionInDays: by<number>((days) => (days >= 90 ? 7 : undefined), "MON-01"),
    "features.disableLocalAuth": to(false, "MON-02"),
  }),
  ...rowsOf(["azure-native:monitor:ScheduledQueryRule", "azure-native:monitor:MetricAlert", "azure-native:monitor:ActivityLogAlert"], {
    enabled: to(false, "MON-05"),
    actions: removed("MON-05"),
  }),
  ...rowsOf("azure-native:alertsmanagement:PrometheusRuleGroup", {
    enabled: by((_, { inputs }) => (JSON.stringify(inputs.rules).includes('"alert":') ? false : undefined), "MON-05"),
    "rules[*].enabled": by((_, { inputs }) => (JSON.stringify(inputs.rules).includes('"alert":') ? false : undefined), "MON-05"),
    "rules[*].actions": removed("MON-05"),
  }),
  ...rowsOf("azure-native:monitor:ActionGroup", { enabled: to(false, "MON-05"), emailReceivers: to([], "MON-05") }),
  ...rowsOf("azure-native:authorization:PolicyAssignment", {
    enforcementMode: unnamed(
      "The catalogue has no control about Azure Policy: the assignments refuse at the API server what the pack refuses in the program",
      to("DoNotEnforce"),
    ),
  }),
  ...rowsOf("azure-native:authorization:ManagementLockByScope", {
    level: unnamed("GOV-04 requires Pulumi's protection; locks, a second one, not every deployer may create", to("NotSpecified")),
  }),
  ...rowsOf("azure-native:resources:DeploymentAtSubscriptionScope", {
    "properties.template.resources[*].properties.pricingTier": to("Free", "MON-06", "ACR-09", "PG-14"),
    "properties.template.resources[*].properties.isEnabled": unnamed("No control: Defender's own notifications besides alerts", to(false)),
  }),
  ...rowsOf("azure-native:*", { location: by((location) => (/^global$/i.test(String(location)) ? undefined : "eastus"), "GOV-01") }),
];
