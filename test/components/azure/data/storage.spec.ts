import assert from "node:assert/strict";
import { StorageAccount, type StorageAccountArgs } from "../../../../components/azure/data/storage";
import { EndpointSubnet } from "../../../../components/azure/network/endpointSubnet";
import { stampContext } from "../../../support/contexts";
import { record, resolved, settle } from "../../../support/mocks";

const ACCOUNT = "azure-native:storage:StorageAccount";
const CONTAINER = "azure-native:storage:BlobContainer";
const LOCK = "azure-native:authorization:ManagementLockByScope";

const config = { redundancy: "Standard_ZRS", softDeleteDays: 30 } as const;

async function build(overrides: Partial<StorageAccountArgs> = {}) {
  const recorder = await record({ [ACCOUNT]: () => ({ primaryEndpoints: { blob: "https://st.blob.core.windows.net/" } }) });
  const args = {
    context: stampContext(),
    config,
    containers: ["catalog", "media"],
    endpointSubnet: new EndpointSubnet("subnet"),
    dnsZoneId: "zone",
    ...overrides,
  };
  return { recorder, account: await settle(new StorageAccount("storage", args)) };
}

describe("StorageAccount", () => {
  it("is accessible through private endpoints and for Entra identities only", async () => {
    const { recorder } = await build();
    const { inputs, protect } = recorder.one(ACCOUNT);
    assert.deepEqual(
      {
        publicNetworkAccess: inputs.publicNetworkAccess,
        networkRuleSet: inputs.networkRuleSet,
        allowBlobPublicAccess: inputs.allowBlobPublicAccess,
        allowSharedKeyAccess: inputs.allowSharedKeyAccess,
        defaultToOAuthAuthentication: inputs.defaultToOAuthAuthentication,
        allowCrossTenantReplication: inputs.allowCrossTenantReplication,
        isLocalUserEnabled: inputs.isLocalUserEnabled,
        isSftpEnabled: inputs.isSftpEnabled,
        enableHttpsTrafficOnly: inputs.enableHttpsTrafficOnly,
        minimumTlsVersion: inputs.minimumTlsVersion,
        keyPolicy: inputs.keyPolicy,
      },
      {
        publicNetworkAccess: "Disabled",
        networkRuleSet: { defaultAction: "Deny", bypass: "None" },
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        allowCrossTenantReplication: false,
        isLocalUserEnabled: false,
        isSftpEnabled: false,
        enableHttpsTrafficOnly: true,
        minimumTlsVersion: "TLS1_2",
        keyPolicy: undefined,
      },
    );
    assert.match(String(inputs.accountName), /^[a-z0-9]{3,24}$/);
    assert.deepEqual(inputs.sku, { name: "Standard_ZRS" });
    assert.equal(protect, true);
  });

  it("encrypts twice and rejects shared access signatures of long validity", async () => {
    const { inputs } = (await build()).recorder.one(ACCOUNT);
    const encryption = inputs.encryption as { requireInfrastructureEncryption: boolean; services: Record<string, { keyType: string }> };
    assert.equal(encryption.requireInfrastructureEncryption, true);
    assert.deepEqual(new Set(Object.values(encryption.services).map(({ keyType }) => keyType)), new Set(["Account"]));
    assert.deepEqual(inputs.sasPolicy, { expirationAction: "Block", sasExpirationPeriod: "1.00:00:00" });
  });

  it("enables shared keys only together with their expiry", async () => {
    const { inputs } = (await build({ config: { ...config, sharedKeyRotationDays: 30 } })).recorder.one(ACCOUNT);
    assert.equal(inputs.allowSharedKeyAccess, true);
    assert.deepEqual(inputs.keyPolicy, { keyExpirationPeriodInDays: 30 });
  });

  it("keeps versions, deleted blobs and deleted containers", async () => {
    const { inputs } = (await build()).recorder.one("azure-native:storage:BlobServiceProperties");
    assert.equal(inputs.isVersioningEnabled, true);
    assert.deepEqual(inputs.deleteRetentionPolicy, { enabled: true, days: 30, allowPermanentDelete: false });
    assert.deepEqual(inputs.containerDeleteRetentionPolicy, { enabled: true, days: 30 });
    assert.deepEqual(inputs.changeFeed, { enabled: true, retentionInDays: 30 });
  });

  it("creates private, protected containers once soft delete is on", async () => {
    const { recorder, account } = await build();
    for (const { inputs, protect, dependencies } of recorder.of(CONTAINER)) {
      assert.deepEqual([inputs.publicAccess, protect], ["None", true]);
      assert.ok(dependencies.includes("storage-blob-service"));
    }
    assert.deepEqual(Object.keys(account.containerIds), ["catalog", "media"]);
    assert.match(await resolved(account.containerIds.media ?? account.id), /storage-container-media$/);
  });

  it("logs the requests of the blob service and has a private endpoint", async () => {
    const { recorder, account } = await build();
    const setting = recorder.one("azure-native:monitor:DiagnosticSetting").inputs;
    assert.match(String(setting.resourceUri), /\/storage-account\/blobServices\/default$/);
    assert.deepEqual(setting.logs, [{ categoryGroup: "audit", enabled: true }]);
    const endpoint = recorder.one("azure-native:network:PrivateEndpoint").inputs;
    assert.deepEqual((endpoint.privateLinkServiceConnections as { groupIds: string[] }[])[0]?.groupIds, ["blob"]);
    assert.equal(await resolved(account.blobEndpoint), "https://st.blob.core.windows.net/");
  });

  it("is locked last, and only if the context enables locks", async () => {
    const locked = (await build()).recorder.one(LOCK);
    assert.match(String(locked.inputs.scope), /\/storage-account$/);
    assert.ok(locked.dependencies.includes("storage-container-media") && locked.dependencies.includes("storage-endpoint-endpoint"));
    assert.equal((await build({ context: stampContext({ locks: false }) })).recorder.of(LOCK).length, 0);
  });
});
