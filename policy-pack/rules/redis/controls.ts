import * as token from "../facts/tokens";
import { armIs, armIsNot } from "../reading/arm";
import { all, byType, is, isNot, isSet, property } from "../reading/expect";
import type { Rule } from "../rule";
import { checkPublicAccess } from "./publicAccess";

const TLS = armIsNot("1.0", "1.1");

/** Azure Cache for Redis, and Azure Managed Redis with its predecessor Redis Enterprise. */
export const rules: readonly Rule[] = [
  {
    id: "RED-01",
    name: "redis-tls",
    title: "Redis: TLS 1.2, no non-SSL port",
    why: "Anyone on the network path can read keys, values and the access key over the plain port, and can break TLS 1.0 and 1.1.",
    fix: 'Remove enableNonSslPort, set minimumTlsVersion to "1.2" and a database\'s clientProtocol to Encrypted.',
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-remove-tls-10-11",
    frameworks: { "MCSB v1": ["DP-3"] },
    types: [token.REDIS, token.REDIS_ENTERPRISE, token.REDIS_ENTERPRISE_DATABASE],
    // Azure's defaults are safe: no plain port, Encrypted, and TLS 1.2, the lowest version that caches still accept.
    remedy: { enableNonSslPort: false, minimumTlsVersion: "1.2", clientProtocol: "Encrypted" },
    check: byType({
      [token.REDIS]: all(property("enableNonSslPort", isNot(true)), property("minimumTlsVersion", TLS)),
      [token.REDIS_ENTERPRISE]: property("minimumTlsVersion", TLS),
      [token.REDIS_ENTERPRISE_DATABASE]: property("clientProtocol", armIsNot("Plaintext")),
    }),
  },
  {
    id: "RED-02",
    name: "redis-auth",
    title: "Redis: Entra auth on, access keys off",
    why: "An access key gives full access to everyone who has it, until it is regenerated, and names no caller in the logs.",
    fix: "Set disableAccessKeyAuthentication and redisConfiguration.aadEnabled to true; a database's accessKeysAuthentication to Disabled.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-azure-active-directory-for-authentication",
    types: [token.REDIS, token.REDIS_ENTERPRISE_DATABASE],
    // Without access keys the service accepts Entra authentication only, so one setting decides both.
    remedy: { disableAccessKeyAuthentication: true },
    check: byType({
      [token.REDIS]: all(property("disableAccessKeyAuthentication", is(true)), property("redisConfiguration.authnotrequired", isNot(true))),
      [token.REDIS_ENTERPRISE_DATABASE]: property("accessKeysAuthentication", armIs("Disabled")),
    }),
  },
  {
    id: "RED-03",
    name: "redis-private",
    title: "Redis: no public access, private endpoint",
    why: "A cache with a public endpoint can be read from anywhere with one leaked key.",
    fix: "Set publicNetworkAccess to Disabled, and let clients connect over a private endpoint.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link",
    frameworks: { "MCSB v1": ["NS-2"] },
    types: [token.REDIS, token.REDIS_ENTERPRISE],
    check: checkPublicAccess,
  },
  {
    id: "RED-04",
    name: "redis-cmk-replication",
    title: "Redis replication SKU and customer key",
    why: "Without replication a failed node loses the data, and without a key of your own you cannot revoke the service's access to it.",
    fix: "Use a Standard or Premium sku; for Azure Managed Redis keep highAvailability and set encryption.customerManagedKeyEncryption.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/redis/how-to-encryption",
    types: [token.REDIS, token.REDIS_ENTERPRISE],
    // Azure Cache for Redis has no customer-managed keys for its memory; its Basic tier has one node.
    check: byType({
      [token.REDIS]: property("sku.name", armIsNot("Basic")),
      [token.REDIS_ENTERPRISE]: all(
        property("highAvailability", armIsNot("Disabled")),
        property("encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl", isSet),
      ),
    }),
  },
];
