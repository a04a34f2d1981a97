import { z } from "zod";
import { outsideMesh } from "./mesh";
import { cidr, confidential, cpuQuantity, label, memoryQuantity, urlPath, vaultObjectName } from "./primitives";
import { sidecar } from "./sidecar";

/**
 * Repository in the platform's registry with a tag, a digest, or both. A registry host is refused: that is a first segment with a dot
 * or a port, or localhost (distribution's reference grammar).
 */
const image = z
  .string()
  .regex(
    /^(?![^/]*\.[^/]*\/|localhost\/)(?=.*[:@])[a-z0-9]+(([._]|__|-+|\/)[a-z0-9]+)*(:(?!latest(@|$))[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
    {
      error:
        "repository:tag or repository@sha256:digest in the platform's registry; no registry host in front (no dot or port before the " +
        "first slash), never latest",
    },
  );

const environmentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "letters, digits and underscores" });

const environmentValue = z.string().register(confidential, { hidden: true });

/** Excludes PostgreSQL's templates and the databases that Azure creates for itself on a flexible server. */
const databaseName = z.string().regex(/^(?!(postgres|azure_maintenance|azure_sys|template0|template1)$)[a-z][a-z0-9_]{0,62}$/, {
  error: "1 to 63 lower-case letters, digits and underscores, not the name of a system database",
});

/** Azure data that the workload uses. Its identity is granted exactly the roles for that, each at the narrowest scope. */
const uses = z.strictObject({
  keyVault: z
    .array(vaultObjectName)
    .default([])
    .describe(
      "Names of the vault secrets that the application reads, in keyVault.generatedSecrets or hardened-aks:secrets; the Secrets Store " +
        "CSI driver mounts them as files. Default: none.",
    ),
  database: databaseName
    .optional()
    .describe(
      "Name of the workload's own database on the stamp's PostgreSQL server: 1 to 63 lower-case letters, digits and underscores. " +
        "Default: none, which creates no database.",
    ),
  blob: z
    .enum(["read", "write"])
    .optional()
    .describe("Access to the workload's own container in the stamp's storage account. Default: none, which creates no container."),
  eventHub: z
    .enum(["send", "listen"])
    .optional()
    .describe(
      "Access to the stamp's event hub; at most 19 workloads listen, each with its own consumer group. Default: none, which grants no " +
        "access.",
    ),
});

const egressRule = z.strictObject({
  cidr: cidr.describe("Destination range in CIDR form, /8 or smaller, outside the addresses of Azure's host services."),
  ports: z.array(z.int().min(1).max(65_535)).min(1).describe("TCP ports, 1 to 65535, at least one."),
});

export const workload = z.strictObject({
  image: image.describe("Repository in the platform's registry with a tag, a digest or both, such as catalog-service:1.4.2; never latest."),
  port: z
    .int()
    .min(1024)
    .max(65_535)
    .default(8080)
    .describe("TCP port of the application's container, 1024 to 65535. Default: 8080, which needs no privileges."),
  replicas: z
    .strictObject({
      min: z.int().min(1).max(500).describe("Minimum number of pods, 1 to 500 and at most max."),
      max: z.int().min(1).max(1000).describe("Maximum number of pods, 1 to 1000."),
      cpuUtilization: z
        .int()
        .min(10)
        .max(95)
        .default(70)
        .describe(
          "Average CPU use of the application's containers that the autoscaler aims at, 10 to 95 percent of cpuRequest. Default: 70, " +
            "which leaves capacity until new pods are ready.",
        ),
    })
    .default({ min: 3, max: 12, cpuUtilization: 70 })
    .describe("Bounds and target of the horizontal pod autoscaler. Default: 3 to 12 pods, at least one in each of three zones."),
  cpuRequest: cpuQuantity
    .default("250m")
    .describe("CPU request of the application, such as 250m. Default: 250m, the reference of the autoscaler's target."),
  cpuLimit: cpuQuantity
    .optional()
    .describe(
      "CPU limit of the application, at least cpuRequest. Default: none, because throttling costs more than it protects where requests " +
        "are set.",
    ),
  memoryRequest: memoryQuantity
    .default("256Mi")
    .describe("Memory request of the application, such as 256Mi. Default: 256Mi, which suits a small service."),
  memoryLimit: memoryQuantity
    .default("512Mi")
    .describe("Memory limit of the application, at least memoryRequest. Default: 512Mi, twice the default request."),
  ingress: z
    .strictObject({
      paths: z
        .array(urlPath)
        .min(1)
        .describe("URL path prefixes, at least one, that Front Door routes to the workload; each in one workload only."),
    })
    .optional()
    .describe("Publishes the workload through Front Door. Default: none, so that nothing outside the namespace can connect to it."),
  plainHttp: z
    .strictObject({
      reason: z
        .string()
        .trim()
        .min(10)
        .max(256)
        .describe("Why the application cannot terminate TLS, for the reviewer: 10 to 256 characters."),
    })
    .optional()
    .describe(
      "Excepts the workload from ingress.backendTls: the gateway sends it plain HTTP, and the policy pack advises against it (ING-12). " +
        "Default: none, so that the application terminates TLS with the certificate that it is given.",
    ),
  outsideMesh: outsideMesh
    .optional()
    .describe(
      "Excepts the workload from serviceMesh.mode strict: its pods get no proxy, and it may call only workloads that are outside too. " +
        "Default: none, so that every workload without a sidecar is in the mesh.",
    ),
  probes: z
    .strictObject({
      readiness: urlPath.default("/health/ready").describe("URL path of the readiness probe. Default: /health/ready."),
      liveness: urlPath
        .default("/health/live")
        .describe(
          "URL path of the startup and liveness probes. Default: /health/live, apart from readiness, so that a missing dependency " +
            "restarts no pod.",
        ),
    })
    .default({ readiness: "/health/ready", liveness: "/health/live" })
    .describe("Probes on the application's port, by HTTPS where it terminates TLS, else by HTTP; any status from 200 to 399 passes."),
  environment: z
    .record(environmentName, environmentValue)
    .default({})
    .describe(
      "Environment variables of the application, by name. Names that the platform sets and values that contain credentials are refused: " +
        "secrets are listed in uses.keyVault. Default: none.",
    ),
  uses: uses
    .default({ keyVault: [] })
    .describe(
      "Vault secrets, database, blob container and event hub that the workload uses. Default: none, so that its identity has no role.",
    ),
  calls: z
    .array(label)
    .default([])
    .describe(
      "Names of the workloads that this one connects to; each gets a Service, and this one an environment variable NAME_URL with its " +
        "address (catalog-api: CATALOG_API_URL). Default: none, so that no workload reaches another one.",
    ),
  internetHttps: z
    .boolean()
    .default(false)
    .describe(
      "Allows egress of the pod to public addresses on TCP port 443, which workloads with a sidecar or Azure data have in any case, for " +
        "Entra. Default: false, so that data cannot be sent to arbitrary servers.",
    ),
  egress: z
    .array(egressRule)
    .default([])
    .describe("Further allowed destinations, each with range and ports. Default: none, because namespaces deny egress."),
  pool: z
    .string()
    .min(1)
    .optional()
    .describe("Name of the pool in cluster.userPools whose nodes run the workload. Default: none, any node without taints."),
  sidecar: sidecar
    .optional()
    .describe("Microsoft Entra auth sidecar in the application's pod. Default: none, so that the pod contains the application alone."),
});

/** Workload names become names of namespaces and service accounts, and parts of Azure names. */
export const workloadName = label;

export type WorkloadConfig = z.infer<typeof workload>;
