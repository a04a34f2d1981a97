import type { Sample } from "../../../../support/kql/tables";
import { type AlertRows, type LogRows, times } from "./sample";

const rowsOf = (what: string, fires: boolean, rows: readonly Sample[]): LogRows => ({ what, fires, table: "AzureDiagnostics", rows });

const VAULT = { ResourceProvider: "MICROSOFT.KEYVAULT", Category: "AuditEvent" };

/** Key Vault logging: operation names; its example query reads the object's name from the subject. */
const expiry = (OperationName: string, name: string): Sample => ({ ...VAULT, OperationName, eventGridEventProperties_subject_s: name });
const refusal = (OperationName: string, status: number): Sample => ({
  ...VAULT,
  ...{ OperationName, CallerIPAddress: "10.20.0.9", httpStatusCode_d: status },
});

/** Azure Database for PostgreSQL: logs, log format. */
const postgres = (sqlerrcode_s: string, Message: string): Sample => ({
  ...{ ResourceProvider: "MICROSOFT.DBFORPOSTGRESQL", Category: "PostgreSQLLogs", OperationName: "LogEvent" },
  ...{ errorLevel_s: sqlerrcode_s === "00000" ? "LOG" : "FATAL", sqlerrcode_s, Message },
});

const EDGE = { ResourceProvider: "MICROSOFT.CDN" };

/** Azure Front Door: access log and WAF log. */
const access = (httpStatusCode_s: string): Sample => ({
  ...{ ...EDGE, Category: "FrontDoorAccessLog", OperationName: "Microsoft.Cdn/Profiles/AccessLog/Write" },
  ...{ httpStatusCode_s, clientIp_s: "203.0.113.7", requestUri_s: "https://www.contoso.com:443/.env" },
});
const firewall = (action_s: string): Sample => ({
  ...{ ...EDGE, Category: "FrontDoorWebApplicationFirewallLog" },
  ...{ action_s, clientIP_s: "203.0.113.7", ruleName_s: "Microsoft_DefaultRuleSet-2.2-SQLI-942100" },
});

const DIFFERENT_PROPERTIES = [{ ResourceProvider: "MICROSOFT.NETWORK", Category: "NetworkSecurityGroupEvent" }];

/** The tests' program rotates the secret `generated` and no other one. */
export const DIAGNOSTICS_ROWS: AlertRows = {
  "certificate-expiry": [
    rowsOf("a certificate is about to expire", true, [expiry("CertificateNearExpiryEventGridNotification", "sidecar")]),
    rowsOf("a certificate has expired", true, [expiry("CertificateExpiredEventGridNotification", "sidecar")]),
    rowsOf("a key is about to expire", true, [expiry("KeyNearExpiryEventGridNotification", "signing")]),
    rowsOf("a secret that people maintain is about to expire", true, [expiry("SecretNearExpiryEventGridNotification", "partner")]),
    rowsOf("a certificate with the name of a rotated secret", true, [expiry("CertificateExpiredEventGridNotification", "generated")]),
    rowsOf("a rotated secret before its rotation", false, [expiry("SecretNearExpiryEventGridNotification", "generated")]),
    rowsOf("a rotated secret at its rotation", false, [expiry("SecretExpiredEventGridNotification", "Generated")]),
    rowsOf("other operations", false, [expiry("SecretGet", "partner"), expiry("VaultAccessPolicyChangedEventGridNotification", "kv")]),
    rowsOf("a workspace without a vault's events", false, DIFFERENT_PROPERTIES),
  ],
  "vault-refusals": [
    rowsOf("a caller without a role", true, times(11, refusal("SecretGet", 403))),
    rowsOf("first requests without a token", false, times(40, refusal("Authentication", 401))),
    rowsOf("ten refusals", false, times(10, refusal("SecretGet", 403))),
    rowsOf("successful requests", false, times(40, refusal("SecretGet", 200))),
    rowsOf("a workspace without a vault's events", false, DIFFERENT_PROPERTIES),
  ],
  "failed-database-sign-in": [
    rowsOf("wrong passwords", true, times(11, postgres("28P01", 'password authentication failed for user "catalog"'))),
    rowsOf("unknown roles", true, times(11, postgres("28000", 'role "catalog" does not exist'))),
    rowsOf("ten refusals", false, times(10, postgres("28P01", 'password authentication failed for user "catalog"'))),
    rowsOf("sign-ins", false, times(40, postgres("00000", "connection authenticated: identity=catalog method=scram-sha-256"))),
    rowsOf("failing statements", false, times(40, postgres("42P01", 'relation "items" does not exist'))),
    rowsOf("a workspace without a server's log", false, DIFFERENT_PROPERTIES),
  ],
  "unusual-api-access": [
    rowsOf("a client asks for paths that do not exist", true, times(201, access("404"))),
    rowsOf("two hundred refusals", false, times(200, access("403"))),
    rowsOf("served requests", false, times(400, access("200"))),
    rowsOf("a workspace without Front Door's log", false, DIFFERENT_PROPERTIES),
  ],
  "firewall-blocks": [
    rowsOf("a client whose requests are blocked", true, times(101, firewall("Block"))),
    rowsOf("requests in detection mode", false, times(400, firewall("Log"))),
    rowsOf("a hundred blocks", false, times(100, firewall("Block"))),
    rowsOf("a workspace without the firewall's log", false, DIFFERENT_PROPERTIES),
  ],
};

const operation = (Category: string, Detail: string): Sample => ({ Category, Operation: "Data collection Status", Detail });
const CAP_REACHED = operation("Ingestion", "Data collection stopped due to daily limit of free data reached. Ingestion status = OverQuota");

/** Log Analytics: daily cap, alert when the cap is reached. */
const CAP: readonly LogRows[] = [
  { what: "the cap is reached", fires: true, table: "_LogOperation", rows: [CAP_REACHED] },
  { what: "another message", fires: false, table: "_LogOperation", rows: [operation("Ingestion", "The ingestion volume rate is high")] },
  { what: "another category", fires: false, table: "_LogOperation", rows: [{ ...CAP_REACHED, Category: "Agent" }] },
];

export const WORKSPACE_ROWS: AlertRows = { "daily-cap": CAP, "defender-daily-cap": CAP };
