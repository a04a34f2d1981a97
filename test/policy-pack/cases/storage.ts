import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const ACCOUNT_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.Storage/storageAccounts/stshop";

function account(props: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:storage:StorageAccount",
    name: "account",
    props: { resourceGroupName: "rg-shop", accountName: "stshop", kind: "StorageV2", sku: { name: "Standard_ZRS" }, ...props },
  };
}

/** The account, written with an API version. */
const versioned = (version: string, props: Record<string, unknown> = {}): CaseResource => ({
  ...account(props),
  type: `azure-native:storage/v${version}:StorageAccount`,
});

function stored(kind: string, props: Record<string, unknown> = {}): CaseResource {
  return { type: `azure-native:storage:${kind}`, name: kind, props: { resourceGroupName: "rg-shop", accountName: "stshop", ...props } };
}

function endpoint(group: string, privateLinkServiceId: unknown = ACCOUNT_ID, sources?: string[]): CaseResource {
  return {
    type: "azure-native:network:PrivateEndpoint",
    name: `${group}-endpoint`,
    props: { privateLinkServiceConnections: [{ groupIds: [group], privateLinkServiceId }] },
    ...(sources && { sources: { privateLinkServiceConnections: sources } }),
  };
}

const READ_WRITE_DELETE = ["StorageRead", "StorageWrite", "StorageDelete"].map((category) => ({ category, enabled: true }));

const retaining = (deleteRetentionPolicy: unknown, containers: unknown = { enabled: true, days: 30 }): CaseResource =>
  stored("BlobServiceProperties", { accountName: "stshop", deleteRetentionPolicy, containerDeleteRetentionPolicy: containers });

function blobService(blobs: unknown, containers: unknown, accountName: unknown = "stshop"): CaseResource {
  return stored("BlobServiceProperties", {
    accountName,
    blobServicesName: "default",
    deleteRetentionPolicy: { enabled: blobs, days: 30 },
    containerDeleteRetentionPolicy: { enabled: containers, days: 30 },
  });
}

function logs(service: unknown, categories: unknown, sources?: string[]): CaseResource {
  return {
    type: "azure-native:monitor:DiagnosticSetting",
    name: "logs",
    props: {
      resourceUri: typeof service === "string" ? `${ACCOUNT_ID}/${service}/default` : service,
      workspaceId: UNKNOWN,
      logs: categories,
    },
    ...(sources && { sources: { resourceUri: sources } }),
  };
}

export const cases: Record<string, ControlCases> = {
  "ST-01": {
    passes: [
      [account({})],
      [account({ enableHttpsTrafficOnly: true })],
      [versioned("20190401")],
      [versioned("20180701", { enableHttpsTrafficOnly: true })],
    ],
    fails: [
      // The default was false before API version 2019-04-01.
      { resources: [versioned("20181101")], at: ["enableHttpsTrafficOnly"] },
      { resources: [account({ enableHttpsTrafficOnly: false })], at: ["enableHttpsTrafficOnly"] },
      {
        resources: [{ ...account({ enableHttpsTrafficOnly: false }), type: "azure-native_storage_v20240101:storage:StorageAccount" }],
        at: ["enableHttpsTrafficOnly"],
      },
    ],
  },
  "ST-02": {
    passes: [[account({ minimumTlsVersion: "TLS1_2" })], [account({ minimumTlsVersion: "TLS1_3" })]],
    fails: [
      { resources: [account({})], at: ["minimumTlsVersion"] },
      { resources: [account({ minimumTlsVersion: "TLS1_0" })], at: ["minimumTlsVersion"] },
      { resources: [account({ minimumTlsVersion: "TLS1_1" })], at: ["minimumTlsVersion"] },
    ],
  },
  "ST-03": {
    passes: [[account({ publicNetworkAccess: "Disabled" })], [account({ publicNetworkAccess: "SecuredByPerimeter" })]],
    fails: [
      { resources: [account({})], at: ["publicNetworkAccess"] },
      { resources: [account({ publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Deny" } })], at: ["publicNetworkAccess"] },
    ],
    undecided: [{ resources: [account({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] }],
  },
  "ST-04": {
    passes: [
      [account({ networkRuleSet: { defaultAction: "Deny" } })],
      [account({ publicNetworkAccess: "Disabled" })],
      [account({ publicNetworkAccess: "securedByPerimeter" })],
    ],
    fails: [
      { resources: [account({})], at: ["networkRuleSet.defaultAction"] },
      { resources: [account({ networkRuleSet: { defaultAction: "Allow" } })], at: ["networkRuleSet.defaultAction"] },
      {
        resources: [account({ publicNetworkAccess: "Disabled", networkRuleSet: { defaultAction: "Allow" } })],
        at: ["networkRuleSet.defaultAction"],
      },
    ],
    undecided: [{ resources: [account({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] }],
  },
  "ST-05": {
    passes: [
      [account({}), endpoint("file")],
      [account({}), stored("BlobContainer"), stored("FileShare"), endpoint("blob"), endpoint("file")],
      [
        account({ accountName: undefined }),
        { ...stored("Queue", { accountName: UNKNOWN }), sources: { accountName: ["account"] } },
        endpoint("queue", UNKNOWN, ["account"]),
      ],
      [account({ isHnsEnabled: true }), stored("BlobContainer"), endpoint("blob"), endpoint("dfs")],
      [account({}), stored("StorageAccountStaticWebsite"), endpoint("web")],
    ],
    fails: [
      { resources: [account({})], at: ["privateEndpointConnections"] },
      { resources: [account({}), stored("BlobContainer"), endpoint("file")], at: ["privateEndpointConnections"] },
      { resources: [account({}), stored("StorageAccountStaticWebsite"), endpoint("blob")], at: ["privateEndpointConnections"] },
      { resources: [account({ kind: "FileStorage" })], at: ["privateEndpointConnections"] },
      { resources: [account({}), stored("Queue"), stored("Table"), endpoint("queue")], at: ["privateEndpointConnections"] },
      { resources: [account({ isHnsEnabled: true }), stored("BlobContainer"), endpoint("blob")], at: ["privateEndpointConnections"] },
    ],
    undecided: [
      { resources: [account({}), endpoint("blob", UNKNOWN)], at: ["privateEndpointConnections"] },
      { resources: [account({}), endpoint("file", UNKNOWN)], at: ["privateEndpointConnections"] },
      { resources: [account({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] },
      { resources: [account({ kind: "FileStorage" }), endpoint("file", UNKNOWN)], at: ["privateEndpointConnections"] },
    ],
    notApplicable: [[endpoint("blob")], [account({ publicNetworkAccess: "SecuredByPerimeter" }), stored("BlobContainer")]],
  },
  "ST-06": {
    passes: [
      [account({})],
      [account({ allowBlobPublicAccess: false })],
      [stored("BlobContainer")],
      [stored("BlobContainer", { publicAccess: "None" })],
      [versioned("20230101")],
      [versioned("20220901", { allowBlobPublicAccess: false })],
    ],
    fails: [
      { resources: [account({ allowBlobPublicAccess: "true" })], at: ["allowBlobPublicAccess"] },
      // The default was true before API version 2023-01-01.
      { resources: [versioned("20220901")], at: ["allowBlobPublicAccess"] },
      { resources: [{ ...account({}), type: "azure-native_storage_v20210401:storage:StorageAccount" }], at: ["allowBlobPublicAccess"] },
      { resources: [account({ allowBlobPublicAccess: true })], at: ["allowBlobPublicAccess"] },
      { resources: [stored("BlobContainer", { publicAccess: "Blob" })], at: ["publicAccess"] },
      { resources: [stored("BlobContainer", { publicAccess: "container" })], at: ["publicAccess"] },
    ],
    undecided: [{ resources: [versioned("20220901", { allowBlobPublicAccess: UNKNOWN })], at: ["allowBlobPublicAccess"] }],
  },
  "ST-07": {
    passes: [[account({ allowSharedKeyAccess: false })]],
    fails: [
      { resources: [account({})], at: ["allowSharedKeyAccess"] },
      { resources: [account({ allowSharedKeyAccess: true })], at: ["allowSharedKeyAccess"] },
    ],
  },
  "ST-08": {
    passes: [
      [account({ allowSharedKeyAccess: true, keyPolicy: { keyExpirationPeriodInDays: 30 } })],
      [account({ allowSharedKeyAccess: "true", keyPolicy: { keyExpirationPeriodInDays: "7" } })],
      { resources: [account({ allowSharedKeyAccess: true, keyPolicy: { keyExpirationPeriodInDays: 60 } })], config: { maxDays: 90 } },
    ],
    fails: [
      { resources: [account({ allowSharedKeyAccess: true })], at: ["keyPolicy.keyExpirationPeriodInDays"] },
      {
        resources: [account({ allowSharedKeyAccess: true, keyPolicy: { keyExpirationPeriodInDays: 90 } })],
        at: ["keyPolicy.keyExpirationPeriodInDays"],
      },
    ],
    // ST-07 reports keys that are on by default.
    notApplicable: [[account({ allowSharedKeyAccess: false })], [account({})]],
    undecided: [
      { resources: [account({ allowSharedKeyAccess: UNKNOWN })], at: ["allowSharedKeyAccess"] },
      { resources: [account({ allowSharedKeyAccess: true, keyPolicy: UNKNOWN })], at: ["keyPolicy.keyExpirationPeriodInDays"] },
    ],
  },
  "ST-09": {
    passes: [[account({ allowSharedKeyAccess: true, sasPolicy: { expirationAction: "Block", sasExpirationPeriod: "1.00:00:00" } })]],
    fails: [
      { resources: [account({ allowSharedKeyAccess: true })], at: ["sasPolicy.sasExpirationPeriod"] },
      {
        resources: [account({ allowSharedKeyAccess: true, sasPolicy: { sasExpirationPeriod: "" } })],
        at: ["sasPolicy.sasExpirationPeriod"],
      },
    ],
    notApplicable: [[account({ allowSharedKeyAccess: false })], [account({})]],
  },
  "ST-10": {
    passes: [[account({ encryption: { requireInfrastructureEncryption: true } })]],
    fails: [
      { resources: [account({})], at: ["encryption.requireInfrastructureEncryption"] },
      {
        resources: [account({ encryption: { requireInfrastructureEncryption: false } })],
        at: ["encryption.requireInfrastructureEncryption"],
      },
    ],
  },
  "ST-11": {
    passes: [[account({ encryption: { keySource: "microsoft.keyvault" } })]],
    fails: [
      { resources: [account({})], at: ["encryption.keySource"] },
      { resources: [account({ encryption: { keySource: "Microsoft.Storage" } })], at: ["encryption.keySource"] },
    ],
  },
  "ST-12": {
    passes: [
      [account({}), blobService(true, true)],
      [account({ accountName: undefined }), { ...blobService(true, true, UNKNOWN), sources: { accountName: ["account"] } }],
      [account({ kind: "FileStorage" }), blobService(true, true, "stother")],
      [retaining({ enabled: true, days: "7", allowPermanentDelete: false })],
    ],
    fails: [
      { resources: [account({})], at: ["blobServices"] },
      { resources: [account({}), blobService(true, undefined)], at: ["containerDeleteRetentionPolicy.enabled"] },
      { resources: [account({}), blobService(false, true)], at: ["deleteRetentionPolicy.enabled"] },
      { resources: [account({}), blobService(true, true, "stother")], at: ["blobServices"] },
      {
        resources: [retaining({ enabled: true, days: 6 }, { enabled: true, days: 1 })],
        at: ["deleteRetentionPolicy.days", "containerDeleteRetentionPolicy.days"],
      },
      {
        resources: [retaining({ enabled: true, days: 7, allowPermanentDelete: true })],
        at: ["deleteRetentionPolicy.allowPermanentDelete"],
      },
      { resources: [retaining({ enabled: true, days: 7 })], config: { minimumDays: 30 }, at: ["deleteRetentionPolicy.days"] },
    ],
    undecided: [
      { resources: [account({}), blobService(true, true, UNKNOWN)], at: ["blobServices"] },
      { resources: [account({}), blobService(UNKNOWN, true)], at: ["deleteRetentionPolicy.enabled"] },
      { resources: [retaining({ enabled: true, days: UNKNOWN })], at: ["deleteRetentionPolicy.days"] },
      {
        resources: [retaining({ enabled: true, days: 7, allowPermanentDelete: UNKNOWN })],
        at: ["deleteRetentionPolicy.allowPermanentDelete"],
      },
    ],
    notApplicable: [[account({ kind: "FileStorage" })]],
  },
  "ST-13": {
    passes: [
      [account({}), logs("blobServices", [{ categoryGroup: "audit", enabled: true }])],
      [account({}), stored("FileShare"), logs("fileServices", READ_WRITE_DELETE)],
      [account({}), logs(UNKNOWN, READ_WRITE_DELETE, ["account"])],
      // MON-03 reports an account that sends no log at all.
      [account({})],
    ],
    fails: [
      {
        resources: [account({}), logs("blobServices", READ_WRITE_DELETE.slice(1))],
        at: ["blobServices.diagnosticSettings"],
      },
      {
        resources: [account({}), stored("BlobContainer"), stored("Queue"), logs("blobServices", READ_WRITE_DELETE)],
        at: ["queueServices.diagnosticSettings"],
      },
      {
        resources: [account({}), logs("queueServices", READ_WRITE_DELETE)],
        at: ["blobServices.diagnosticSettings"],
      },
    ],
    undecided: [{ resources: [account({}), logs("blobServices", UNKNOWN)], at: ["diagnosticSettings"] }],
    notApplicable: [
      [stored("BlobContainer")],
      {
        resources: [account({}), logs("blobServices", READ_WRITE_DELETE.slice(1))],
        config: { settingsByAzurePolicy: true },
      },
    ],
  },
  "ST-14": {
    passes: [
      [account({})],
      [account({ allowCrossTenantReplication: false })],
      [versioned("20220901", { allowCrossTenantReplication: false })],
    ],
    fails: [
      { resources: [account({ allowCrossTenantReplication: true })], at: ["allowCrossTenantReplication"] },
      { resources: [account({ allowCrossTenantReplication: "true" })], at: ["allowCrossTenantReplication"] },
      // The default was true before API version 2023-01-01.
      { resources: [versioned("20220901")], at: ["allowCrossTenantReplication"] },
    ],
    undecided: [{ resources: [account({ allowCrossTenantReplication: UNKNOWN })], at: ["allowCrossTenantReplication"] }],
  },
  "ST-15": {
    passes: [
      [account({})],
      [account({ isSftpEnabled: false, isLocalUserEnabled: false })],
      // The account is the one finding, and users of NFS have no credentials.
      [account({}), stored("LocalUser", { username: "import" })],
      [stored("LocalUser", { accountName: "stother", isNFSv3Enabled: true })],
    ],
    fails: [
      { resources: [account({ isSftpEnabled: true, isLocalUserEnabled: true })], at: ["isSftpEnabled"] },
      { resources: [account({ isLocalUserEnabled: true }), stored("LocalUser", { username: "import" })], at: ["isLocalUserEnabled"] },
      { resources: [account({}), stored("LocalUser", { accountName: "stother", username: "import" })], at: ["username"] },
    ],
    undecided: [{ resources: [account({ isSftpEnabled: UNKNOWN })], at: ["isSftpEnabled"] }],
    notApplicable: [[stored("BlobContainer")]],
  },
  "ST-16": {
    passes: [
      [account({})],
      [account({ sku: { name: "Standard_RAGZRS" } })],
      [account({ sku: { name: "StandardV2_GRS" } })],
      [account({ sku: { name: "premium_zrs" } })],
    ],
    fails: [
      { resources: [account({ sku: { name: "Standard_LRS" } })], at: ["sku.name"] },
      { resources: [account({ sku: { name: "Premium_LRS" } })], at: ["sku.name"] },
    ],
    undecided: [{ resources: [account({ sku: UNKNOWN })], at: ["sku.name"] }],
  },
  "ST-17": {
    passes: [
      [account({})],
      [account({ networkRuleSet: { bypass: "None" } })],
      [account({ networkRuleSet: { bypass: "azureservices" } })],
      {
        resources: [account({ networkRuleSet: { bypass: "Logging, AzureServices" } })],
        config: { allowedBypass: ["AzureServices", "Logging"] },
      },
    ],
    fails: [
      { resources: [account({ networkRuleSet: { bypass: "Logging, Metrics" } })], at: ["networkRuleSet.bypass"] },
      { resources: [account({ networkRuleSet: { bypass: "AzureServices,Logging" } })], at: ["networkRuleSet.bypass"] },
      { resources: [account({})], config: { allowedBypass: ["None"] }, at: ["networkRuleSet.bypass"] },
    ],
    undecided: [{ resources: [account({ networkRuleSet: UNKNOWN })], at: ["networkRuleSet.bypass"] }],
  },
};
