import { armIs } from "../reading/arm";
import { checkProperty } from "../reading/expect";
import { unlessListed } from "../reading/listed";
import { toNumber } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { CREATE_MODE, replicaMatch } from "./settings";

const DAYS = "backup.backupRetentionDays";
/** Azure's default. */
const DEFAULT_DAYS = 7;

/** Compliant: backups are retained for the configured time, in production also in another region. A replica has no backups of its own. */
export function checkBackup(server: RuleResource, context: RuleContext): Outcome {
  return unlessListed(replicaMatch(server), CREATE_MODE, () => checkRetention(server, context));
}

function checkRetention(server: RuleResource, context: RuleContext): CheckResults {
  const minimum = Number(context.config.minimumRetentionDays);
  const retention = { holds: (value: unknown) => toNumber(value ?? DEFAULT_DAYS) >= minimum, expected: `at least ${minimum}` };
  const isGeoRequired = context.config.geoRedundantBackup !== "off" && context.profile === "production";
  return [
    ...checkProperty(server, DAYS, retention, context),
    ...(isGeoRequired ? checkProperty(server, "backup.geoRedundantBackup", armIs("Enabled"), context) : []),
  ];
}

/** Compliant: the server has a standby in another zone. A replica has none. */
export function checkHighAvailability(server: RuleResource, context: RuleContext): Outcome {
  const modes = context.config.allowSameZone === true ? ["ZoneRedundant", "SameZone"] : ["ZoneRedundant"];
  return unlessListed(replicaMatch(server), CREATE_MODE, () => checkProperty(server, "highAvailability.mode", armIs(...modes), context));
}
