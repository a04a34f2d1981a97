import * as token from "../facts/tokens";
import { armIs } from "../reading/arm";
import { PLAN_TYPES, requirePlan, subscriptionPlansOption } from "../reading/defenderPlans";
import { property } from "../reading/expect";
import { settingsByAzurePolicyOption } from "../reading/logCategories";
import type { Rule } from "../rule";
import { checkBackup, checkHighAvailability } from "./backup";
import { checkLogging } from "./logging";

/** Backups, availability, logs, maintenance, threat detection. */
export const rules: readonly Rule[] = [
  {
    id: "PG-09",
    name: "postgres-backup",
    title: "Backups: retention >= config, encrypted, geo-redundant in prod",
    why: "A fault or an attack that is noticed after the retention, or that affects the region, cannot be undone.",
    fix: "Raise backup.backupRetentionDays; set backup.geoRedundantBackup to Enabled, which is possible only for a new server.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore",
    options: {
      minimumRetentionDays: { type: "integer", description: "Minimum retention in days, 7 to 35.", default: 14 },
      geoRedundantBackup: {
        type: "string",
        enum: ["production", "off"],
        description:
          "production: required in production. off: for regions that have no paired region, or data that may not leave the region.",
        default: "production",
      },
    },
    types: [token.POSTGRES_SERVER],
    check: checkBackup,
  },
  {
    id: "PG-10",
    name: "postgres-ha",
    title: "Zone redundant HA in production",
    why: "Without a standby in another zone the database is down for as long as its datacenter, or until a backup is restored.",
    fix: "Set highAvailability.mode to ZoneRedundant; the tier has to be GeneralPurpose or MemoryOptimized.",
    severity: "low",
    enforcement: "advisory",
    nonProduction: "disabled",
    url: "https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server",
    options: {
      allowSameZone: {
        type: "boolean",
        description: "Whether a standby in the same zone is enough: in regions without zones.",
        default: false,
      },
    },
    types: [token.POSTGRES_SERVER],
    check: checkHighAvailability,
  },
  {
    id: "PG-11",
    name: "postgres-logging",
    title: "Connection/checkpoint logs and throttling are on; logs go to a workspace",
    why: "Without these logs an attack on passwords is not visible, and without throttling it is not slowed down.",
    fix: "Set the parameters with dbforpostgresql.Configuration, and send category PostgreSQLLogs to a workspace.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging",
    options: {
      pgaudit: {
        type: "string",
        enum: ["required", "optional"],
        description:
          "required: shared_preload_libraries contains pgaudit, which records statements. optional: that needs a restart of the server, " +
          "which Azure Resource Manager does not do, and its logs contain personal data.",
        default: "optional",
      },
      ...settingsByAzurePolicyOption,
    },
    reads: [token.POSTGRES_SERVER, token.POSTGRES_CONFIGURATION, token.DIAGNOSTIC_SETTING],
    checkStack: checkLogging,
  },
  {
    id: "PG-13",
    name: "postgres-maintenance-window",
    title: "Customer maintenance window",
    why: "Otherwise Azure restarts the server for updates at an hour that it chooses for the region.",
    fix: "Set maintenanceWindow.customWindow to Enabled, with dayOfWeek and startHour.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-maintenance",
    types: [token.POSTGRES_SERVER],
    check: property("maintenanceWindow.customWindow", armIs("Enabled")),
  },
  {
    id: "PG-14",
    name: "postgres-defender",
    title: "Defender for open-source databases plan",
    why: "Without the plan sign-ins from unusual places and attacks on passwords raise no alert.",
    fix: "Enable the plan OpenSourceRelationalDatabases of the subscription with security.Pricing.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-databases-introduction",
    frameworks: { "MCSB v1": ["DP-2", "IR-3", "IR-5", "LT-1", "LT-2"] },
    options: subscriptionPlansOption,
    reads: [token.POSTGRES_SERVER, ...PLAN_TYPES],
    checkStack: (stack, context) => requirePlan(stack, stack.ofType(token.POSTGRES_SERVER), "OpenSourceRelationalDatabases", context),
  },
];
