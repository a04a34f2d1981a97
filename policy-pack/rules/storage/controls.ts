import { SAFE_DEFAULT_SINCE } from "../facts/apiVersions";
import { STORAGE_TLS_VERSION } from "../facts/limits";
import * as token from "../facts/tokens";
import { safeByDefault } from "../reading/apiVersions";
import { armIs } from "../reading/arm";
import { is, isNot, property } from "../reading/expect";
import { deniesByDefault, isNotPublic } from "../reading/firewall";
import type { Rule } from "../rule";
import { checkAnonymousAccess } from "./anonymousAccess";
import { rules as data } from "./data";
import { checkPrivateEndpoints } from "./privateEndpoints";

/** Transport, network, and anonymous access. */
const access: readonly Rule[] = [
  {
    id: "ST-01",
    name: "storage-https-only",
    title: "HTTPS only",
    why: "Plain HTTP and unencrypted file shares expose data and access tokens to anyone on the network path.",
    fix: "Leave enableHttpsTrafficOnly on; before API version 2019-04-01, set it to true.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer",
    frameworks: { "MCSB v1": ["DP-3"] },
    types: [token.STORAGE_ACCOUNT],
    remedy: { enableHttpsTrafficOnly: true },
    check: safeByDefault("enableHttpsTrafficOnly", isNot(false), SAFE_DEFAULT_SINCE["storage.enableHttpsTrafficOnly"], "true"),
  },
  {
    id: "ST-02",
    name: "storage-min-tls",
    title: "Minimum TLS 1.2",
    why: "Older versions have known attacks, and an attacker on the network path can downgrade a connection to the oldest allowed version.",
    fix: `Set minimumTlsVersion to ${STORAGE_TLS_VERSION}.`,
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version",
    frameworks: { "MCSB v1": ["DP-3"] },
    types: [token.STORAGE_ACCOUNT],
    remedy: { minimumTlsVersion: STORAGE_TLS_VERSION },
    check: property("minimumTlsVersion", { ...armIs(STORAGE_TLS_VERSION, "TLS1_3"), expected: STORAGE_TLS_VERSION }),
  },
  {
    id: "ST-03",
    name: "storage-no-public-access",
    title: "Public network access is off",
    why: "An account with a public endpoint can be read from anywhere with one leaked key, signature or token.",
    fix: "Set publicNetworkAccess to Disabled, or to SecuredByPerimeter in a network security perimeter.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-network-security",
    types: [token.STORAGE_ACCOUNT],
    remedy: { publicNetworkAccess: "Disabled" },
    check: property("publicNetworkAccess", isNotPublic),
  },
  {
    id: "ST-04",
    name: "storage-network-default-deny",
    title: "Firewall denies by default",
    why: "A firewall that allows by default admits every address as soon as public access is turned on.",
    fix: "Set networkRuleSet.defaultAction to Deny.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-network-security",
    frameworks: { "MCSB v1": ["NS-2"] },
    coveredBy: ["ST-03"],
    types: [token.STORAGE_ACCOUNT],
    remedy: { defaultAction: "Deny" },
    check: deniesByDefault("networkRuleSet.defaultAction", "publicNetworkAccess"),
  },
  {
    id: "ST-05",
    name: "storage-private-endpoint",
    title: "A private endpoint exists per used sub-resource",
    why: "Each sub-resource has its own public endpoint; without a private endpoint it is reachable only over the internet, or not at all.",
    fix: "Add a network.PrivateEndpoint with the sub-resource's group id (blob, file, queue, table, dfs, web).",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/common/storage-private-endpoints",
    frameworks: { "MCSB v1": ["NS-2"] },
    reads: [
      token.STORAGE_ACCOUNT,
      token.PRIVATE_ENDPOINT,
      token.BLOB_CONTAINER,
      token.FILE_SHARE,
      token.STORAGE_QUEUE,
      token.STORAGE_TABLE,
      token.STORAGE_STATIC_WEBSITE,
    ],
    checkStack: checkPrivateEndpoints,
  },
  {
    id: "ST-06",
    name: "storage-no-blob-public",
    title: "Blob anonymous access is off",
    why: "Anonymous access publishes every current and future blob in the container to the internet.",
    fix: "Set allowBlobPublicAccess to false on the account and publicAccess to None on the container.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",
    frameworks: { "MCSB v1": ["NS-2"] },
    types: [token.STORAGE_ACCOUNT, token.BLOB_CONTAINER],
    remedy: { allowBlobPublicAccess: false, publicAccess: "None" },
    check: checkAnonymousAccess,
  },
  {
    id: "ST-07",
    name: "storage-no-shared-key",
    title: "Shared key access is off",
    why: "An account key grants access to everything in the account to everyone who has it, until it is rotated.",
    fix: "Set allowSharedKeyAccess to false and let workloads authenticate with their identities.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent",
    frameworks: { "MCSB v1": ["IM-1"] },
    types: [token.STORAGE_ACCOUNT],
    remedy: { allowSharedKeyAccess: false },
    check: property("allowSharedKeyAccess", is(false)),
  },
];

/** Azure Storage: access to accounts, and the data in them. */
export const rules: readonly Rule[] = [...access, ...data];
