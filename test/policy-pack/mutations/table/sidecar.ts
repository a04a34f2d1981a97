import { REMOVED } from "../paths";
import { by, layered, removed, rowsOf, set, survives, to, type Weakening } from "../weakening";

const AUTHENTICATED = "SC-23 closes the routes without authentication; on the others the caller's own token limits what it may ask for";
const SIDECAR = "spec.template.spec.containers[name=entra-sidecar]";

const variable = (name: string, ...weakenings: readonly Weakening[]) => ({ [`${SIDECAR}.env[name=${name}].value`]: weakenings });
const without = (name: string, ...controls: readonly string[]) => ({ [`${SIDECAR}.env[name=${name}]`]: removed(...controls) });

const additional = (name: string, value: unknown, ...controls: readonly string[]) =>
  by<readonly unknown[]>((env) => [...env, typeof value === "string" ? { name, value } : { name, ...(value as object) }], ...controls);

export const sidecar = [
  ...rowsOf("kubernetes:apps/v1:Deployment", {
    ...variable("Kestrel__Endpoints__Http__Url", to("http://0.0.0.0:5000", "SC-03"), to("http://*:5000", "SC-03")),
    ...without("Kestrel__Endpoints__Http__Url", "SC-03"),
    ...variable("ASPNETCORE_ENVIRONMENT", to("Development", "SC-18")),
    ...variable("Logging__LogLevel__Default", to("Debug", "SC-16")),
    ...variable("Logging__LogLevel__Microsoft.Identity.Web", to("Trace", "SC-16"), to("Error", "SC-17")),
    ...variable("AzureAd__Instance", to("https://login.example.com/", "SC-19"), to("http://login.microsoftonline.com/", "SC-19")),
    ...variable("AzureAd__Audience", to("", "SC-15")),
    ...without("AzureAd__Audience", "SC-15"),
    ...variable("AzureAd__Scopes", to("", "SC-15")),
    ...without("AzureAd__Scopes", "SC-15"),
    ...variable("AzureAd__ClientId", to("00000000-0000-0000-0000-000000000001", "SC-10")),
    ...variable("AzureAd__ClientCredentials__0__SourceType", to("ClientSecret", "SC-11")),
    ...variable("Sidecar__AllowOverrides__GetAuthorizationHeader", survives(AUTHENTICATED, to("true"))),
    ...variable("Sidecar__AllowOverrides__CallDownstreamApi", survives(AUTHENTICATED, to("true"))),
    ...variable("Sidecar__AllowOverrides__GetAuthorizationHeaderUnauthenticated", to("true", "SC-23")),
    ...variable("Sidecar__AllowOverrides__CallDownstreamApiUnauthenticated", to("true", "SC-23")),
    ...variable("Sidecar__AllowOutboundRedirects", to("true", "SC-23")),
    ...variable("DownstreamApis__graph__BaseUrl", to("http://graph.microsoft.com/v1.0", "SC-25")),
    ...variable("DownstreamApis__graph__Scopes__0", to("https://graph.microsoft.com/.default", "SC-26")),
    ...variable("AllowedHosts", layered("Kestrel listens on 127.0.0.1 only (SC-03)", to("*"))),
    ...variable("DOTNET_EnableDiagnostics", layered("The runtime's diagnostics use a socket in the container's own file system", to("1"))),
    [`${SIDECAR}.env`]: [
      additional("AzureAd__ClientCredentials__0__ClientSecret", "9yq8Q~vJ2kfzR1", "SC-12"),
      additional("ConnectionStrings__Redis", "redis:6380,password=9yq8Q~vJ2kfzR1", "SC-12", "POD-12"),
      additional("DownstreamApis__graph__AcquireTokenOptions__PopPublicKey", "-----BEGIN PRIVATE KEY-----", "SC-21"),
      additional("TokenCache__EnableDistributedCache", "true", "SC-20"),
    ],
    [`${SIDECAR}.image`]: [
      to("mcr.microsoft.com/identity/sidecar:1.1.2", "SC-01"),
      by<string>((image) => image.replace(/:.*$/, ":1.0.0-azurelinux3.0-distroless"), "SC-02"),
    ],
    [`${SIDECAR}.ports`]: set([{ containerPort: 5000 }], "SC-04"),
    [`${SIDECAR}.resources.limits.memory`]: to("2Gi", "SC-24"),
    [`${SIDECAR}.resources.limits.cpu`]: to("4", "SC-24"),
    [`${SIDECAR}.resources.requests.memory`]: to("1Mi", "SC-24"),
    [`${SIDECAR}.resources.requests.cpu`]: to("1m", "SC-24"),
    "spec.template.spec.containers[name=app].env[name=SIDECAR_URL].value": [
      to("http://entra-sidecar.shared.svc:5000", "SC-07"),
      to("http://10.20.0.9:5000", "SC-07"),
    ],
    "spec.template.spec.containers[name=app]": by((_, { inputs }) => (hasSidecar(inputs) ? REMOVED : undefined), "SC-08"),
  }),
];

function hasSidecar(inputs: unknown): boolean {
  return JSON.stringify(inputs).includes('"entra-sidecar"');
}
