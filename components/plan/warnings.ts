import type { PlatformConfig, SidecarConfig } from "../config/schema";
import { ACME_STAGING } from "../config/schema/edge";
import { supportWarning } from "./support";

/** What is legal now and will not stay so, has no effect, or opens more than its name says. One sentence each, once for the environment. */
export function planWarnings(config: PlatformConfig, now: Date): readonly string[] {
  const support = supportWarning(config.cluster.kubernetesVersion, now);
  return [...(support === undefined ? [] : [support]), ...untrusted(config), ...administrators(config), ...ignoredSettings(config)];
}

function untrusted({ ingress, scope }: PlatformConfig): readonly string[] {
  if (scope !== "all" || ingress.acmeServer !== ACME_STAGING) return [];
  return [
    "ingress.acmeServer: Front Door trusts no certificate of Let's Encrypt's staging server, so it reaches no origin; use the default.",
  ];
}

function administrators({ postgres, workloads }: PlatformConfig): readonly string[] {
  const users = Object.keys(workloads).filter((name) => workloads[name]?.uses.database !== undefined);
  if (postgres.authentication.type !== "password" || users.length === 0) return [];
  const who = `every workload with a database (${users.join(", ")})`;
  return [`postgres.authentication: with passwords, ${who} signs in as the server's administrator; with entra, as itself.`];
}

function ignoredSettings({ workloads }: PlatformConfig): readonly string[] {
  return Object.entries(workloads).flatMap(([name, { sidecar }]) =>
    sidecar === undefined
      ? []
      : ignoredBy(sidecar).map(
          ([key, settings]) =>
            `workloads.${name}.sidecar.${key}: the image reads no ${settings} settings: they are wired, but have no effect.`,
        ),
  );
}

/** Keys of a sidecar that the current image ignores, with the prefix of the settings they become. */
function ignoredBy({
  distributedCacheSecret,
  applicationInsightsSecret,
}: SidecarConfig): readonly (readonly [key: string, settings: string])[] {
  return [
    ...(distributedCacheSecret === undefined ? [] : [["distributedCacheSecret", "TokenCache__*"] as const]),
    ...(applicationInsightsSecret === undefined ? [] : [["applicationInsightsSecret", "ApplicationInsights__*"] as const]),
  ];
}
