import { SAFE_DEFAULT_SINCE } from "../facts/apiVersions";
import { ROTATION_DAYS } from "../facts/limits";
import * as token from "../facts/tokens";
import { safeByDefault } from "../reading/apiVersions";
import { armIs } from "../reading/arm";
import { type Condition, is, isNot, property } from "../reading/expect";
import { settingsByAzurePolicyOption } from "../reading/logCategories";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { isAllowedBypass } from "./bypass";
import { checkLocalUsers } from "./localUsers";
import { checkLogs } from "./logs";
import { checkKeyExpiry, checkSasPolicy } from "./sharedKeys";
import { checkSoftDelete, RETENTION_DAYS } from "./softDelete";

/** ZRS, GRS and GZRS, each also with read access to the second region. LRS is in one datacenter. */
const isReplicated: Condition = {
  holds: (value) => typeof value === "string" && /(?:ZRS|GRS)$/i.test(value),
  expected: "ZRS, GRS or GZRS",
};

/** Credentials, keys, copies and logs of the data. */
export const rules: readonly Rule[] = [
  {
    id: "ST-08",
    name: "storage-key-rotation",
    title: `If keys stay on, key expiry policy is <= ${ROTATION_DAYS.storageKey} days`,
    why: "A key is valid until it is rotated; with an expiry policy Azure reports those that nobody has rotated.",
    fix: "Set keyPolicy.keyExpirationPeriodInDays, and rotate the keys; or turn shared keys off.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage",
    coveredBy: ["ST-07"],
    options: {
      maxDays: { type: "integer", description: "Longest validity of an account key in days.", default: ROTATION_DAYS.storageKey },
    },
    types: [token.STORAGE_ACCOUNT],
    check: checkKeyExpiry,
  },
  {
    id: "ST-09",
    name: "storage-sas-policy",
    title: "SAS expiry policy is set",
    why: "A shared access signature cannot be revoked on its own, so a leaked one without a limit opens the account for years.",
    fix: "Set sasPolicy.sasExpirationPeriod and expirationAction Block; or turn shared keys off.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
    coveredBy: ["ST-07"],
    types: [token.STORAGE_ACCOUNT],
    check: checkSasPolicy,
  },
  {
    id: "ST-10",
    name: "storage-infra-encryption",
    title: "Infrastructure (double) encryption",
    why: "Some standards require a second layer of encryption, in case one algorithm or key is broken.",
    fix: "Set encryption.requireInfrastructureEncryption to true; an existing account has to be replaced.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable",
    types: [token.STORAGE_ACCOUNT],
    check: property("encryption.requireInfrastructureEncryption", is(true)),
  },
  {
    id: "ST-11",
    name: "storage-cmk",
    title: "Customer-managed key",
    why: "With a platform key access to the data cannot be revoked; some standards require a key that the organisation controls.",
    fix: "Set encryption.keySource to Microsoft.Keyvault, with keyVaultProperties and an identity.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview",
    frameworks: { "MCSB v1": ["DP-5"] },
    types: [token.STORAGE_ACCOUNT],
    check: property("encryption.keySource", armIs("Microsoft.Keyvault")),
  },
  {
    id: "ST-12",
    name: "storage-soft-delete",
    title: "Blob and container soft delete are on",
    why: "Blobs deleted by mistake or by an attacker can be recovered only while they are retained.",
    fix: "Add BlobServiceProperties with deleteRetentionPolicy and containerDeleteRetentionPolicy enabled.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview",
    options: {
      // The value that Azure recommends at least (the URL above).
      [RETENTION_DAYS]: { type: "integer", description: "Shortest retention of deleted blobs and containers in days.", default: 7 },
    },
    reads: [token.STORAGE_ACCOUNT, token.BLOB_SERVICE],
    checkStack: checkSoftDelete,
  },
  {
    id: "ST-13",
    name: "storage-logging",
    title: "Read/write/delete logs go to a workspace",
    why: "Without these logs it is unknown who read or changed which data.",
    fix: "Enable category group audit in a DiagnosticSetting of the service, such as `<account id>/blobServices/default`.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage",
    options: settingsByAzurePolicyOption,
    reads: [
      token.STORAGE_ACCOUNT,
      token.DIAGNOSTIC_SETTING,
      token.BLOB_CONTAINER,
      token.FILE_SHARE,
      token.STORAGE_QUEUE,
      token.STORAGE_TABLE,
      token.STORAGE_STATIC_WEBSITE,
    ],
    checkStack: checkLogs,
  },
  {
    id: "ST-14",
    name: "storage-no-cross-tenant",
    title: "Cross-tenant replication is off",
    why: "With it on, whoever may configure the account can copy its data continuously to an account of another organisation.",
    fix: "Set allowCrossTenantReplication to false.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
    types: [token.STORAGE_ACCOUNT],
    remedy: { allowCrossTenantReplication: false },
    check: safeByDefault("allowCrossTenantReplication", isNot(true), SAFE_DEFAULT_SINCE["storage.allowCrossTenantReplication"], "false"),
  },
  {
    id: "ST-15",
    name: "storage-no-local-users",
    title: "SFTP and local users are off",
    why: "Local users have passwords and keys that Entra ID does not know: no multi-factor authentication, no roles, no revocation.",
    fix: "Set isSftpEnabled and isLocalUserEnabled to false and remove LocalUser resources.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/blobs/secure-file-transfer-protocol-support",
    reads: [token.STORAGE_ACCOUNT, token.STORAGE_LOCAL_USER],
    checkStack: checkLocalUsers,
  },
  {
    id: "ST-16",
    name: "storage-replication",
    title: "Zone or geo redundant SKU",
    why: "With LRS all copies are in one datacenter: when it fails, the data is unavailable or lost.",
    fix: "Set sku.name to Standard_ZRS or Standard_GZRS.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-redundancy",
    types: [token.STORAGE_ACCOUNT],
    check: property("sku.name", isReplicated),
  },
  {
    id: "ST-17",
    name: "storage-trusted-services",
    title: "bypass is a conscious choice (AzureServices or None)",
    why: "Every service in the list reaches the account past its firewall.",
    fix: "Set networkRuleSet.bypass to AzureServices or None; logs are read through diagnostic settings.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-network-security",
    options: {
      allowedBypass: namesOption("Allowed values of networkRuleSet.bypass. KV-07 has the same option for vaults.", "AzureServices", "None"),
    },
    types: [token.STORAGE_ACCOUNT],
    check: property("networkRuleSet.bypass", isAllowedBypass),
  },
];
