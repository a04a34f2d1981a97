import { z } from "zod";
import { confidential, confidentialLiteral, days, guid, postgresSku, vaultObjectName } from "./primitives";

const generation = z
  .int()
  .min(1)
  .max(1_000_000)
  .optional()
  .describe(
    "Number of the value, 1 to 1000000, for a rotation out of turn: with any other number than before, the next `pulumi up` generates a " +
      "new value and restarts the pods that read it. Removing the key is such a change too. Default: none, so that the period decides.",
  );

const generatedSecret = z
  .strictObject({
    length: z
      .int()
      .min(24)
      .max(256)
      .default(48)
      .describe("Length of the value in characters, 24 to 256. Default: 48, more than 256 bits of randomness."),
    rotationDays: days(1, 730)
      .default(90)
      .describe(
        "Rotation period in days, 1 to 730, counted from 1970-01-01: the first `pulumi up` of a period generates a new value. Default: " +
          "90, which limits the use of a value that leaked unnoticed.",
      ),
    generation,
  })
  .register(confidential, { hidden: true });

const configuredSecret = z
  .strictObject({
    expires: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "a date such as 2027-03-01" })
      .optional()
      .describe(
        "Last day on which the value is valid, as YYYY-MM-DD in UTC: that of a client secret or certificate as Microsoft Entra states it. It " +
          "becomes the secret's expiry date in the vault. Previews warn from 30 days before it, and if it is more than 90 days ahead. " +
          "Default: none, with a warning for credentials of a sidecar.",
      ),
    generation: generation.describe(
      "Number of the value, 1 to 1000000: with any other number than before, the next `pulumi up` restarts the pods that read it. Default: " +
        "none, so that pods restart only when you restart them.",
    ),
  })
  .register(confidential, { hidden: true });

export const keyVault = z.strictObject({
  softDeleteRetentionDays: days(7, 90)
    .default(90)
    .describe(
      "Days for which a deleted vault or secret can be recovered, 7 to 90; Azure fixes them when the vault is created. Default: 90, the " +
        "longest period and what the policy pack requires (KV-04).",
    ),
  generatedSecrets: z
    .record(vaultObjectName, generatedSecret)
    .default({})
    .describe(
      "Random values that the program generates and stores in each stamp's vault, by secret name: 1 to 127 letters, digits and hyphens, " +
        "case-insensitive. Default: none.",
    ),
  configuredSecrets: z
    .record(vaultObjectName, configuredSecret)
    .default({})
    .describe("What the program knows about values in hardened-aks:secrets, by secret name: their end and their number. Default: none."),
});

export const registry = z.strictObject({
  retentionDays: days(1, 365)
    .default(15)
    .describe(
      "Days after which untagged manifests are deleted, 1 to 365. Default: 15, so that a rollback to a recent digest remains possible.",
    ),
});

const entraOnly = z
  .strictObject({ type: confidentialLiteral("entra") })
  .describe("Each workload signs in with its own Entra identity; passwords are disabled.");
const password = z
  .strictObject({
    type: confidentialLiteral("password"),
    administratorLogin: z
      .string()
      .regex(/^(?!azure_|pg_|admin$|administrator$|root$|guest$|public$)[a-z][a-z0-9_]{0,62}$/, {
        error:
          "1 to 63 lower-case letters, digits and underscores, starting with a letter; not admin, administrator, root, guest or public, " +
          "nor anything that begins with azure_ or pg_",
      })
      .describe(
        "Login name of the servers' administrator: 1 to 63 lower-case letters, digits and underscores, starting with a letter. Azure " +
          "fixes it when a server is created.",
      ),
    rotationDays: days(1, 365)
      .default(90)
      .describe(
        "Rotation period of the administrator's password in days, 1 to 365, counted from 1970-01-01: the first `pulumi up` of a period " +
          "sets a new one. Default: 90, as for generated secrets.",
      ),
    generation,
  })
  .describe(
    "Every workload with a database signs in as the servers' administrator, with a generated password. The policy pack refuses it in " +
      "production (PG-07).",
  );

export const postgres = z.strictObject({
  version: z
    .enum(["16", "17", "18"])
    .default("17")
    .describe("Major version of PostgreSQL. Default: 17, one major version behind the newest that is allowed."),
  sku: z
    .strictObject({
      name: postgresSku.describe(
        "SKU of a flexible server, such as Standard_D4ds_v5. One that is newer than the program's table is listed in admitted.postgresSkus.",
      ),
      tier: z
        .enum(["Burstable", "GeneralPurpose", "MemoryOptimized"])
        .describe("Tier of the SKU: Burstable for Standard_B names, MemoryOptimized for Standard_E, GeneralPurpose for all others."),
    })
    .default({ name: "Standard_D4ds_v5", tier: "GeneralPurpose" })
    .describe("Compute size of each server. Default: General Purpose with 4 vCores, because the Burstable tier has no standby server."),
  storageGb: z
    .union([32, 64, 128, 256, 512, 1024, 2048, 4096].map((size) => z.literal(size)))
    .default(128)
    .describe(
      "Storage of each server in GiB, a power of two from 32 to 4096. Azure grows it automatically and never shrinks it: set the new " +
        "size here after it has grown. Default: 128, because a small start can grow and a large one cannot be undone.",
    ),
  backupRetentionDays: days(7, 35)
    .default(35)
    .describe("Days of point-in-time restore, 7 to 35. Default: 35, the longest period that Azure offers."),
  zoneRedundant: z
    .boolean()
    .default(true)
    .describe(
      "Keeps a standby server in another zone; requires two zones in each stamp and no Burstable SKU. Default: true, so that the " +
        "database survives the loss of a zone.",
    ),
  geoRedundantBackup: z
    .boolean()
    .default(true)
    .describe(
      "Copies backups to the paired region; changing it replaces the server. Default: true, so that data can be restored after the loss " +
        "of a region.",
    ),
  administratorGroup: z
    .strictObject({
      objectId: guid.describe("Object id (GUID) of the group."),
      name: z
        .string()
        .min(1)
        .max(256)
        .describe("Display name of the group, 1 to 256 characters, which becomes the name of its database role."),
    })
    .optional()
    .describe("Entra group that administers the servers. Default: none; required as soon as a workload uses a database."),
  authentication: z
    .discriminatedUnion("type", [entraOnly, password])
    .default({ type: "entra" })
    .describe("How clients sign in: entra, or password in addition. Default: entra, because there is no password that could leak."),
});

export const storage = z.strictObject({
  redundancy: z
    .enum(["Standard_LRS", "Standard_ZRS", "Standard_GZRS"])
    .default("Standard_ZRS")
    .describe(
      "Replication of the storage accounts: one datacenter (LRS), three zones (ZRS), or three zones and the paired region (GZRS). " +
        "Default: Standard_ZRS, which survives the loss of a zone and keeps data in the region.",
    ),
  softDeleteDays: days(7, 365)
    .default(30)
    .describe(
      "Days for which deleted blobs and containers can be recovered and the change feed is kept, 7 to 365. Default: 30, a month to " +
        "notice a deletion.",
    ),
  sharedKeyRotationDays: days(1, 365)
    .optional()
    .describe(
      "Enables shared keys, which the policy pack refuses (ST-07), and makes Azure report keys older than this number of days, 1 to 365; " +
        "no key is renewed automatically. Default: none, so that shared keys are disabled and only Entra identities are accepted.",
    ),
});

export const eventHubs = z.strictObject({
  hub: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,48}[A-Za-z0-9])?$/, { error: "1 to 50 letters, digits, dots, hyphens, underscores" })
    .default("events")
    .describe("Name of the event hub in each stamp's namespace: 1 to 50 letters, digits, dots, hyphens and underscores."),
  partitionCount: z
    .int()
    .min(1)
    .max(32)
    .default(4)
    .describe(
      "Partitions of the hub, 1 to 32; changing it replaces the hub on the Standard tier. Default: 4, which allows four concurrent " +
        "readers in each consumer group.",
    ),
  retentionHours: z
    .int()
    .min(1)
    .max(168)
    .default(72)
    .describe(
      "Hours for which events are kept, 1 to 168. Default: 72, so that a listener can be down for a weekend without losing events.",
    ),
  capacity: z
    .int()
    .min(1)
    .max(40)
    .default(1)
    .describe("Throughput units of each namespace, 1 to 40. Default: 1, because each unit is billed."),
});

export type KeyVaultConfig = z.infer<typeof keyVault>;
export type RegistryConfig = z.infer<typeof registry>;
export type PostgresConfig = z.infer<typeof postgres>;
export type StorageConfig = z.infer<typeof storage>;
export type EventHubsConfig = z.infer<typeof eventHubs>;
