import { z } from "zod";
import { cidr, confidential, cpuQuantity, label, memoryQuantity, urlPath, vaultObjectName } from "./primitives";
import { sidecar } from "./sidecar";

/**
 * Repository in the platform's registry with a tag, a digest, or both. The registry's host is never written here: a first segment
 * with a dot or a port, or localhost, would be one (distribution's reference grammar).
 */
const image = z
  .string()
  .regex(
    /^(?![^/]*\.[^/]*\/|localhost\/)(?=.*[:@])[a-z0-9]+(([._]|__|-+|\/)[a-z0-9]+)*(:(?!latest(@|$))[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
    {
      error:
        "repository:tag or repository@sha256:digest in the platform's registry; no registry host in front (no dot or port before the first slash), never latest",
    },
  );

const environmentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "letters, digits and underscores" });

const environmentValue = z.string().register(confidential, { hidden: true });

/** Neither a template of PostgreSQL nor one of the databases that Azure makes on a flexible server for itself. */
const databaseName = z.string().regex(/^(?!(postgres|azure_maintenance|azure_sys|template0|template1)$)[a-z][a-z0-9_]{0,62}$/, {
  error: "1 to 63 lower-case letters, digits and underscores, not the name of a system database",
});

/** What the workload may reach in Azure: it gets exactly these roles, at the narrowest scope, and nothing else. */
const uses = z.strictObject({
  keyVault: z.array(vaultObjectName).default([]).describe("Secrets it reads, mounted as files by the Secrets Store CSI driver."),
  database: databaseName.optional().describe("Database of its own on the stamp's PostgreSQL server."),
  blob: z.enum(["read", "write"]).optional().describe("Access to a container of its own in the stamp's storage account."),
  eventHub: z.enum(["send", "listen"]).optional().describe("Side of the stamp's event hub it works on."),
});

const egressRule = z.strictObject({
  cidr: cidr.describe("Destination range."),
  ports: z.array(z.int().min(1).max(65_535)).min(1).describe("TCP ports."),
});

export const workload = z.strictObject({
  image: image.describe("Repository in the platform's registry, with tag or digest."),
  port: z.int().min(1024).max(65_535).default(8080).describe("Container port; unprivileged."),
  replicas: z
    .strictObject({ min: z.int().min(1).max(500), max: z.int().min(1).max(1000), cpuUtilization: z.int().min(10).max(95).default(70) })
    .default({ min: 3, max: 12, cpuUtilization: 70 }),
  cpuRequest: cpuQuantity.default("250m"),
  cpuLimit: cpuQuantity.optional().describe("Off by default: throttling hurts more than it protects where requests are set."),
  memoryRequest: memoryQuantity.default("256Mi"),
  memoryLimit: memoryQuantity.default("512Mi"),
  ingress: z
    .strictObject({ paths: z.array(urlPath).min(1).describe("Path prefixes served through Front Door.") })
    .optional()
    .describe("Absent: nothing outside the namespace reaches it."),
  probes: z
    .strictObject({ readiness: urlPath.default("/health/ready"), liveness: urlPath.default("/health/live") })
    .default({ readiness: "/health/ready", liveness: "/health/live" }),
  environment: z.record(environmentName, environmentValue).default({}).describe("Plain settings. Secrets belong into uses.keyVault."),
  uses: uses.default({ keyVault: [] }),
  internetHttps: z
    .boolean()
    .default(false)
    .describe("Egress to public addresses on TCP 443 for the application; Entra needs it for a sidecar anyway."),
  egress: z.array(egressRule).default([]).describe("Further destinations, each by range and port."),
  pool: z.string().min(1).optional().describe("User pool to run on. Default: any."),
  sidecar: sidecar.optional().describe("The Microsoft Entra auth sidecar beside the application."),
});

/** Workload names become namespaces, service accounts and parts of Azure names. */
export const workloadName = label;

export type WorkloadConfig = z.infer<typeof workload>;
