import { z } from "zod";
import { SIDECAR_AUDIENCE, TOKEN_EXCHANGE_AUDIENCE } from "../../../policy-pack/rules/facts/entra";
import { SIDECAR_PORT } from "../../../policy-pack/rules/facts/sidecar";
import { isPublicKeyConfirmation } from "./popKey";
import { confidential, confidentialLiteral, cpuQuantity, guid, httpsUrl, memoryQuantity, vaultObjectName } from "./primitives";

const clientId = guid
  .describe("Application (client) id (GUID) of the app registration or agent identity blueprint, never of an agent identity.")
  .register(confidential, { hidden: true });

/** Audience of the token of an application that signs in to Azure data services. */
export const COMMON_AUDIENCE = TOKEN_EXCHANGE_AUDIENCE;

const tokenAudience = z
  .string()
  .regex(/^api:\/\/AzureADTokenExchange(\w*|\/[\w.-]+)$/, { error: "api://AzureADTokenExchange, optionally followed by a path" })
  .default(SIDECAR_AUDIENCE)
  .describe(
    "Audience of the sidecar's service account token, and of the application's federated credential: api://AzureADTokenExchange, " +
      "optionally followed by a path. Default: api://AzureADTokenExchange/entra-sidecar, so that Entra refuses the token of the " +
      "application's container, whose audience is api://AzureADTokenExchange.",
  );

/** How the sidecar authenticates to Entra. Each form requires exactly its own members, so incomplete credentials are refused. */
export const credential = z.discriminatedUnion("type", [
  z
    .strictObject({ type: confidentialLiteral("managedIdentity") })
    .describe("The workload's managed identity: application tokens only, neither user tokens nor agent identities."),
  z
    .strictObject({ type: confidentialLiteral("application"), clientId, tokenAudience })
    .describe("A federated credential on the application, which the stack output federatedCredentials describes."),
  z
    .strictObject({
      type: confidentialLiteral("keyVaultCertificate"),
      clientId,
      certificate: vaultObjectName.describe(
        "Name of the certificate in each stamp's vault, where it is issued or imported outside the program: 1 to 127 letters, digits and " +
          "hyphens.",
      ),
    })
    .describe("A certificate that the sidecar reads from the vault."),
  z
    .strictObject({
      type: confidentialLiteral("certificateFile"),
      clientId,
      certificate: vaultObjectName.describe("Name in hardened-aks:secrets whose value is the PFX file in base64."),
    })
    .describe("A PFX file that is mounted from the vault, so that the sidecar needs no access to the vault."),
  z
    .strictObject({
      type: confidentialLiteral("clientSecret"),
      clientId,
      secret: vaultObjectName.describe("Name in hardened-aks:secrets whose value is the client secret."),
    })
    .describe("A client secret; refused where tier is production, because a secret can be copied and a federated credential cannot."),
]);

const scope = z.string().regex(/^\S+$/, { error: "one scope without spaces; list several as several entries" });

/** Name of a downstream API in the sidecar's URLs. `__` is excluded, because it separates the parts of an environment variable's name. */
const apiName = z
  .string()
  .regex(/^(?!.*__)[A-Za-z][A-Za-z0-9_-]{0,62}$/, { error: "letters, digits, - and single _, starting with a letter" });

const PUBLIC_KEY =
  'base64url of JSON with a public key and nothing else: {"kid":"<JWK thumbprint>"}, a public JWK or {"jwk":<public JWK>}; never a PEM ' +
  "or a private key";

export const downstreamApi = z.strictObject({
  baseUrl: httpsUrl.describe("Base URL of the API, starting with https://; no credentials in it."),
  scopes: z.array(scope).min(1).describe("Scopes of the token, at least one; with requestAppToken exactly one, which ends in /.default."),
  requestAppToken: z
    .boolean()
    .default(false)
    .describe(
      "Requests a token of the application instead of one on behalf of the user; required with managedIdentity. Default: false, because " +
        "the application's permissions usually exceed the user's.",
    ),
  relativePath: z
    .string()
    .regex(/^[^/].*$/, { error: "a path without a leading slash" })
    .optional()
    .describe("Path that is appended to baseUrl, without a leading slash. Default: none, which calls baseUrl itself."),
  httpMethod: z
    .enum(["Get", "Post", "Put", "Patch", "Delete"])
    .optional()
    .describe("HTTP method of calls through the sidecar. Default: none, which leaves the image's default, Get."),
  popPublicKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,2048}$/, { error: PUBLIC_KEY })
    .refine(isPublicKeyConfirmation, { error: PUBLIC_KEY })
    .register(confidential, { hidden: true })
    .optional()
    .describe(
      'Public key of signed HTTP requests, sent to Entra as req_cnf: base64url of JSON, {"kid":"<JWK thumbprint>"}, a public JWK or ' +
        '{"jwk":<public JWK>}, and not the key of another API in any of these forms; requires requestAppToken. Default: none, so that ' +
        "tokens are bearer tokens.",
    ),
});

/** Entra clouds whose authority hosts the sidecar's library supports. */
export const SIDECAR_CLOUDS = ["public", "usGovernment", "china", "france", "germany", "singapore"] as const;

export const sidecar = z.strictObject({
  credential: credential.describe("How the sidecar authenticates to Entra; exactly one form."),
  bind: z
    .enum(["loopback", "pod"])
    .default("loopback")
    .describe(
      "Address that the sidecar listens on: 127.0.0.1, without kubelet probes, or all addresses of the pod, with probes, which the " +
        "policy pack refuses (SC-03). Default: loopback, so that only containers of the pod can connect.",
    ),
  port: z
    .int()
    .min(1024)
    .max(65_535)
    .default(SIDECAR_PORT)
    .describe("TCP port of the sidecar, 1024 to 65535 and not the application's. Default: 5000, the port in the sidecar's documentation."),
  tenantId: guid.optional().describe("Id (GUID) of the application's Entra tenant. Default: the tenant of the deployment."),
  cloud: z
    .enum(SIDECAR_CLOUDS)
    .default("public")
    .describe("Entra cloud of the application's tenant. Default: public, the only one with agent identities."),
  audience: z
    .string()
    .min(1)
    .optional()
    .describe("Accepted audience of incoming tokens. Default: the client id (v2 tokens) and api://<client id> (v1 tokens)."),
  requiredScope: scope
    .optional()
    .describe("Scope that /Validate requires of a token; not with managedIdentity. Default: none, so that any valid token passes."),
  downstreamApis: z
    .record(apiName, downstreamApi)
    .default({})
    .describe(
      "APIs that the application calls with tokens of the sidecar, by name: letters, digits, hyphens and single underscores, starting " +
        "with a letter. Default: none.",
    ),
  allowOverrides: z
    .boolean()
    .default(false)
    .describe(
      "Allows callers with a user token to override scopes, tenant and headers. Default: false, because every holder of a valid token " +
        "could then request other tokens.",
    ),
  autonomousAgents: z
    .boolean()
    .default(false)
    .describe(
      "Enables the unauthenticated routes that autonomous agents require. Default: false, because every container of the pod can then " +
        "request tokens without a user.",
    ),
  cpuRequest: cpuQuantity
    .default("100m")
    .describe("CPU request of the sidecar, such as 100m. Default: 100m, as in Microsoft's security guidance for the sidecar."),
  cpuLimit: cpuQuantity
    .default("250m")
    .describe("CPU limit of the sidecar, at least cpuRequest. Default: 250m, as in Microsoft's security guidance for the sidecar."),
  memoryRequest: memoryQuantity
    .default("128Mi")
    .describe("Memory request of the sidecar, such as 128Mi. Default: 128Mi, as in Microsoft's security guidance for the sidecar."),
  memoryLimit: memoryQuantity
    .default("256Mi")
    .describe("Memory limit of the sidecar, at least memoryRequest. Default: 256Mi, as in Microsoft's security guidance for the sidecar."),
  distributedCacheSecret: vaultObjectName
    .optional()
    .describe(
      "Name of the vault secret with the connection string of a Redis token cache; the current image ignores it, and a warning reports " +
        "that. Default: none.",
    ),
  applicationInsightsSecret: vaultObjectName
    .optional()
    .describe(
      "Name of the vault secret with an Application Insights connection string; the current image ignores it, and a warning reports " +
        "that. Default: none.",
    ),
});

/** Settings that all sidecars share. */
export const sidecarImage = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+-azurelinux3\.0-distroless$/, { error: "a published tag such as 1.1.2-azurelinux3.0-distroless" })
    .default("1.1.2-azurelinux3.0-distroless")
    .describe(
      "Published tag of the image entra-sdk/auth-sidecar. Default: 1.1.2-azurelinux3.0-distroless; versions before 1.1.0 accept callers " +
        "outside the pod.",
    ),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, { error: "sha256: and 64 hexadecimal digits" })
    .optional()
    .describe("Digest of the image, sha256: and 64 hexadecimal digits. Default: none, which pulls the image by its tag alone."),
});

export type SidecarConfig = z.infer<typeof sidecar>;
export type SidecarImageConfig = z.infer<typeof sidecarImage>;
export type CredentialConfig = z.infer<typeof credential>;
export type DownstreamApiConfig = z.infer<typeof downstreamApi>;
