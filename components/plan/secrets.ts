import type { PlatformConfig, WorkloadConfig } from "../config/schema";

/** Vault secret that holds the PostgreSQL administrator's password, where password authentication is configured. */
export const DATABASE_PASSWORD_SECRET = "postgres-administrator-password";

/** Vault secrets a workload reads: what it names, what its sidecar's settings need, and its database's password. */
export function secretsOf(workload: WorkloadConfig, { postgres }: Pick<PlatformConfig, "postgres">): readonly string[] {
  const { sidecar, uses } = workload;
  const credential = sidecar?.credential;
  const names = [
    ...uses.keyVault,
    ...(credential?.type === "clientSecret" ? [credential.secret] : []),
    ...(credential?.type === "certificateFile" ? [credential.certificate] : []),
    ...[sidecar?.distributedCacheSecret, sidecar?.applicationInsightsSecret].filter((name) => name !== undefined),
    ...(uses.database !== undefined && postgres.authentication.type === "password" ? [DATABASE_PASSWORD_SECRET] : []),
  ];
  return [...new Set(names)];
}

/** Certificate that the sidecar loads from the vault by itself; it is issued or imported there, not by the program. */
export function certificateOf({ sidecar }: WorkloadConfig): string | undefined {
  return sidecar?.credential.type === "keyVaultCertificate" ? sidecar.credential.certificate : undefined;
}
