import assert from "node:assert/strict";
import { createQueryAlert } from "../../../../components/azure/monitoring/alerts";
import { EDGE_LOG_ALERTS } from "../../../../components/azure/monitoring/edgeAlerts";
import { Observability } from "../../../../components/azure/monitoring/observability";
import { StampMonitoring } from "../../../../components/azure/monitoring/stampMonitoring";
import { observability as schema } from "../../../../components/config/schema/operations";
import { stampContext } from "../../../support/contexts";
import { runQuery } from "../../../support/kql/engine";
import { tables } from "../../../support/kql/tables";
import { text } from "../../../support/kql/values";
import { record, settle } from "../../../support/mocks";
import { AGENT_ROWS } from "./logRows/agents";
import { AUDIT_ROWS } from "./logRows/audit";
import { DIAGNOSTICS_ROWS, WORKSPACE_ROWS } from "./logRows/diagnostics";
import type { AlertRows, LogRows } from "./logRows/sample";

const NOW = new Date("2026-11-01T12:00:00Z");
const ROWS: AlertRows = { ...AUDIT_ROWS, ...AGENT_ROWS, ...DIAGNOSTICS_ROWS, ...WORKSPACE_ROWS };

interface Condition {
  readonly query: string;
  readonly threshold: number;
  readonly dimensions: readonly { readonly name: string }[];
}

/** Conditions of all log search alerts of the program, by the keys of the alerts. */
async function conditions(fullAuditLog: boolean): Promise<ReadonlyMap<string, Condition>> {
  const recorder = await record();
  const context = stampContext();
  const config = schema.parse({ alertEmails: ["a@contoso.com"] });
  await settle(new Observability("x", { context, config }));
  const cluster = { clusterId: "/aks", clusterName: "aks", monitorWorkspaceId: "/amw", workspaceLocation: "westeurope", fullAuditLog };
  const settings = { advancedNetworking: false, rotatedSecrets: ["generated"], keyVaultId: "/kv", postgresServerId: "/psql" };
  await settle(new StampMonitoring("x", { context, config, ...cluster, ...settings }));
  const target = { context, actionGroupId: "/ag", scopes: ["/log"] };
  for (const alert of EDGE_LOG_ALERTS) await settle(createQueryAlert("x", target, alert, {}));
  const alerts = recorder.of("azure-native:monitor:ScheduledQueryRule");
  return new Map(
    alerts.flatMap(({ name, inputs }) => (inputs.criteria as { allOf: Condition[] }).allOf.map((one) => [name.slice(2), one])),
  );
}

/** Evaluates the condition as Azure does: it counts the query's rows for each combination of the dimensions' values. */
function fires({ query, threshold, dimensions }: Condition, { table, rows }: LogRows): boolean {
  const counts = new Map<string, number>();
  for (const row of runQuery(query, { tables: tables(table, rows, NOW), now: NOW }).rows) {
    const values = dimensions.map(({ name }) => {
      assert.ok(name in row, `the query returns no ${name}`);
      return text(row[name] ?? null);
    });
    const combination = JSON.stringify(values);
    counts.set(combination, (counts.get(combination) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count > threshold);
}

describe("Log search alerts", () => {
  let reduced: ReadonlyMap<string, Condition>;
  let full: ReadonlyMap<string, Condition>;

  before(async () => {
    reduced = await conditions(false);
    full = await conditions(true);
  });

  it("have rows each, for which they must fire and must not", () => {
    assert.deepEqual([...reduced.keys()].sort(), Object.keys(ROWS).sort());
    for (const [key, samples] of Object.entries(ROWS)) {
      assert.deepEqual([...new Set(samples.map((sample) => sample.fires))].sort(), [false, true], key);
    }
  });

  for (const [key, samples] of Object.entries(ROWS)) {
    for (const sample of samples) {
      const table = `${sample.table}${sample.fullAuditLog ? ", with kube-audit" : ""}`;
      it(`${key} ${sample.fires ? "fires" : "does not fire"}: ${sample.what} (${table})`, () => {
        const condition = (sample.fullAuditLog ? full : reduced).get(key);
        assert.ok(condition !== undefined, `no alert ${key}`);
        assert.equal(fires(condition, sample), sample.fires);
      });
    }
  }

  it("on changes read the same table with and without kube-audit", () => {
    const changed = [...reduced].filter(([key, { query }]) => full.get(key)?.query !== query).map(([key]) => key);
    assert.deepEqual(changed.sort(), ["container-access", "failed-api-authentication"]);
  });
});
