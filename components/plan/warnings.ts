import type { PlatformConfig, SidecarConfig } from "../config/schema";
import { ACME_STAGING } from "../config/schema/edge";
import { supportWarning } from "./support";

/** Returns warnings about settings that are about to become invalid, have no effect, or allow more than their name suggests. */
export function planWarnings(config: PlatformConfig, now: Date): readonly string[] {
  const support = supportWarning(config.cluster.kubernetesVersion, now);
  return [
    ...(support === undefined ? [] : [support]),
    ...untrustedCertificates(config),
    ...databaseAdministrators(config),
    ...ignoredSettings(config),
  ];
}

function untrustedCertificates({ ingress, scope }: PlatformConfig): readonly string[] {
  if (scope !== "all" || ingress.acmeServer !== ACME_STAGING) return [];
  return [
    "ingress.acmeServer: Front Door trusts no certificate of Let's Encrypt's staging server and connects to no origin; use the default.",
  ];
}

function databaseAdministrators({ postgres, workloads }: PlatformConfig): readonly string[] {
  const users = Object.keys(workloads).filter((name) => workloads[name]?.uses.database !== undefined);
  if (postgres.authentication.type !== "password" || users.length === 0) return [];
  const who = `every workload with a database (${users.join(", ")})`;
  return [
    `postgres.authentication: with type password, ${who} signs in as the server's administrator; with type entra, as its own identity.`,
  ];
}

function ignoredSettings({ workloads }: PlatformConfig): readonly string[] {
  return Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    sidecar === undefined
      ? []
      : ignoredBy(sidecar).map(
          ([key, settings]) =>
            `workloads.${name}.sidecar.${key}: the image ignores ${settings} settings: they are set, but have no effect.`,
        ),
  );
}

/** Keys of a sidecar that the current image ignores, each with the prefix of the settings that it becomes. */
function ignoredBy({
  distributedCacheSecret,
  applicationInsightsSecret,
}: SidecarConfig): readonly (readonly [key: string, settings: string])[] {
  return [
    ...(distributedCacheSecret === undefined ? [] : [["distributedCacheSecret", "TokenCache__*"] as const]),
    ...(applicationInsightsSecret === undefined ? [] : [["applicationInsightsSecret", "ApplicationInsights__*"] as const]),
  ];
}
