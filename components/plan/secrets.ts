import type { PlatformConfig, WorkloadConfig } from "../config/schema";
import { shortHash } from "./hash";
import type { PlatformPlan } from "./plan";
import { rotationPeriod } from "./rotation";

/** Vault secret that holds the PostgreSQL administrator's password, where password authentication is configured. */
export const DATABASE_PASSWORD_SECRET = "postgres-administrator-password";

/** Vault secrets the application itself reads, as files: what it names, and its database's password where there is one. */
export function applicationSecrets({ uses }: WorkloadConfig, { postgres }: Pick<PlatformConfig, "postgres">): readonly string[] {
  const password = uses.database !== undefined && postgres.authentication.type === "password";
  return [...new Set([...uses.keyVault, ...(password ? [DATABASE_PASSWORD_SECRET] : [])])];
}

/** Vault secrets of a workload: the application's, and what its sidecar's settings need. */
export function secretsOf(workload: WorkloadConfig, config: Pick<PlatformConfig, "postgres">): readonly string[] {
  const { sidecar } = workload;
  const credential = sidecar?.credential;
  const names = [
    ...applicationSecrets(workload, config),
    ...(credential?.type === "clientSecret" ? [credential.secret] : []),
    ...(credential?.type === "certificateFile" ? [credential.certificate] : []),
    ...[sidecar?.distributedCacheSecret, sidecar?.applicationInsightsSecret].filter((name) => name !== undefined),
  ];
  return [...new Set(names)];
}

interface SecretsPlan extends Pick<PlatformPlan, "now"> {
  readonly config: PlatformConfig;
}

/**
 * Changes whenever a secret that the program generates for the workload does: its pods then start again with the new value,
 * since an application may read a file once only.
 */
export function secretsRevision(workload: WorkloadConfig, { config, now }: SecretsPlan): string {
  const periods = secretsOf(workload, config).map((name) => {
    const days = rotationDays(name, config);
    return days === undefined ? "" : rotationPeriod(days, now);
  });
  return shortHash(periods, 8);
}

function rotationDays(secret: string, { keyVault, postgres }: PlatformConfig): number | undefined {
  if (secret === DATABASE_PASSWORD_SECRET && postgres.authentication.type === "password") return postgres.authentication.rotationDays;
  return keyVault.generatedSecrets[secret]?.rotationDays;
}

/** Certificate that the sidecar loads from the vault by itself; it is issued or imported there, not by the program. */
export function certificateOf({ sidecar }: WorkloadConfig): string | undefined {
  return sidecar?.credential.type === "keyVaultCertificate" ? sidecar.credential.certificate : undefined;
}
