import { z } from "zod";
import { SIDECAR_PORT } from "../../../policy-pack/rules/facts/sidecar";
import { confidential, cpuQuantity, guid, httpsUrl, memoryQuantity, mode, vaultObjectName } from "./primitives";

const clientId = guid
  .describe("Application (client) id of the app registration or agent identity blueprint; never of an agent identity.")
  .register(confidential, { hidden: true });

/** How the sidecar proves who it is. Each mode carries just what it needs, so half-configured credentials do not parse. */
export const credential = z.discriminatedUnion("type", [
  z.strictObject({ type: mode("managedIdentity") }).describe("The workload's own identity: app-only tokens, no user tokens, no agents."),
  z.strictObject({ type: mode("application"), clientId }).describe("Federated credential on the application itself; the stack outputs it."),
  z.strictObject({ type: mode("keyVaultCertificate"), clientId, certificate: vaultObjectName }),
  z.strictObject({ type: mode("certificateFile"), clientId, certificate: vaultObjectName }),
  z
    .strictObject({ type: mode("clientSecret"), clientId, secret: vaultObjectName })
    .describe("Refused in production: a secret can be copied, a federated credential cannot."),
]);

const scope = z.string().regex(/^\S+$/, { error: "one scope without spaces; list several as several entries" });

/** Name of a downstream API as the sidecar's URLs use it; `__` would split the environment key. */
const apiName = z
  .string()
  .regex(/^(?!.*__)[A-Za-z][A-Za-z0-9_-]{0,62}$/, { error: "letters, digits, - and single _, starting with a letter" });

export const downstreamApi = z.strictObject({
  baseUrl: httpsUrl,
  scopes: z.array(scope).min(1).describe("App tokens need exactly one: <resource>/.default."),
  requestAppToken: z.boolean().default(false).describe("A token of the application instead of the user's."),
  relativePath: z
    .string()
    .regex(/^[^/].*$/, { error: "a path without a leading slash" })
    .optional(),
  httpMethod: z.enum(["Get", "Post", "Put", "Patch", "Delete"]).optional(),
  popPublicKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,2048}$/, { error: 'base64url of JSON such as {"kid":"<JWK thumbprint>"}; never a PEM' })
    .register(confidential, { hidden: true })
    .optional()
    .describe("Signed HTTP requests: sent as req_cnf, with app tokens only."),
});

/** Entra clouds whose authority host the sidecar's library knows. */
export const SIDECAR_CLOUDS = ["public", "usGovernment", "china", "france", "germany", "singapore"] as const;

export const sidecar = z.strictObject({
  credential,
  bind: z
    .enum(["loopback", "pod"])
    .default("loopback")
    .describe(
      "loopback: only the pod reaches it, no kubelet probe possible. pod: probes work; the image's caller check and network policies guard it.",
    ),
  port: z.int().min(1024).max(65_535).default(SIDECAR_PORT),
  tenantId: guid.optional().describe("Tenant of the application. Default: the tenant of the deployment."),
  cloud: z.enum(SIDECAR_CLOUDS).default("public"),
  audience: z.string().min(1).optional().describe("Accepted audience of incoming tokens. Default: the client id."),
  requiredScope: scope.optional().describe("The one scope that /Validate demands."),
  downstreamApis: z.record(apiName, downstreamApi).default({}),
  allowOverrides: z.boolean().default(false).describe("Lets callers with a user token override scopes, tenant and headers."),
  autonomousAgents: z.boolean().default(false).describe("Opens the unauthenticated routes, which autonomous agents need."),
  cpuRequest: cpuQuantity.default("100m"),
  cpuLimit: cpuQuantity.default("250m"),
  memoryRequest: memoryQuantity.default("128Mi"),
  memoryLimit: memoryQuantity.default("256Mi"),
  distributedCacheSecret: vaultObjectName.optional().describe("Redis connection string. The current image ignores it: a warning says so."),
  applicationInsightsSecret: vaultObjectName.optional().describe("Connection string. The current image ignores it: a warning says so."),
});

/** Settings all sidecars share. */
export const sidecarImage = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+-azurelinux3\.0-distroless$/, { error: "a published tag such as 1.1.2-azurelinux3.0-distroless" })
    .default("1.1.2-azurelinux3.0-distroless"),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, { error: "sha256: and 64 hexadecimal digits" })
    .optional(),
});

export type SidecarConfig = z.infer<typeof sidecar>;
export type SidecarImageConfig = z.infer<typeof sidecarImage>;
export type CredentialConfig = z.infer<typeof credential>;
export type DownstreamApiConfig = z.infer<typeof downstreamApi>;
