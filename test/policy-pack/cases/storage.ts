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
};
