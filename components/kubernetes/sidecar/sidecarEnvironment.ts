import { AUTHORITIES } from "../../../policy-pack/rules/facts/entra";
import type { DownstreamApiConfig, SidecarConfig } from "../../config/schema";
import type { Environment } from "../pod/environment";
import { type CredentialArgs, credentialEnvironment, ignoredEnvironment, sidecarClientId } from "./sidecarCredentials";

export interface SidecarEnvironmentArgs extends CredentialArgs {
  /** Configuration of the sidecar. */
  readonly config: SidecarConfig;
}

/** All environment variables of the sidecar, with the names that its configuration binder reads. */
export function sidecarEnvironment({ config, ...credential }: SidecarEnvironmentArgs): Environment {
  return {
    ...hostEnvironment(config),
    ...entraEnvironment(config, credential),
    ...credentialEnvironment(config.credential, credential),
    ...overrideEnvironment(config),
    ...downstreamEnvironment(config.downstreamApis),
    ...ignoredEnvironment(config, credential.secretName),
  };
}

function hostEnvironment({ bind, port }: SidecarConfig): Environment {
  return {
    // Any other environment turns off the image's check of the caller.
    ASPNETCORE_ENVIRONMENT: "Production",
    // No diagnostics socket: it requires a writable disk, and other processes could dump tokens through it.
    DOTNET_EnableDiagnostics: "0",
    ...(bind === "loopback" ? { Kestrel__Endpoints__Http__Url: `http://127.0.0.1:${port}` } : { ASPNETCORE_HTTP_PORTS: `${port}` }),
    AllowedHosts: "localhost;127.0.0.1",
    Logging__LogLevel__Default: "Information",
    "Logging__LogLevel__Microsoft.Identity.Web": "Information",
  };
}

function entraEnvironment(config: SidecarConfig, { identityClientId, tenantId }: CredentialArgs): Environment {
  const clientId = sidecarClientId(config.credential, identityClientId);
  return {
    AzureAd__Instance: AUTHORITIES[config.cloud],
    AzureAd__TenantId: config.tenantId ?? tenantId,
    AzureAd__ClientId: clientId,
    // Not set by default: the image then accepts the client id in v2 tokens and api://<client id> in v1 tokens (RegisterValidAudience.cs).
    ...(config.audience === undefined ? {} : { AzureAd__Audience: config.audience }),
    // A scalar: the image ignores a list and then enforces no scope (ValidateRequestEndpoints.cs).
    ...(config.requiredScope === undefined ? {} : { AzureAd__Scopes: config.requiredScope }),
  };
}

function overrideEnvironment({ allowOverrides, autonomousAgents }: SidecarConfig): Environment {
  const key = (route: string) => `Sidecar__AllowOverrides__${route}`;
  return {
    [key("GetAuthorizationHeader")]: `${allowOverrides}`,
    [key("CallDownstreamApi")]: `${allowOverrides}`,
    [key("GetAuthorizationHeaderUnauthenticated")]: `${autonomousAgents}`,
    [key("CallDownstreamApiUnauthenticated")]: `${autonomousAgents}`,
    Sidecar__AllowOutboundRedirects: "false",
  };
}

function downstreamEnvironment(apis: Readonly<Record<string, DownstreamApiConfig>>): Environment {
  return Object.fromEntries(Object.entries(apis).flatMap(([name, api]) => Object.entries(downstreamApi(`DownstreamApis__${name}__`, api))));
}

function downstreamApi(prefix: string, api: DownstreamApiConfig): Readonly<Record<string, string>> {
  return {
    [`${prefix}BaseUrl`]: api.baseUrl,
    ...Object.fromEntries(api.scopes.map((scope, index) => [`${prefix}Scopes__${index}`, scope])),
    ...(api.requestAppToken ? { [`${prefix}RequestAppToken`]: "true" } : {}),
    ...(api.relativePath === undefined ? {} : { [`${prefix}RelativePath`]: api.relativePath }),
    ...(api.httpMethod === undefined ? {} : { [`${prefix}HttpMethod`]: api.httpMethod }),
    ...(api.popPublicKey === undefined ? {} : { [`${prefix}AcquireTokenOptions__PopPublicKey`]: api.popPublicKey }),
  };
}
