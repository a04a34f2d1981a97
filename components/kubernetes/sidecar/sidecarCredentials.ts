import type * as pulumi from "@pulumi/pulumi";
import type { CredentialConfig, SidecarConfig } from "../../config/schema";
import type { Environment } from "../pod/environment";
import { type IdentityToken, tokenEnvironment, tokenFile, WORKLOAD_TOKEN } from "../pod/identityToken";
import type { VaultObject } from "../pod/secretProviderClass";

/** Directory of the secrets that only the sidecar reads; it is not mounted in the application's container. */
export const SIDECAR_SECRETS = "/mnt/sidecar-secrets";

const CERTIFICATE_FILE = "certificate.pfx";

/** Keys of the Secret to which the driver copies values that the sidecar reads from its environment only. */
const SYNCED_KEYS = { clientSecret: "client-secret", redis: "redis-connection", insights: "appinsights-connection" } as const;

export interface CredentialArgs {
  /** Client id of the workload's managed identity. */
  readonly identityClientId: pulumi.Input<string>;
  /** Id (GUID) of the Entra tenant of that identity. */
  readonly tenantId: pulumi.Input<string>;
  /** HTTPS URL of the key vault that holds the certificates. */
  readonly vaultUrl: pulumi.Input<string>;
  /** Name of the Secret to which the driver copies values of the key vault. */
  readonly secretName: string;
}

/** Client id with which the sidecar signs in to Entra. */
export function sidecarClientId(credential: CredentialConfig, identityClientId: pulumi.Input<string>): pulumi.Input<string> {
  return credential.type === "managedIdentity" ? identityClientId : credential.clientId;
}

/**
 * Service account token that the credential uses; undefined where it uses none. An application's has an audience and a volume of its
 * own, so that Entra does not accept the application container's token, which has the same subject, for the Entra application.
 */
export function sidecarToken(credential: CredentialConfig): IdentityToken | undefined {
  switch (credential.type) {
    case "application":
      return { volume: "sidecar-token", directory: "/var/run/secrets/entra-sidecar", audience: credential.tokenAudience };
    case "managedIdentity":
    case "keyVaultCertificate":
      return WORKLOAD_TOKEN;
    default:
      return undefined;
  }
}

/** Exactly one credential: the sidecar tries its list in order, so a second one would be a silent downgrade. */
export function credentialEnvironment(credential: CredentialConfig, args: CredentialArgs): Environment {
  const key = (name: string) => `AzureAd__ClientCredentials__0__${name}`;
  const file = tokenFile(sidecarToken(credential) ?? WORKLOAD_TOKEN);
  switch (credential.type) {
    case "managedIdentity":
    case "application":
      // The binder reads …FileDiskPath; it ignores the documented …FilePath (CredentialDescription.cs).
      return { [key("SourceType")]: "SignedAssertionFilePath", [key("SignedAssertionFileDiskPath")]: file };
    case "keyVaultCertificate":
      return {
        [key("SourceType")]: "KeyVault",
        [key("KeyVaultUrl")]: args.vaultUrl,
        [key("KeyVaultCertificateName")]: credential.certificate,
        IDWEB_DISABLE_INTERACTIVE_AKV_CREDENTIALS: "true",
        ...tokenEnvironment({ clientId: args.identityClientId, tenantId: args.tenantId }),
      };
    case "certificateFile":
      return { [key("SourceType")]: "Path", [key("CertificateDiskPath")]: `${SIDECAR_SECRETS}/${CERTIFICATE_FILE}` };
    case "clientSecret":
      return {
        [key("SourceType")]: "ClientSecret",
        [key("ClientSecret")]: { secretName: args.secretName, key: SYNCED_KEYS.clientSecret },
      };
    default:
      return unreachable(credential);
  }
}

/** Variables that the current image ignores. Document 000 requires them, so they are set for a later image that reads them. */
export function ignoredEnvironment(config: SidecarConfig, secretName: string): Environment {
  const { distributedCacheSecret, applicationInsightsSecret } = config;
  return {
    ...(distributedCacheSecret === undefined
      ? {}
      : { TokenCache__EnableDistributedCache: "true", TokenCache__RedisConnection: { secretName, key: SYNCED_KEYS.redis } }),
    ...(applicationInsightsSecret === undefined
      ? {}
      : { ApplicationInsights__ConnectionString: { secretName, key: SYNCED_KEYS.insights } }),
  };
}

/** Secrets and certificates that the driver reads from the key vault for the sidecar. */
export function sidecarVaultObjects({
  credential,
  distributedCacheSecret,
  applicationInsightsSecret,
}: SidecarConfig): readonly VaultObject[] {
  const synced = (name: string | undefined, key: string): VaultObject[] =>
    name === undefined ? [] : [{ objectName: name, alias: key, syncedKey: key }];
  return [
    // A certificate read as a secret includes its private key; from PEM the sidecar would load no key (FromPathCertificateLoader.cs).
    ...(credential.type === "certificateFile"
      ? [{ objectName: credential.certificate, alias: CERTIFICATE_FILE, format: "pfx" as const }]
      : []),
    ...synced(credential.type === "clientSecret" ? credential.secret : undefined, SYNCED_KEYS.clientSecret),
    ...synced(distributedCacheSecret, SYNCED_KEYS.redis),
    ...synced(applicationInsightsSecret, SYNCED_KEYS.insights),
  ];
}

function unreachable(credential: never): never {
  throw new Error(`unknown credential ${JSON.stringify(credential)}`);
}
