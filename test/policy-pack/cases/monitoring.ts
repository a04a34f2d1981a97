import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers";
const WORKSPACE_ID = `${GROUP}/Microsoft.OperationalInsights/workspaces/log-shop`;
const REGISTRY_ID = `${GROUP}/Microsoft.ContainerRegistry/registries/crshop`;
const ACCOUNT_ID = `${GROUP}/Microsoft.Storage/storageAccounts/stshop`;
const ACTION_GROUP = `${GROUP}/Microsoft.Insights/actionGroups/on-call`;

function resource(type: string, name: string, props: Record<string, unknown>): CaseResource {
  return { type: `azure-native:${type}`, name, props: { resourceGroupName: "rg-shop", ...props } };
}

const workspace = (props: Record<string, unknown> = {}): CaseResource =>
  resource("operationalinsights:Workspace", "logs", { workspaceName: "log-shop", sku: { name: "PerGB2018" }, ...props });
const registry = resource("containerregistry:Registry", "registry", { registryName: "crshop" });
const account = resource("storage:StorageAccount", "account", { accountName: "stshop" });
const server = resource("dbforpostgresql:Server", "server", { serverName: "psql-shop" });

const LOGS = [{ categoryGroup: "audit", enabled: true }];

function setting(resourceUri: unknown, props: Record<string, unknown> = {}, sources?: string[]): CaseResource {
  return {
    ...resource("monitor:DiagnosticSetting", `logs-of-${sources?.[0] ?? "service"}`, {
      resourceUri,
      workspaceId: WORKSPACE_ID,
      logs: LOGS,
      ...props,
    }),
    ...(sources && { sources: { resourceUri: sources } }),
  };
}

const metricAlert = (props: Record<string, unknown> = {}) =>
  resource("monitor:MetricAlert", "errors", { actions: [{ actionGroupId: ACTION_GROUP }], ...props });
const queryRule = (props: Record<string, unknown> = {}) =>
  resource("monitor:ScheduledQueryRule", "sign-ins", { actions: { actionGroups: [ACTION_GROUP] }, ...props });
const activityAlert = (props: Record<string, unknown> = {}) =>
  resource("monitor:ActivityLogAlert", "deletions", { actions: { actionGroups: [{ actionGroupId: ACTION_GROUP }] }, ...props });
const ruleGroup = (...rules: Record<string, unknown>[]) => resource("alertsmanagement:PrometheusRuleGroup", "rules", { rules });
const actionGroup = (props: Record<string, unknown>) => resource("monitor:ActionGroup", "on-call", props);
const processingRule = (actionType: unknown) =>
  resource("alertsmanagement:AlertProcessingRuleByName", "routing", { properties: { actions: [{ actionType }] } });

const plan = (pricingName: unknown, pricingTier: unknown = "Standard", name = String(pricingName)) =>
  resource("security:Pricing", name, { pricingName, pricingTier });
const PLANS = ["Containers", "KeyVaults", "StorageAccounts", "OpenSourceRelationalDatabases"];

function deployment(resources: unknown): CaseResource {
  return resource("resources:DeploymentAtSubscriptionScope", "defender", { properties: { template: { resources } } });
}
const templatePlan = (name: string, pricingTier = "Standard") => ({
  type: "Microsoft.Security/pricings",
  name,
  properties: { pricingTier },
});

export const cases: Record<string, ControlCases> = {
  "MON-01": {
    passes: [
      [workspace({ retentionInDays: 90 })],
      [workspace({ retentionInDays: 365 })],
      [workspace({ retentionInDays: -1 })],
      { resources: [workspace({ retentionInDays: 30 })], config: { minDays: 30 } },
    ],
    fails: [
      { resources: [workspace()], at: ["retentionInDays"] },
      { resources: [workspace({ retentionInDays: 30 })], at: ["retentionInDays"] },
      { resources: [workspace({ retentionInDays: "90" })], at: ["retentionInDays"] },
      { resources: [workspace({ retentionInDays: 90 })], config: { minDays: 180 }, at: ["retentionInDays"] },
    ],
    undecided: [{ resources: [workspace({ retentionInDays: UNKNOWN })], at: ["retentionInDays"] }],
  },
  "MON-02": {
    passes: [
      [
        workspace({
          publicNetworkAccessForIngestion: "Disabled",
          publicNetworkAccessForQuery: "SecuredByPerimeter",
          features: { disableLocalAuth: true },
        }),
      ],
      { resources: [workspace({ features: { disableLocalAuth: true } })], config: { publicNetworkAccess: "allowed" } },
    ],
    fails: [
      // One cause, one finding.
      { resources: [workspace({ features: { disableLocalAuth: true } })], at: ["publicNetworkAccessForIngestion"] },
      {
        resources: [workspace({ publicNetworkAccessForIngestion: "Disabled", publicNetworkAccessForQuery: "Enabled" })],
        at: ["publicNetworkAccessForQuery", "features.disableLocalAuth"],
      },
      { resources: [workspace()], config: { publicNetworkAccess: "allowed" }, at: ["features.disableLocalAuth"] },
    ],
    undecided: [
      {
        resources: [
          workspace({
            publicNetworkAccessForIngestion: UNKNOWN,
            publicNetworkAccessForQuery: "Disabled",
            features: { disableLocalAuth: true },
          }),
        ],
        at: ["publicNetworkAccessForIngestion"],
      },
    ],
  },
  "MON-03": {
    passes: [
      [registry, setting(REGISTRY_ID)],
      [server, setting(UNKNOWN, {}, ["server"])],
      // Storage logs requests by service.
      [account, setting(`${ACCOUNT_ID}/blobServices/default`)],
      [account, setting(UNKNOWN, { logs: [{ category: "StorageRead", enabled: true }] }, ["account"])],
      [
        registry,
        {
          ...setting(REGISTRY_ID, { logs: [{ categoryGroup: "allLogs", enabled: true }] }),
          type: "azure-native:insights:DiagnosticSetting",
        },
      ],
    ],
    fails: [
      { resources: [registry], at: ["diagnosticSettings"] },
      { resources: [registry, server, account, setting(REGISTRY_ID)], at: ["diagnosticSettings", "diagnosticSettings"] },
      { resources: [registry, setting(REGISTRY_ID, { workspaceId: undefined, storageAccountId: ACCOUNT_ID })], at: ["diagnosticSettings"] },
      { resources: [registry, setting(REGISTRY_ID, { logs: [{ categoryGroup: "audit", enabled: false }] })], at: ["diagnosticSettings"] },
      // Metrics do not record who did what.
      {
        resources: [registry, setting(REGISTRY_ID, { logs: [], metrics: [{ category: "AllMetrics", enabled: true }] })],
        at: ["diagnosticSettings"],
      },
      { resources: [account, setting(`${ACCOUNT_ID}other/blobServices/default`)], at: ["diagnosticSettings"] },
    ],
    undecided: [
      { resources: [registry, setting(UNKNOWN)], at: ["diagnosticSettings"] },
      { resources: [registry, setting(REGISTRY_ID, { logs: UNKNOWN })], at: ["diagnosticSettings"] },
      { resources: [registry, setting(REGISTRY_ID, { logs: [{ categoryGroup: "audit", enabled: UNKNOWN }] })], at: ["diagnosticSettings"] },
    ],
    notApplicable: [
      [workspace()],
      { resources: [registry], config: { settingsByAzurePolicy: true } },
      // AKS-24, KV-09 and FD-14 report these.
      [resource("keyvault:Vault", "vault", { vaultName: "kv-shop" }), setting(`${GROUP}/Microsoft.KeyVault/vaults/kv-shop`, { logs: [] })],
    ],
  },
  "MON-04": {
    passes: [[resource("applicationinsights:Component", "insights", { workspaceResourceId: WORKSPACE_ID, disableLocalAuth: true })]],
    fails: [
      { resources: [resource("applicationinsights:Component", "insights", {})], at: ["workspaceResourceId", "disableLocalAuth"] },
      {
        resources: [resource("insights:Component", "insights", { workspaceResourceId: UNKNOWN, disableLocalAuth: false })],
        at: ["disableLocalAuth"],
      },
    ],
    undecided: [
      {
        resources: [resource("applicationinsights:Component", "insights", { workspaceResourceId: UNKNOWN, disableLocalAuth: UNKNOWN })],
        at: ["disableLocalAuth"],
      },
    ],
  },
  "MON-05": {
    passes: [
      [metricAlert(), queryRule(), activityAlert()],
      [metricAlert({ actions: [{ actionGroupId: UNKNOWN }] })],
      { resources: [metricAlert({ actions: [], enabled: false }), queryRule()], profile: "nonProduction" },
      [{ ...ruleGroup({ record: "node:cpu", expression: "1" }), props: { rules: [{ record: "node:cpu" }], enabled: false } }],
      [actionGroup({ emailReceivers: [{ name: "on-call", emailAddress: "on-call@example.com" }] })],
      [actionGroup({ webhookReceivers: [UNKNOWN] })],
      [ruleGroup({ record: "node:cpu", expression: "1" }, { alert: "Down", expression: "1", actions: [{ actionGroupId: ACTION_GROUP }] })],
      { resources: [ruleGroup({ alert: "Down", expression: "1", enabled: false })], profile: "nonProduction" },
      // An alert processing rule adds its action groups to the alerts of a scope.
      [metricAlert({ actions: undefined }), processingRule("AddActionGroups")],
      { resources: [queryRule({ tags: { alert: "failed-sign-ins" } })], config: { requiredAlerts: ["failed-sign-ins"] } },
    ],
    fails: [
      { resources: [metricAlert({ enabled: false }), queryRule()], at: ["enabled"] },
      { resources: [{ ...ruleGroup(), props: { rules: [{ alert: "Down", actions: [] }], enabled: false } }], at: ["enabled"] },
      { resources: [actionGroup({ enabled: false, smsReceivers: [{ name: "on-call" }] })], at: ["enabled"] },
      { resources: [actionGroup({})], at: ["emailReceivers"] },
      { resources: [actionGroup({ emailReceivers: [], smsReceivers: [] })], at: ["emailReceivers"] },
      { resources: [metricAlert({ actions: undefined })], at: ["actions"] },
      {
        resources: [queryRule({ actions: {} }), activityAlert({ actions: { actionGroups: [] } })],
        at: ["actions.actionGroups", "actions.actionGroups"],
      },
      { resources: [ruleGroup({ alert: "Down", expression: "1" })], at: ["rules[0].actions"] },
      { resources: [ruleGroup({ alert: "Down", expression: "1", enabled: false })], at: ["rules[0].enabled"] },
      { resources: [metricAlert({ actions: [] }), processingRule("RemoveAllActionGroups")], at: ["actions"] },
      { resources: [queryRule()], config: { requiredAlerts: ["failed-sign-ins"] }, at: ["tags.alert"] },
      {
        resources: [queryRule({ tags: { alert: "failed-sign-ins" }, enabled: false })],
        config: { requiredAlerts: ["failed-sign-ins"] },
        at: ["tags.alert"],
      },
    ],
    undecided: [
      { resources: [actionGroup({ emailReceivers: UNKNOWN })], at: ["emailReceivers"] },
      { resources: [metricAlert({ actions: UNKNOWN })], at: ["actions"] },
      { resources: [queryRule({ tags: UNKNOWN })], config: { requiredAlerts: ["failed-sign-ins"] }, at: ["tags.alert"] },
    ],
    notApplicable: [[processingRule("AddActionGroups")]],
  },
  "MON-06": {
    passes: [
      PLANS.map((name) => plan(name)),
      [deployment(PLANS.map((name) => templatePlan(name)))],
      [
        deployment([...PLANS.slice(1).map((name) => templatePlan(name)), { type: "Microsoft.Security/securityContacts" }]),
        plan("containers"),
      ],
      { resources: [plan("Containers")], config: { plans: ["Containers"] } },
    ],
    fails: [
      { resources: [plan("Containers", "Free"), ...PLANS.slice(1).map((name) => plan(name))], at: ["pricingTier"] },
      { resources: [plan("Containers")], at: ["pricingName", "pricingName", "pricingName"] },
      {
        resources: [deployment([templatePlan("Containers", "Free"), ...PLANS.slice(1).map((name) => templatePlan(name))])],
        at: ["properties.template.resources[0].properties.pricingTier"],
      },
    ],
    undecided: [
      { resources: [plan(UNKNOWN, "Standard", "computed")], config: { plans: ["Containers"] }, at: ["pricingName"] },
      { resources: [plan("Containers", UNKNOWN)], config: { plans: ["Containers"] }, at: ["pricingTier"] },
    ],
    // Plans are set for a subscription, usually elsewhere.
    notApplicable: [[deployment([{ type: "Microsoft.Resources/resourceGroups" }])]],
  },
  "MON-07": {
    passes: [
      [workspace(), resource("securityinsights:SentinelOnboardingState", "sentinel", { workspaceName: "log-shop" })],
      [
        workspace({ workspaceName: undefined }),
        {
          ...resource("securityinsights:SentinelOnboardingState", "sentinel", { workspaceName: UNKNOWN }),
          sources: { workspaceName: ["logs"] },
        },
      ],
      [
        workspace(),
        resource("operationsmanagement:Solution", "solution", {
          plan: { product: "OMSGallery/SecurityInsights" },
          workspaceResourceId: WORKSPACE_ID,
        }),
      ],
    ],
    fails: [
      { resources: [workspace()], at: ["sentinel"] },
      {
        resources: [workspace(), resource("securityinsights:SentinelOnboardingState", "sentinel", { workspaceName: "log-other" })],
        at: ["sentinel"],
      },
      {
        resources: [
          workspace(),
          resource("operationsmanagement:Solution", "solution", {
            plan: { product: "OMSGallery/ContainerInsights" },
            workspaceResourceId: WORKSPACE_ID,
          }),
        ],
        at: ["sentinel"],
      },
    ],
    undecided: [
      {
        resources: [workspace(), resource("securityinsights:SentinelOnboardingState", "sentinel", { workspaceName: UNKNOWN })],
        at: ["sentinel"],
      },
    ],
    notApplicable: [[resource("securityinsights:SentinelOnboardingState", "sentinel", { workspaceName: "log-other" })]],
  },
  "MON-08": {
    passes: [[workspace({ replication: { enabled: true, location: "westeurope" } })]],
    fails: [
      { resources: [workspace()], at: ["replication.enabled"] },
      { resources: [workspace({ replication: { enabled: false } })], at: ["replication.enabled"] },
    ],
  },
};
