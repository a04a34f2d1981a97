import assert from "node:assert/strict";
import { KeyVault, type KeyVaultArgs } from "../../../../components/azure/data/keyVault";
import { EndpointSubnet } from "../../../../components/azure/network/endpointSubnet";
import { endOfPeriod } from "../../../../components/plan/expiry";
import { stampContext } from "../../../support/contexts";
import { type MockOutputs, record, resolved, settle } from "../../../support/mocks";

const VAULT = "azure-native:keyvault:Vault";
const SECRET = "azure-native:keyvault:Secret";
const LOCK = "azure-native:authorization:ManagementLockByScope";

const answers: MockOutputs = {
  [VAULT]: ({ properties }) => ({ properties: { ...(properties as object), vaultUri: "https://kv.vault.azure.net/" } }),
};

async function build(overrides: Partial<KeyVaultArgs> = {}) {
  const recorder = await record(answers);
  const args = {
    context: stampContext(),
    softDeleteRetentionDays: 90,
    endpointSubnet: new EndpointSubnet("subnet"),
    dnsZoneId: "zone",
    secrets: {},
    ...overrides,
  };
  return { recorder, vault: await settle(new KeyVault("vault", args)) };
}

describe("KeyVault", () => {
  it("allows access by role assignment and through private endpoints only", async () => {
    const { recorder } = await build();
    const { inputs, protect } = recorder.one(VAULT);
    assert.deepEqual(inputs.properties, {
      tenantId: "11111111-1111-1111-1111-111111111111",
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: "Disabled",
      networkAcls: { defaultAction: "Deny", bypass: "None" },
    });
    assert.match(String(inputs.vaultName), /^kv-shop-test-swed[a-z]*-[a-z0-9]{6}$/);
    assert.deepEqual(inputs.tags, { environment: "test" });
    assert.equal(protect, true);
  });

  it("marks each value as secret, whatever its source", async () => {
    const { recorder, vault } = await build({ secrets: { "api-key": { value: "plain text" } } });
    const { inputs, secrets, retainOnDelete } = recorder.one(SECRET);
    assert.equal(inputs.secretName, "api-key");
    assert.deepEqual(inputs.properties, { value: "plain text", contentType: "text/plain", attributes: { enabled: true } });
    assert.deepEqual(secrets, ["properties.value"]);
    assert.equal(retainOnDelete, true, "the provider deletes through the data plane, which is private");
    assert.match(await resolved(vault.secretIds["api-key"] ?? vault.id), /Secret\/vault-secret-api-key$/);
  });

  it("sets the expiry date of a configured value to the end of its last day", async () => {
    const { recorder } = await build({ secrets: { pfx: { value: "v", lastDay: "2026-12-31" } } });
    const { attributes } = recorder.one(SECRET).inputs.properties as { readonly attributes: object };
    assert.deepEqual(attributes, { enabled: true, expires: Date.parse("2027-01-01T00:00:00Z") / 1000 });
  });

  it("sets the expiry date to the end of the rotation period, not relative to the deployment", async () => {
    const { recorder } = await build({
      secrets: { "api-key": { value: "v", rotationPeriod: "90d-230" } },
    });
    const { inputs } = recorder.one(SECRET);
    assert.deepEqual(inputs.properties, {
      value: "v",
      contentType: "text/plain",
      attributes: { enabled: true, expires: endOfPeriod("90d-230") },
    });
  });

  it("has a private endpoint in the vault's zone and audit logs in the workspace", async () => {
    const { recorder } = await build();
    const endpoint = recorder.one("azure-native:network:PrivateEndpoint").inputs;
    assert.deepEqual((endpoint.privateLinkServiceConnections as { groupIds: string[] }[])[0]?.groupIds, ["vault"]);
    const setting = recorder.one("azure-native:monitor:DiagnosticSetting").inputs;
    assert.match(String(setting.resourceUri), /vault-vault$/);
    assert.deepEqual(setting.logs, [{ categoryGroup: "audit", enabled: true }]);
  });

  it("is locked last, so that destroy deletes the lock first", async () => {
    const { recorder } = await build({ secrets: { "api-key": { value: "v" } } });
    const { inputs, dependencies } = recorder.one(LOCK);
    assert.match(String(inputs.scope), /vault-vault$/);
    assert.ok(dependencies.includes("vault-endpoint-endpoint") && dependencies.includes("vault-secret-api-key"), dependencies.join());
  });

  it("has neither lock nor protection if the context disables them", async () => {
    const { recorder } = await build({ context: stampContext({ protect: false, locks: false }) });
    assert.equal(recorder.of(LOCK).length, 0);
    assert.equal(recorder.one(VAULT).protect, false);
  });

  it("returns the vault's URI", async () => {
    const { vault } = await build();
    assert.equal(await resolved(vault.uri), "https://kv.vault.azure.net/");
  });
});
