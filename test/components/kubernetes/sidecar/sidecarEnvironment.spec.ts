import assert from "node:assert/strict";
import type { CredentialConfig } from "../../../../components/config/schema";
import { sidecarEnvironment } from "../../../../components/kubernetes/sidecar/sidecarEnvironment";
import { AUTHORITIES } from "../../../../policy-pack/rules/facts/entra";
import { APPLICATION, CREDENTIALS, IDENTITY, sidecarConfig, TENANT } from "../workloads";

const environmentOf = (config: ReturnType<typeof sidecarConfig>) =>
  sidecarEnvironment({
    config,
    identityClientId: IDENTITY,
    tenantId: TENANT,
    vaultUrl: "https://kv-shop.vault.azure.net",
    secretName: "catalog-sidecar",
  });

const ALWAYS = {
  ASPNETCORE_ENVIRONMENT: "Production",
  DOTNET_EnableDiagnostics: "0",
  AllowedHosts: "localhost;127.0.0.1",
  Logging__LogLevel__Default: "Information",
  "Logging__LogLevel__Microsoft.Identity.Web": "Information",
  AzureAd__Instance: "https://login.microsoftonline.com/",
  AzureAd__TenantId: TENANT,
  Sidecar__AllowOverrides__GetAuthorizationHeader: "false",
  Sidecar__AllowOverrides__CallDownstreamApi: "false",
  Sidecar__AllowOverrides__GetAuthorizationHeaderUnauthenticated: "false",
  Sidecar__AllowOverrides__CallDownstreamApiUnauthenticated: "false",
  Sidecar__AllowOutboundRedirects: "false",
};

const BINDS = {
  loopback: { Kestrel__Endpoints__Http__Url: "http://127.0.0.1:5000" },
  pod: { ASPNETCORE_HTTP_PORTS: "5000" },
};

const FIRST = "AzureAd__ClientCredentials__0__";
const signed = (directory: string) => ({
  [`${FIRST}SourceType`]: "SignedAssertionFilePath",
  [`${FIRST}SignedAssertionFileDiskPath`]: `/var/run/secrets/${directory}/token`,
});

const MODES: Readonly<Record<CredentialConfig["type"], { readonly clientId: string; readonly environment: object }>> = {
  managedIdentity: { clientId: IDENTITY, environment: signed("entra") },
  application: { clientId: APPLICATION, environment: signed("entra-sidecar") },
  keyVaultCertificate: {
    clientId: APPLICATION,
    environment: {
      [`${FIRST}SourceType`]: "KeyVault",
      [`${FIRST}KeyVaultUrl`]: "https://kv-shop.vault.azure.net",
      [`${FIRST}KeyVaultCertificateName`]: "sign-in",
      IDWEB_DISABLE_INTERACTIVE_AKV_CREDENTIALS: "true",
      AZURE_CLIENT_ID: IDENTITY,
      AZURE_TENANT_ID: TENANT,
      AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/entra/token",
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
    },
  },
  certificateFile: {
    clientId: APPLICATION,
    environment: { [`${FIRST}SourceType`]: "Path", [`${FIRST}CertificateDiskPath`]: "/mnt/sidecar-secrets/certificate.pfx" },
  },
  clientSecret: {
    clientId: APPLICATION,
    environment: {
      [`${FIRST}SourceType`]: "ClientSecret",
      [`${FIRST}ClientSecret`]: { secretName: "catalog-sidecar", key: "client-secret" },
    },
  },
};

describe("sidecarEnvironment", () => {
  for (const credential of Object.values(CREDENTIALS)) {
    for (const bind of ["loopback", "pod"] as const) {
      it(`is exactly this for ${credential.type} bound to ${bind}`, () => {
        const { clientId, environment } = MODES[credential.type];
        const own = { AzureAd__ClientId: clientId, ...BINDS[bind], ...environment };
        assert.deepEqual(environmentOf(sidecarConfig({ credential, bind })), { ...ALWAYS, ...own });
      });
    }
  }

  it("sets the scopes of a downstream API one by one, under the names that the binder reads", () => {
    const graph = { baseUrl: "https://graph.microsoft.com/v1.0", scopes: ["User.Read", "Mail.Read"] };
    const orders = {
      baseUrl: "https://orders.contoso.com",
      scopes: ["api://orders/.default"],
      requestAppToken: true,
      relativePath: "v1/orders",
      httpMethod: "Post" as const,
      popPublicKey: "eyJraWQiOiJ0aHVtYnByaW50In0",
    };
    const environment = environmentOf(sidecarConfig({ downstreamApis: { Graph: graph, "Orders-Api": orders } }));
    assert.deepEqual(Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith("DownstreamApis"))), {
      DownstreamApis__Graph__BaseUrl: "https://graph.microsoft.com/v1.0",
      DownstreamApis__Graph__Scopes__0: "User.Read",
      DownstreamApis__Graph__Scopes__1: "Mail.Read",
      "DownstreamApis__Orders-Api__BaseUrl": "https://orders.contoso.com",
      "DownstreamApis__Orders-Api__Scopes__0": "api://orders/.default",
      "DownstreamApis__Orders-Api__RequestAppToken": "true",
      "DownstreamApis__Orders-Api__RelativePath": "v1/orders",
      "DownstreamApis__Orders-Api__HttpMethod": "Post",
      "DownstreamApis__Orders-Api__AcquireTokenOptions__PopPublicKey": "eyJraWQiOiJ0aHVtYnByaW50In0",
    });
  });

  it("requires a scope as a scalar and uses audience and tenant of the configuration", () => {
    const environment = environmentOf(sidecarConfig({ requiredScope: "access_as_user", audience: "api://shop", tenantId: APPLICATION }));
    assert.equal(environment.AzureAd__Scopes, "access_as_user");
    assert.equal(environment.AzureAd__Audience, "api://shop");
    assert.equal(environment.AzureAd__TenantId, APPLICATION);
  });

  it("allows overrides only for callers with a user token, and the anonymous routes only for agents", () => {
    const overrides = environmentOf(sidecarConfig({ allowOverrides: true }));
    assert.equal(overrides.Sidecar__AllowOverrides__CallDownstreamApi, "true");
    assert.equal(overrides.Sidecar__AllowOverrides__CallDownstreamApiUnauthenticated, "false");
    const agents = environmentOf(sidecarConfig({ autonomousAgents: true }));
    assert.equal(agents.Sidecar__AllowOverrides__GetAuthorizationHeader, "false");
    assert.equal(agents.Sidecar__AllowOverrides__GetAuthorizationHeaderUnauthenticated, "true");
  });

  it("sets Redis and Application Insights by reference to a Secret, never by value", () => {
    const environment = environmentOf(sidecarConfig({ distributedCacheSecret: "redis", applicationInsightsSecret: "insights" }));
    assert.equal(environment.TokenCache__EnableDistributedCache, "true");
    assert.deepEqual(environment.TokenCache__RedisConnection, { secretName: "catalog-sidecar", key: "redis-connection" });
    assert.deepEqual(environment.ApplicationInsights__ConnectionString, { secretName: "catalog-sidecar", key: "appinsights-connection" });
  });

  it("signs in at the authority of each cloud, and never at the closed German one", () => {
    for (const cloud of Object.keys(AUTHORITIES) as (keyof typeof AUTHORITIES)[]) {
      assert.equal(environmentOf(sidecarConfig({ cloud })).AzureAd__Instance, AUTHORITIES[cloud]);
    }
    assert.ok(!Object.values(AUTHORITIES).some((host) => host.includes("microsoftonline.de")));
  });
});
