/** NetworkPolicy engines that AKS maintains; Azure's own (NPM) is on its way out. */
export const NETWORK_POLICY_ENGINES = ["cilium", "calico"] as const;
/** Control-plane logs that show who did what: one audit category, and the authenticator's. `audit` is Azure's group of both. */
export const AKS_AUDIT_LOGS: readonly (readonly string[])[] = [
  ["kube-audit-admin", "kube-audit", "audit"],
  ["guard", "audit"],
];
/** The vault's audit trail, by category or by Azure's group. */
export const VAULT_AUDIT_LOGS: readonly (readonly string[])[] = [["AuditEvent", "audit"]];
/** Days a deleted vault, secret or key can be brought back: Azure's maximum and default. */
export const VAULT_RETENTION_DAYS = 90;
/** The highest TLS floor of storage accounts: the SDK lists TLS1_3 as well, and says that it is not supported as a minimum. */
export const STORAGE_TLS_VERSION = "TLS1_2";
/** TLS floors of PostgreSQL, as the server writes them. */
export const POSTGRES_TLS_VERSIONS = ["TLSv1.2", "TLSv1.3"] as const;
/** Private endpoint sub-resources (Azure's group ids). */
export const ENDPOINT_GROUPS = { vault: "vault", registry: "registry", postgres: "postgresqlServer" } as const;
