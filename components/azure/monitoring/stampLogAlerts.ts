import type { QueryAlert } from "./alerts";
import { certificateExpiry } from "./certificateAlerts";
import { diagnosticsColumn } from "./diagnosticsColumn";

export interface StampLogAlertArgs {
  /** Names of the vault's secrets that the program replaces, whose expiry is not reported. */
  readonly rotatedSecrets: readonly string[];
  /** Whether the stamp has a PostgreSQL server, whose sign-ins are watched. */
  readonly database: boolean;
}

const VAULT_REFUSALS: QueryAlert = {
  key: "vault-refusals",
  description: "The stamp's vault refused one caller more than 10 times in 15 minutes.",
  severity: 2,
  query: [
    "AzureDiagnostics",
    '| where ResourceProvider == "MICROSOFT.KEYVAULT" and Category == "AuditEvent"',
    `| extend Status = toint(${diagnosticsColumn("httpStatusCode_d", "0")})`,
    "| where Status in (401, 403)",
    // The first request of a client has no token: the 401 response contains the tenant. This is part of the protocol.
    '| where not(Status == 401 and OperationName == "Authentication")',
    "| summarize Refusals = count() by CallerIPAddress",
    "| where Refusals > 10",
  ].join("\n"),
  dimensions: ["CallerIPAddress"],
};

/**
 * Class 28 of PostgreSQL's error codes is a refused sign-in: 28P01 a wrong password, 28000 an unknown role or an address without a
 * rule (PostgreSQL: appendix A). Clients send Entra's tokens in the place of passwords; the message covers a refusal with another code.
 */
const FAILED_DATABASE_SIGN_IN: QueryAlert = {
  key: "failed-database-sign-in",
  description: "The stamp's database server refused more than 10 sign-ins in 15 minutes.",
  severity: 2,
  query: [
    "AzureDiagnostics",
    '| where ResourceProvider == "MICROSOFT.DBFORPOSTGRESQL" and Category == "PostgreSQLLogs"',
    `| extend Code = ${diagnosticsColumn("sqlerrcode_s")}`,
    '| where Code startswith "28" or Message has "authentication failed"',
  ].join("\n"),
  threshold: 10,
};

/** Returns the alerts on the logs of the stamp's resource group, apart from the cluster's. */
export function stampLogAlerts({ rotatedSecrets, database }: StampLogAlertArgs): readonly QueryAlert[] {
  return [certificateExpiry(rotatedSecrets), VAULT_REFUSALS, ...(database ? [FAILED_DATABASE_SIGN_IN] : [])];
}
