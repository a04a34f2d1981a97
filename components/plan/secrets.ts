import type { PlatformConfig, WorkloadConfig } from "../config/schema";
import { shortHash } from "./hash";
import type { PlatformPlan } from "./plan";
import { type Rotation, rotationKeepers } from "./rotation";

/** Name of the vault secret with the PostgreSQL administrator's password, if password authentication is configured. */
export const DATABASE_PASSWORD_SECRET = "postgres-administrator-password";

/** Returns the vault secrets that the program replaces at the end of their rotation periods. */
export function rotatedSecrets({ keyVault, postgres }: Pick<PlatformConfig, "keyVault" | "postgres">): readonly string[] {
  return [...Object.keys(keyVault.generatedSecrets), ...(postgres.authentication.type === "password" ? [DATABASE_PASSWORD_SECRET] : [])];
}

/** Returns the vault secrets that the application reads as files: those in `uses.keyVault`, and its database's password if there is one. */
export function applicationSecrets({ uses }: WorkloadConfig, { postgres }: Pick<PlatformConfig, "postgres">): readonly string[] {
  const password = uses.database !== undefined && postgres.authentication.type === "password";
  return [...new Set([...uses.keyVault, ...(password ? [DATABASE_PASSWORD_SECRET] : [])])];
}

/** Returns the vault secrets of a workload: the application's, and those that the settings of its sidecar refer to. */
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
 * Returns a revision that changes with every generated secret of the workload, and with the generation of a configured one. It restarts the pods with the new value, because an
 * application may read a file only once.
 */
export function secretsRevision(workload: WorkloadConfig, { config, now }: SecretsPlan): string {
  const revisions = secretsOf(workload, config).map((name) => {
    const rotation = rotationOf(name, config);
    if (rotation !== undefined) return Object.values(rotationKeepers(rotation, now)).join("-");
    return String(config.keyVault.configuredSecrets[name]?.generation ?? "");
  });
  return shortHash(revisions, 8);
}

function rotationOf(secret: string, { keyVault, postgres }: PlatformConfig): Rotation | undefined {
  if (secret === DATABASE_PASSWORD_SECRET && postgres.authentication.type === "password") return postgres.authentication;
  return keyVault.generatedSecrets[secret];
}

/** Returns the certificate that the sidecar reads from the vault, where it is issued or imported outside the program. */
export function certificateOf({ sidecar }: WorkloadConfig): string | undefined {
  return sidecar?.credential.type === "keyVaultCertificate" ? sidecar.credential.certificate : undefined;
}
