import { z } from "zod";
import { confidential, days, guid, mode, vaultObjectName } from "./primitives";

const generatedSecret = z
  .strictObject({
    length: z.int().min(24).max(256).default(48),
    rotationDays: days(1, 730).default(90).describe("The first `pulumi up` after this many days writes a new value."),
  })
  .register(confidential, { hidden: true });

export const keyVault = z.strictObject({
  softDeleteRetentionDays: days(7, 90).default(90),
  generatedSecrets: z
    .record(vaultObjectName, generatedSecret)
    .default({})
    .describe("Random values that the program makes and stores; nobody sees them."),
});

export const registry = z.strictObject({
  retentionDays: days(1, 365).default(15).describe("How long untagged manifests stay."),
});

const entraOnly = z.strictObject({ type: mode("entra") });
const password = z.strictObject({
  type: mode("password"),
  administratorLogin: z.string().regex(/^(?!azure_|pg_|admin$|administrator$|root$|guest$|public$)[a-z][a-z0-9_]{0,62}$/, {
    error:
      "lower-case letters, digits and underscores; not admin, administrator, root, guest or public, nor anything that begins with azure_ or pg_",
  }),
  rotationDays: days(1, 365).default(90),
});

export const postgres = z.strictObject({
  version: z.enum(["16", "17", "18"]).default("17"),
  sku: z
    .strictObject({
      name: z.string().regex(/^Standard_[A-Za-z0-9_]+$/, { error: "a flexible server SKU such as Standard_D4ds_v5" }),
      tier: z.enum(["Burstable", "GeneralPurpose", "MemoryOptimized"]),
    })
    .default({ name: "Standard_D4ds_v5", tier: "GeneralPurpose" }),
  storageGb: z.union([32, 64, 128, 256, 512, 1024, 2048, 4096].map((size) => z.literal(size))).default(128),
  backupRetentionDays: days(7, 35).default(35),
  zoneRedundant: z.boolean().default(true).describe("Standby in another zone; not offered by the Burstable tier."),
  geoRedundantBackup: z.boolean().default(true).describe("Force-new in Azure: changing it means a new server."),
  administratorGroup: z
    .strictObject({ objectId: guid, name: z.string().min(1).max(256) })
    .optional()
    .describe("Entra group that administers the servers; needed as soon as a workload uses a database."),
  authentication: z.discriminatedUnion("type", [entraOnly, password]).default({ type: "entra" }),
});

export const storage = z.strictObject({
  redundancy: z.enum(["Standard_LRS", "Standard_ZRS", "Standard_GZRS"]).default("Standard_ZRS"),
  softDeleteDays: days(7, 365).default(30),
  sharedKeyRotationDays: days(1, 365)
    .optional()
    .describe("Opts in to shared keys, with this rotation period; 30 days is document practice. Absent: keys are off."),
});

export const eventHubs = z.strictObject({
  hub: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,48}[A-Za-z0-9])?$/, { error: "1 to 50 letters, digits, dots, hyphens, underscores" })
    .default("events"),
  partitionCount: z.int().min(1).max(32).default(4).describe("Force-new in Azure on this tier."),
  retentionHours: z.int().min(1).max(168).default(72),
  capacity: z.int().min(1).max(40).default(1).describe("Throughput units."),
});

export type KeyVaultConfig = z.infer<typeof keyVault>;
export type RegistryConfig = z.infer<typeof registry>;
export type PostgresConfig = z.infer<typeof postgres>;
export type StorageConfig = z.infer<typeof storage>;
export type EventHubsConfig = z.infer<typeof eventHubs>;
