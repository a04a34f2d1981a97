import assert from "node:assert/strict";
import { StampMonitoring, type StampMonitoringArgs } from "../../../../components/azure/monitoring/stampMonitoring";
import { observability as schema } from "../../../../components/config/schema/operations";
import { stampContext } from "../../../support/contexts";
import { type Recorder, record, settle } from "../../../support/mocks";

const QUERY = "azure-native:monitor:ScheduledQueryRule";
const GROUP = "azure-native:alertsmanagement:PrometheusRuleGroup";
const ACTION_GROUP =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-test/providers/Microsoft.Insights/actionGroups/ag";

async function build(overrides: Partial<StampMonitoringArgs> = {}) {
  const recorder = await record();
  const config = schema.parse({ alertEmails: ["a@contoso.com"], excludedNamespaces: ["kube-system", "noisy"] });
  const cluster = { clusterId: "/aks", clusterName: "aks-shop" };
  const workspace = { monitorWorkspaceId: "/amw", workspaceLocation: "westeurope" };
  const settings = { fullAuditLog: false, advancedNetworking: true, rotatedSecrets: [] };
  const args = { context: stampContext(), config, ...cluster, ...workspace, ...settings, ...overrides };
  await settle(new StampMonitoring("stamp", args));
  return recorder;
}

const queryOf = (inputs: Readonly<Record<string, unknown>>) => {
  const [condition] = (inputs.criteria as { allOf: { query: string }[] }).allOf;
  return condition?.query ?? "";
};

/** Tables that receive data from the platform. */
const TABLES = ["ContainerLogV2", "KubeEvents", "AKSAudit", "AKSAuditAdmin", "AKSControlPlane", "AzureDiagnostics"];

describe("StampMonitoring", () => {
  let recorder: Recorder;

  before(async () => {
    recorder = await build({ keyVaultId: "/kv", postgresServerId: "/psql" });
  });

  it("sends metrics to the Azure Monitor workspace and logs to Log Analytics, with rules in the workspaces' region", () => {
    const metrics = recorder.named("stamp-telemetry-metrics-rule").inputs;
    const logs = recorder.named("stamp-telemetry-logs-rule").inputs;
    assert.deepEqual(metrics.destinations, { monitoringAccounts: [{ name: "metrics", accountResourceId: "/amw" }] });
    assert.deepEqual(metrics.dataFlows, [{ streams: ["Microsoft-PrometheusMetrics"], destinations: ["metrics"] }]);
    assert.deepEqual([metrics.location, logs.location], ["westeurope", "westeurope"]);
    assert.match(JSON.stringify(logs.destinations), /Microsoft\.OperationalInsights/);
    const regions = recorder.of("azure-native:monitor:DataCollectionEndpoint").map(({ inputs }) => inputs.location);
    assert.deepEqual(regions.sort(), ["swedencentral", "westeurope"]);
  });

  it("collects logs and events only, without the excluded namespaces", () => {
    const sources = recorder.named("stamp-telemetry-logs-rule").inputs.dataSources as {
      extensions: { streams: string[]; extensionSettings: unknown }[];
    };
    assert.deepEqual(sources.extensions[0]?.streams, ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"]);
    assert.deepEqual(sources.extensions[0]?.extensionSettings, {
      dataCollectionSettings: {
        interval: "1m",
        namespaceFilteringMode: "Exclude",
        namespaces: ["kube-system", "noisy"],
        enableContainerLogV2: true,
      },
    });
  });

  it("associates rules and endpoint with the cluster", () => {
    const links = recorder.of("azure-native:monitor:DataCollectionRuleAssociation").map(({ inputs }) => inputs);
    const byName = new Map(links.map((link) => [link.associationName, link]));
    assert.deepEqual([...byName.keys()].sort(), ["configurationAccessEndpoint", "container-insights", "prometheus-metrics"]);
    assert.ok(links.every(({ resourceUri }) => resourceUri === "/aks"));
    assert.match(String(byName.get("configurationAccessEndpoint")?.dataCollectionEndpointId), /configuration-endpoint$/);
  });

  it("notifies the action group from every alert", () => {
    const logAlerts = recorder.of(QUERY);
    assert.ok(logAlerts.length >= 10);
    for (const { inputs } of logAlerts) assert.deepEqual(inputs.actions, { actionGroups: [ACTION_GROUP] });
    const metricAlerts = recorder.of("azure-native:monitor:MetricAlert");
    assert.equal(metricAlerts.length, 5);
    for (const { inputs } of metricAlerts) assert.deepEqual(inputs.actions, [{ actionGroupId: ACTION_GROUP }]);
    const rules = recorder.of(GROUP).flatMap(({ inputs }) => inputs.rules as { alert?: string; actions?: unknown }[]);
    const alerting = rules.filter(({ alert }) => alert !== undefined);
    assert.ok(alerting.length >= 10);
    for (const { actions } of alerting) assert.deepEqual(actions, [{ actionGroupId: ACTION_GROUP }]);
  });

  it("has an alert for each subject in the security documents", () => {
    const keys = [
      ...recorder.of(QUERY).map(({ name }) => name.slice("stamp-".length)),
      ...recorder.of(GROUP).flatMap(({ inputs }) => (inputs.rules as { alert?: string }[]).map(({ alert = "" }) => alert)),
    ];
    const subjects = [
      "authentication-failures",
      "token-acquisition-errors",
      "unusual-api-server-access",
      "NetworkPolicyViolations",
      "certificate-expiry",
      "failed-api-authentication",
      "failed-database-sign-in",
      "UnusualNetworkTraffic",
      "privilege-escalation",
      "unusual-container-behaviour",
    ];
    assert.deepEqual(
      subjects.filter((subject) => !keys.includes(subject)),
      [],
    );
  });

  it("queries only tables that receive data, in the scope of the cluster or the stamp", () => {
    for (const { name, inputs } of recorder.of(QUERY)) {
      const tables = TABLES.filter((table) => new RegExp(`\\b${table}\\b`).test(queryOf(inputs)));
      assert.equal(tables.length, 1, name);
      const scope = tables[0] === "AzureDiagnostics" ? /resourceGroups\/rg-test$/ : /^\/aks$/;
      assert.match(String((inputs.scopes as string[])[0]), scope, name);
    }
  });

  it("splits alerts only by columns that the query returns", () => {
    for (const { name, inputs } of recorder.of(QUERY)) {
      const [condition] = (inputs.criteria as { allOf: { query: string; dimensions: { name: string }[] }[] }).allOf;
      const last =
        condition?.query
          .split("\n")
          .filter((line) => line.includes("summarize"))
          .at(-1) ?? "";
      for (const dimension of condition?.dimensions ?? []) assert.ok(last.includes(dimension.name), `${name}: ${dimension.name}`);
    }
  });

  it("evaluates Prometheus rules for this cluster in the workspace's region", () => {
    for (const { inputs } of recorder.of(GROUP)) {
      assert.equal(inputs.location, "westeurope");
      assert.deepEqual(inputs.scopes, ["/amw", "/aks"]);
      assert.equal(inputs.clusterName, "aks-shop");
    }
  });

  it("creates alerts for vault and database only if their ids are set", async () => {
    const minimal = await build();
    assert.equal(minimal.of("azure-native:monitor:MetricAlert").length, 0);
    assert.ok(!minimal.of(QUERY).some(({ name }) => name === "stamp-failed-database-sign-in"));
  });

  it("alerts on violations of network policies only if the cluster exports their metrics", async () => {
    for (const advancedNetworking of [true, false]) {
      const rules = (await build({ advancedNetworking })).of(GROUP).flatMap(({ inputs }) => inputs.rules as { expression: string }[]);
      const cilium = rules.filter(({ expression }) => expression.includes("cilium_"));
      assert.equal(cilium.length, advancedNetworking ? 1 : 0);
    }
  });
});
