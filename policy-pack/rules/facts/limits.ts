/** NetworkPolicy engines that AKS maintains; Azure Network Policy Manager (NPM) is being retired. */
export const NETWORK_POLICY_ENGINES = ["cilium", "calico"] as const;
/** Control-plane logs that record who did what: an audit category, and the authenticator's. `audit` is Azure's category group of both. */
export const AKS_AUDIT_LOGS: readonly (readonly string[])[] = [
  ["kube-audit-admin", "kube-audit", "audit"],
  ["guard", "audit"],
];
/** The vault's audit logs, by category or by Azure's category group. */
export const VAULT_AUDIT_LOGS: readonly (readonly string[])[] = [["AuditEvent", "audit"]];
/** Days a deleted vault, secret or key can be recovered: Azure's maximum and default. */
export const VAULT_RETENTION_DAYS = 90;
/** The highest minimum TLS version of storage accounts: the SDK also lists TLS1_3, and documents that it is not supported as a minimum. */
export const STORAGE_TLS_VERSION = "TLS1_2";
/** Minimum TLS versions of PostgreSQL, in the notation of the server parameter. */
export const POSTGRES_TLS_VERSIONS = ["TLSv1.2", "TLSv1.3"] as const;
/** Private endpoint sub-resources (Azure's group ids). */
export const ENDPOINT_GROUPS = { vault: "vault", registry: "registry", postgres: "postgresqlServer" } as const;
/** The highest minimum TLS version of Event Hubs namespaces. */
export const EVENT_HUBS_TLS_VERSION = "1.2";
/**
 * The oldest minor versions that AKS supports: ordinary support, and long-term support, which lasts two years (AKS release calendar of
 * August 2026: support for 1.34 ends with November 2026, long-term support for 1.31 with the same month).
 */
export const KUBERNETES_MINIMUM = { ordinary: "1.35", longTerm: "1.32" } as const;
/** The log events of a registry, by category or by Azure's category group. */
export const REGISTRY_AUDIT_LOGS: readonly (readonly string[])[] = [
  ["ContainerRegistryLoginEvents", "audit"],
  ["ContainerRegistryRepositoryEvents", "audit"],
];
/** The logs of requests to a storage service, by category or by Azure's category group. */
export const STORAGE_REQUEST_LOGS: readonly (readonly string[])[] = [
  ["StorageRead", "audit"],
  ["StorageWrite", "audit"],
  ["StorageDelete", "audit"],
];
/** The server log of PostgreSQL, which contains connections, disconnections and checkpoints. */
export const POSTGRES_LOGS: readonly (readonly string[])[] = [["PostgreSQLLogs", "audit"]];
/** Days after which a stored credential is replaced: secrets ("Rotate every 90 days"), and keys of storage accounts. */
export const ROTATION_DAYS = { secret: 90, storageKey: 30 } as const;
