import assert from "node:assert/strict";
import { ContainerRegistry, type ContainerRegistryArgs } from "../../../../components/azure/registry/registry";
import { stampContext } from "../../../support/contexts";
import { record, settle } from "../../../support/mocks";

const REGISTRY = "azure-native:containerregistry:Registry";
const REPLICATION = "azure-native:containerregistry:Replication";
const RULE = "azure-native:containerregistry:CacheRule";

async function build(overrides: Partial<ContainerRegistryArgs> = {}) {
  const recorder = await record();
  const args = { context: stampContext(), config: { retentionDays: 15 }, replicaRegions: [], cacheRules: [], ...overrides };
  return { recorder, registry: await settle(new ContainerRegistry("registry", args)) };
}

describe("ContainerRegistry", () => {
  it("is private, without local accounts, anonymous pulls, exports and ARM tokens", async () => {
    const { recorder, registry } = await build();
    const { inputs, protect } = recorder.one(REGISTRY);
    const { location, resourceGroupName, registryName, tags, ...settings } = inputs;
    assert.deepEqual(settings, {
      sku: { name: "Premium" },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccess: "Disabled",
      networkRuleSet: { defaultAction: "Deny" },
      networkRuleBypassOptions: "AzureServices",
      dataEndpointEnabled: true,
      zoneRedundancy: "Enabled",
      policies: {
        exportPolicy: { status: "disabled" },
        azureADAuthenticationAsArmPolicy: { status: "disabled" },
        quarantinePolicy: { status: "disabled" },
        retentionPolicy: { status: "enabled", days: 15 },
        trustPolicy: { status: "disabled", type: "Notary" },
      },
    });
    assert.match(String(registryName), /^cr[a-z0-9]{3,48}$/);
    assert.deepEqual([location, resourceGroupName, tags], ["swedencentral", "rg-test", { environment: "test" }]);
    assert.equal(protect, true);
    assert.equal(registry.loginServer, `${registryName}.azurecr.io`);
  });

  it("has a zone-redundant replica in every other region, created one by one", async () => {
    const { recorder, registry } = await build({ replicaRegions: ["northeurope", "francecentral"] });
    assert.deepEqual(
      recorder.of(REPLICATION).map(({ inputs }) => [inputs.location, inputs.replicationName, inputs.zoneRedundancy]),
      [
        ["northeurope", "northeurope", "Enabled"],
        ["francecentral", "francecentral", "Enabled"],
      ],
    );
    assert.ok(recorder.named("registry-replica-francecentral").dependencies.includes("registry-replica-northeurope"));
    assert.equal(registry.ready.length, 3);
  });

  it("caches public images with rules that have valid, unique names", async () => {
    const long = `${"group/".repeat(12)}image`;
    const cacheRules = ["a/b", "a-b", "jetstack/*", long].map((repository) => ({ repository, source: `quay.io/${repository}` }));
    const { recorder } = await build({ cacheRules });
    const rules = recorder.of(RULE).map(({ inputs }) => inputs);
    const names = rules.map(({ cacheRuleName }) => String(cacheRuleName));
    for (const name of names) assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(names.every(({ length }) => length >= 5 && length <= 50));
    assert.equal(new Set(names).size, cacheRules.length);
    assert.deepEqual(
      rules.map(({ targetRepository, sourceRepository }) => ({ repository: targetRepository, source: sourceRepository })),
      cacheRules,
    );
  });

  it("sends its logs and is locked after its replicas", async () => {
    const { recorder } = await build({ replicaRegions: ["northeurope"] });
    assert.deepEqual(recorder.one("azure-native:monitor:DiagnosticSetting").inputs.logs, [{ categoryGroup: "allLogs", enabled: true }]);
    const lock = recorder.one("azure-native:authorization:ManagementLockByScope");
    assert.match(String(lock.inputs.scope), /\/registry-registry$/);
    assert.ok(lock.dependencies.includes("registry-replica-northeurope"));
  });
});
