import assert from "node:assert/strict";
import { Observability } from "../../../../components/azure/monitoring/observability";
import { observability as schema } from "../../../../components/config/schema/operations";
import { stampContext } from "../../../support/contexts";
import { record, settle } from "../../../support/mocks";

const config = schema.parse({ alertEmails: ["a@contoso.com", "b@contoso.com"], retentionDays: 120, dailyQuotaGb: 3 });

async function build(overrides: Parameters<typeof stampContext>[0] = {}) {
  const recorder = await record();
  await settle(new Observability("logs", { context: stampContext(overrides), config }));
  return recorder;
}

describe("Observability", () => {
  it("has the configured retention and daily cap, and accepts Entra identities only", async () => {
    const workspace = (await build()).named("logs-logs");
    assert.equal(workspace.inputs.retentionInDays, 120);
    assert.deepEqual(workspace.inputs.workspaceCapping, { dailyQuotaGb: 3 });
    assert.equal((workspace.inputs.features as { disableLocalAuth: boolean }).disableLocalAuth, true);
    assert.equal(workspace.protect, true);
  });

  it("has a separate workspace for Defender's sensors, which do not support Entra identities", async () => {
    const { inputs, protect } = (await build()).named("logs-defender");
    assert.equal((inputs.features as { disableLocalAuth: boolean }).disableLocalAuth, false);
    assert.deepEqual([inputs.retentionInDays, inputs.workspaceCapping, protect], [120, { dailyQuotaGb: 3 }, true]);
  });

  it("locks the workspaces for logs and metrics after their children, if locks are on", async () => {
    const locks = (await build()).of("azure-native:authorization:ManagementLockByScope");
    const scopes = Object.fromEntries(locks.map(({ name, inputs }) => [name, String(inputs.scope).split("/").at(-1)]));
    assert.deepEqual(scopes, { "logs-logs-lock": "logs-logs", "logs-metrics-lock": "logs-metrics" });
    assert.ok(locks.find(({ name }) => name === "logs-logs-lock")?.dependencies.includes("logs-audit"));
    assert.equal((await build({ locks: false })).of("azure-native:authorization:ManagementLockByScope").length, 0);
  });

  it("audits queries of the logs", async () => {
    const { inputs } = (await build()).one("azure-native:monitor:DiagnosticSetting");
    assert.equal(inputs.resourceUri, inputs.workspaceId);
    assert.deepEqual(inputs.logs, [{ categoryGroup: "audit", enabled: true }]);
  });

  it("notifies every configured email address", async () => {
    const { inputs } = (await build()).one("azure-native:monitor:ActionGroup");
    assert.equal(inputs.enabled, true);
    assert.deepEqual(inputs.emailReceivers, [
      { name: "email-0", emailAddress: "a@contoso.com", useCommonAlertSchema: true },
      { name: "email-1", emailAddress: "b@contoso.com", useCommonAlertSchema: true },
    ]);
    assert.ok(String(inputs.groupShortName).length <= 12);
  });

  it("alerts when the daily cap is reached and when Azure reports an incident", async () => {
    const recorder = await build();
    const caps = recorder.of("azure-native:monitor:ScheduledQueryRule").map(({ inputs }) => inputs);
    for (const { criteria } of caps) assert.match(JSON.stringify(criteria), /_LogOperation.*OverQuota/);
    assert.deepEqual(
      caps.map(({ scopes }) => String(scopes).split("/").at(-1)),
      ["logs-logs", "logs-defender"],
    );
    const alerts = recorder.of("azure-native:monitor:ActivityLogAlert").map(({ inputs }) => [inputs.condition, inputs.scopes]);
    const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
    assert.deepEqual(alerts, [
      [{ allOf: [{ field: "category", equals: "ServiceHealth" }] }, [subscription]],
      [{ allOf: [{ field: "category", equals: "ResourceHealth" }] }, [`${subscription}/resourceGroups/rg-test`]],
    ]);
    for (const { inputs } of recorder.of("azure-native:monitor:ActivityLogAlert")) {
      assert.match(JSON.stringify(inputs.actions), /logs-actions/);
    }
  });
});
