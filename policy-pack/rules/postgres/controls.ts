import { POSTGRES_TLS_VERSIONS } from "../facts/limits";
import * as token from "../facts/tokens";
import { byId, type Rule } from "../rule";
import { checkEntraAdministrator } from "./entraAdministrator";
import { checkFirewallRule } from "./firewallRule";
import { rules as operation } from "./operation";
import { checkPrivateEndpoint } from "./privateEndpoint";
import { checkPublicAccess } from "./publicAccess";
import { authentication, serverParameter } from "./settings";

const TLS = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-ssl-tls";
const ENTRA = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-azure-ad-authentication";

/** Network, transport, authentication. */
const access: readonly Rule[] = [
  {
    id: "PG-01",
    name: "postgres-no-public-access",
    title: "No public network access",
    why: "A database with a public endpoint is scanned within minutes, and one guessed password or missing patch is enough to break into it.",
    fix: "Set network.publicNetworkAccess to Disabled, or inject the server into a delegated subnet.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private",
    types: [token.POSTGRES_SERVER],
    check: checkPublicAccess,
  },
  {
    id: "PG-02",
    name: "postgres-private-endpoint",
    title: "Private endpoint (group postgresqlServer) or VNet injection",
    why: "Without either, applications can reach the server only over its public endpoint.",
    fix: "Add a network.PrivateEndpoint with group id postgresqlServer, and a zone group for privatelink.postgres.database.azure.com.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private-link",
    reads: [token.POSTGRES_SERVER, token.PRIVATE_ENDPOINT],
    checkStack: checkPrivateEndpoint,
  },
  {
    id: "PG-03",
    name: "postgres-ssl-required",
    title: "require_secure_transport is not off",
    why: "Without it passwords and rows cross the network in clear text.",
    fix: "Set the parameter's value to on, or remove the configuration: on is the default.",
    severity: "high",
    enforcement: "mandatory",
    url: TLS,
    frameworks: { "MCSB v1": ["NS-2"] },
    types: [token.POSTGRES_CONFIGURATION],
    remedy: { value: "on" },
    check: serverParameter("require_secure_transport", ["on"]),
  },
  {
    id: "PG-04",
    name: "postgres-min-tls",
    title: "ssl_min_protocol_version is TLSv1.2 or higher",
    why: "Older versions have known attacks, and an attacker on the network path can downgrade a connection to the oldest allowed version.",
    fix: "Set the parameter's value to TLSv1.2 or TLSv1.3, or remove the configuration: TLSv1.2 is the default.",
    severity: "high",
    enforcement: "mandatory",
    url: TLS,
    frameworks: { "MCSB v1": ["DP-3"] },
    types: [token.POSTGRES_CONFIGURATION],
    remedy: { value: "TLSv1.2" },
    check: serverParameter("ssl_min_protocol_version", POSTGRES_TLS_VERSIONS),
  },
  {
    id: "PG-05",
    name: "postgres-firewall",
    title: "No allow-Azure (0.0.0.0) rule, no wide range",
    why: "The 0.0.0.0 rule admits every customer of Azure, and a wide range also admits future holders of its addresses.",
    fix: "List single addresses of your own, or remove the rule and use a private endpoint.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-firewall-rules",
    options: {
      maxIps: { type: "integer", description: "Addresses one rule may admit.", default: 10 },
    },
    types: [token.POSTGRES_FIREWALL_RULE],
    check: checkFirewallRule,
  },
  {
    id: "PG-06",
    name: "postgres-entra-auth",
    title: "Entra authentication is on",
    why: "Without it every application needs a database password that must be stored, distributed and rotated.",
    fix: "Set authConfig.activeDirectoryAuth to Enabled.",
    severity: "high",
    enforcement: "mandatory",
    url: ENTRA,
    frameworks: { "MCSB v1": ["IM-1"] },
    types: [token.POSTGRES_SERVER],
    remedy: { activeDirectoryAuth: "Enabled" },
    check: authentication("authConfig.activeDirectoryAuth", "Enabled"),
  },
  {
    id: "PG-07",
    name: "postgres-entra-only",
    title: "Password authentication is off",
    why: "Where password authentication is off, there is no password that could leak.",
    fix: "Set authConfig.passwordAuth to Disabled.",
    severity: "high",
    enforcement: "mandatory",
    nonProduction: "advisory",
    url: ENTRA,
    frameworks: { "MCSB v1": ["DP-4", "IM-1"] },
    types: [token.POSTGRES_SERVER],
    check: authentication("authConfig.passwordAuth", "Disabled"),
  },
  {
    id: "PG-08",
    name: "postgres-entra-admin",
    title: "An Entra administrator exists",
    why: "Only an Entra administrator can create the database roles that identities sign in with.",
    fix: "Add a dbforpostgresql.AdministratorsMicrosoftEntra for a group or an identity.",
    severity: "medium",
    enforcement: "mandatory",
    url: ENTRA,
    frameworks: { "MCSB v1": ["IM-1"] },
    reads: [token.POSTGRES_SERVER, token.POSTGRES_ADMINISTRATOR],
    checkStack: checkEntraAdministrator,
  },
  {
    id: "PG-12",
    name: "postgres-no-single-server",
    title: "No retired Single Server",
    why: "Single Server was retired in March 2025: it gets no fixes, and new ones cannot be created.",
    fix: "Replace dbforpostgresql.SingleServer by dbforpostgresql.Server (flexible server).",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/postgresql/migrate/whats-happening-to-postgresql-single-server",
    types: [token.POSTGRES_SINGLE_SERVER],
    check: () => [{ path: "type", found: "PostgreSQL Single Server", expected: "flexible server (dbforpostgresql.Server)" }],
  },
];

/** Azure Database for PostgreSQL, flexible server: access, and its operation. */
export const rules: readonly Rule[] = [...access, ...operation].sort(byId);
