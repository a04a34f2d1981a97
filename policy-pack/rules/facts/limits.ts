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
