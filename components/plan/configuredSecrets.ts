import type { PlatformConfig } from "../config/schema";
import { endOfDay } from "./expiry";

const SECONDS_IN_A_DAY = 86_400;
/** Days before the end from which the warning is reported: time to issue a new value and to deploy it. */
const NOTICE_DAYS = 30;
/** Days that a credential should last at most (policy KV-10). */
const MAX_DAYS = 90;

/** Returns a warning for each configured secret that ends soon or late, and for each credential of a sidecar whose end is unknown. */
export function configuredSecretWarnings({ keyVault, workloads }: PlatformConfig, now: Date): readonly string[] {
  const secrets = keyVault.configuredSecrets;
  const ends = Object.entries(secrets).flatMap(([name, { expires }]) => (expires === undefined ? [] : endWarning(name, expires, now)));
  const unknown = [...new Set(sidecarCredentials(workloads))].filter((name) => secrets[name]?.expires === undefined);
  return [
    ...ends,
    ...unknown.map((name) => `keyVault.configuredSecrets.${name}.expires: set the day on which this credential of a sidecar ends.`),
  ];
}

function endWarning(name: string, expires: string, now: Date): readonly string[] {
  const days = endOfDay(expires) / SECONDS_IN_A_DAY - now.getTime() / 1000 / SECONDS_IN_A_DAY;
  const path = `keyVault.configuredSecrets.${name}.expires`;
  if (days <= 0) return [`${path}: the value ended with ${expires}; set a new one in hardened-aks:secrets.`];
  if (days <= NOTICE_DAYS) return [`${path}: the value ends with ${expires}; set a new one in hardened-aks:secrets.`];
  return days <= MAX_DAYS + 1
    ? []
    : [`${path}: ${expires} is more than ${MAX_DAYS} days ahead; issue credentials for at most ${MAX_DAYS} days.`];
}

/** Names of the client secrets and PFX files with which sidecars sign in. */
function sidecarCredentials(workloads: PlatformConfig["workloads"]): readonly string[] {
  return Object.values(workloads).flatMap(({ sidecar }) => {
    const credential = sidecar?.credential;
    if (credential?.type === "clientSecret") return [credential.secret];
    return credential?.type === "certificateFile" ? [credential.certificate] : [];
  });
}
