import { STAGING_SERVER } from "../../policy-pack/rules/facts/acme";
import type { PlatformConfig, SidecarConfig } from "../config/schema";
import { COMMON_AUDIENCE } from "../config/schema/sidecar";
import { azureWarnings } from "./azure/warnings";
import { chartWarnings } from "./chartSupport";
import { configuredSecretWarnings } from "./configuredSecrets";
import { istioWarning, supportWarning } from "./support";
import { wafWarnings } from "./waf";

/** Returns warnings about settings that are about to become invalid, have no effect, or allow more than their name suggests. */
export function planWarnings(config: PlatformConfig, now: Date): readonly string[] {
  const support = supportWarning(config.cluster.kubernetesVersion, now);
  const istio = config.ingress.controller === "istio" ? istioWarning(config.ingress.istioRevision, now) : undefined;
  return [
    ...(support === undefined ? [] : [support]),
    ...(istio === undefined ? [] : [istio]),
    ...chartWarnings(config, now),
    ...azureWarnings(config),
    ...wafWarnings(config.frontDoor.waf, now),
    ...untrustedCertificates(config),
    ...databaseAdministrators(config),
    ...sharedTokens(config),
    ...ignoredSettings(config),
    ...configuredSecretWarnings(config, now),
  ];
}

function untrustedCertificates({ ingress, scope }: PlatformConfig): readonly string[] {
  const key = ingress.issuer === undefined ? "acmeServer" : "issuer";
  if (scope !== "all" || !STAGING_SERVER.test(ingress[key] ?? "")) return [];
  return [`ingress.${key}: Front Door trusts no certificate of a test server and connects to no origin; use that of a public authority.`];
}

function databaseAdministrators({ postgres, workloads }: PlatformConfig): readonly string[] {
  const users = Object.keys(workloads).filter((name) => workloads[name]?.uses.database !== undefined);
  if (postgres.authentication.type !== "password" || users.length === 0) return [];
  const who = `every workload with a database (${users.join(", ")})`;
  return [
    `postgres.authentication: with type password, ${who} signs in as the server's administrator; with type entra, as its own identity.`,
  ];
}

/** An application with Azure data mounts a token of the common audience, with the subject that the sidecar's token has too. */
function sharedTokens({ workloads }: PlatformConfig): readonly string[] {
  return Object.entries(workloads).flatMap(([name, { sidecar, uses }]) => {
    const credential = sidecar?.credential;
    if (credential?.type !== "application" || credential.tokenAudience !== COMMON_AUDIENCE) return [];
    if (uses.database === undefined && uses.blob === undefined && uses.eventHub === undefined) return [];
    return [
      `workloads.${name}.sidecar.credential.tokenAudience: the application's container has a token with this audience and can sign in ` +
        "as the Entra application without the sidecar; use the default.",
    ];
  });
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
