import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

function cache(props: Record<string, unknown> = {}): CaseResource {
  return {
    type: "azure-native:redis:Redis",
    name: "cache",
    props: { resourceGroupName: "rg-shop", name: "redis-shop", sku: { name: "Premium", family: "P", capacity: 1 }, ...props },
  };
}

/** Azure Managed Redis and the older Redis Enterprise are one resource type. */
function managed(props: Record<string, unknown> = {}, type = "azure-native:redisenterprise:RedisEnterprise"): CaseResource {
  return {
    type,
    name: "managed",
    props: { resourceGroupName: "rg-shop", clusterName: "amr-shop", sku: { name: "Balanced_B5" }, ...props },
  };
}

function database(props: Record<string, unknown> = {}, type = "azure-native:redisenterprise:Database"): CaseResource {
  return { type, name: "database", props: { resourceGroupName: "rg-shop", clusterName: "amr-shop", ...props } };
}

export const cases: Record<string, ControlCases> = {
  "RED-01": {
    passes: [
      [cache()],
      [cache({ enableNonSslPort: false, minimumTlsVersion: "1.2" })],
      [{ ...cache(), type: "azure-native:cache/v20240301:Redis" }],
      [managed({ minimumTlsVersion: "1.2" }), database({ clientProtocol: "Encrypted" })],
      [managed(), database()],
    ],
    fails: [
      { resources: [cache({ enableNonSslPort: true })], at: ["enableNonSslPort"] },
      { resources: [cache({ enableNonSslPort: "true", minimumTlsVersion: "1.0" })], at: ["enableNonSslPort", "minimumTlsVersion"] },
      { resources: [{ ...cache({ minimumTlsVersion: "1.1" }), type: "azure-native:cache:Redis" }], at: ["minimumTlsVersion"] },
      { resources: [managed({ minimumTlsVersion: "1.1" })], at: ["minimumTlsVersion"] },
      { resources: [database({ clientProtocol: "plaintext" })], at: ["clientProtocol"] },
      { resources: [database({ clientProtocol: "Plaintext" }, "azure-native:cache/v20240201:Database")], at: ["clientProtocol"] },
    ],
    undecided: [
      { resources: [cache({ enableNonSslPort: UNKNOWN })], at: ["enableNonSslPort"] },
      { resources: [database({ clientProtocol: UNKNOWN })], at: ["clientProtocol"] },
    ],
  },
  "RED-02": {
    passes: [
      [cache({ disableAccessKeyAuthentication: true, redisConfiguration: { aadEnabled: "true" } })],
      [database({ accessKeysAuthentication: "Disabled" })],
    ],
    fails: [
      { resources: [cache()], at: ["disableAccessKeyAuthentication"] },
      { resources: [cache({ disableAccessKeyAuthentication: "true" })], at: ["disableAccessKeyAuthentication"] },
      {
        resources: [cache({ disableAccessKeyAuthentication: true, redisConfiguration: { authnotrequired: "True" } })],
        at: ["redisConfiguration.authnotrequired"],
      },
      { resources: [database()], at: ["accessKeysAuthentication"] },
      { resources: [database({ accessKeysAuthentication: "Enabled" })], at: ["accessKeysAuthentication"] },
    ],
    undecided: [
      {
        resources: [cache({ disableAccessKeyAuthentication: true, redisConfiguration: UNKNOWN })],
        at: ["redisConfiguration.authnotrequired"],
      },
    ],
  },
  "RED-03": {
    passes: [
      [cache({ publicNetworkAccess: "Disabled" })],
      [managed({ publicNetworkAccess: "disabled" })],
      // Inside a virtual network a cache has no public endpoint, and cannot have a private one.
      [cache({ subnetId: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/redis" })],
      [cache({ subnetId: UNKNOWN })],
    ],
    fails: [
      { resources: [cache()], at: ["publicNetworkAccess"] },
      { resources: [cache({ publicNetworkAccess: "Enabled" })], at: ["publicNetworkAccess"] },
      { resources: [cache({ publicNetworkAccess: null, subnetId: "" })], at: ["publicNetworkAccess"] },
      { resources: [managed()], at: ["publicNetworkAccess"] },
      {
        resources: [managed({ publicNetworkAccess: "Enabled" }, "azure-native:redisenterprise/v20250701:RedisEnterprise")],
        at: ["publicNetworkAccess"],
      },
    ],
    undecided: [{ resources: [managed({ publicNetworkAccess: UNKNOWN })], at: ["publicNetworkAccess"] }],
    // The property did not exist: a private endpoint decided.
    notApplicable: [[managed({}, "azure-native:cache/v20240201:RedisEnterprise")], [database()]],
  },
  "RED-04": {
    passes: [
      [cache()],
      [managed({ encryption: { customerManagedKeyEncryption: { keyEncryptionKeyUrl: "https://kv-shop.vault.azure.net/keys/redis/1" } } })],
    ],
    fails: [
      { resources: [cache({ sku: { name: "Basic", family: "C", capacity: 0 } })], at: ["sku.name"] },
      { resources: [managed()], at: ["encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"] },
      {
        resources: [managed({ highAvailability: "Disabled", encryption: {} })],
        at: ["highAvailability", "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"],
      },
    ],
  },
};
