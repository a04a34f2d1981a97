import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const SERVER_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-shop";
const SUBNET_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/db";

function server(props: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:dbforpostgresql:Server",
    name: "database",
    props: { resourceGroupName: "rg-shop", serverName: "psql-shop", version: "17", ...props },
  };
}

function parameter(configurationName: unknown, value?: unknown): CaseResource {
  return {
    type: "azure-native:dbforpostgresql:Configuration",
    name: "parameter",
    props: { serverName: "psql-shop", configurationName, value },
  };
}

function firewall(startIpAddress: unknown, endIpAddress: unknown): CaseResource {
  return { type: "azure-native:dbforpostgresql:FirewallRule", name: "rule", props: { startIpAddress, endIpAddress } };
}

function administrator(serverName: unknown, sources?: string[]): CaseResource {
  return {
    type: "azure-native:dbforpostgresql:Administrator",
    name: "administrator",
    props: { resourceGroupName: "rg-shop", serverName, objectId: "o", principalName: "dba", principalType: "Group" },
    ...(sources && { sources: { serverName: sources } }),
  };
}

function endpoint(group: string, privateLinkServiceId: unknown = SERVER_ID, sources?: string[]): CaseResource {
  return {
    type: "azure-native:network:PrivateEndpoint",
    name: "endpoint",
    props: { privateLinkServiceConnections: [{ groupIds: [group], privateLinkServiceId }] },
    ...(sources && { sources: { privateLinkServiceConnections: sources } }),
  };
}

const INJECTED = { network: { delegatedSubnetResourceId: SUBNET_ID, privateDnsZoneArmResourceId: UNKNOWN } };

function serverLog(category: string): CaseResource {
  const key = category === "audit" ? "categoryGroup" : "category";
  return {
    type: "azure-native:monitor:DiagnosticSetting",
    name: "logs",
    props: { resourceUri: SERVER_ID, workspaceId: UNKNOWN, logs: [{ [key]: category, enabled: true }] },
  };
}

function defenderPlan(pricingName: string): CaseResource {
  return {
    type: "azure-native:security:Pricing",
    name: "plan",
    props: { pricingName, pricingTier: "Standard", scopeId: "subscriptions/s" },
  };
}

function subscriptionTemplate(type: unknown): CaseResource {
  return {
    type: "azure-native:resources:DeploymentAtSubscriptionScope",
    name: "plans",
    props: { properties: { template: { resources: [{ type, name: "Containers" }] } } },
  };
}

export const cases: Record<string, ControlCases> = {
  "PG-01": {
    passes: [
      [server({ network: { publicNetworkAccess: "Disabled" } })],
      [server(INJECTED)],
      [server({ network: { delegatedSubnetResourceId: UNKNOWN } })],
    ],
    fails: [
      { resources: [server({})], at: ["network.publicNetworkAccess"] },
      { resources: [server({ network: { publicNetworkAccess: "Enabled" } })], at: ["network.publicNetworkAccess"] },
      { resources: [server({ network: { delegatedSubnetResourceId: "" } })], at: ["network.publicNetworkAccess"] },
    ],
    undecided: [
      { resources: [server({ network: { publicNetworkAccess: UNKNOWN } })], at: ["network.publicNetworkAccess"] },
      { resources: [server({ network: UNKNOWN })], at: ["network.publicNetworkAccess"] },
    ],
  },
  "PG-02": {
    passes: [
      [server({}), endpoint("postgresqlServer")],
      [server({ serverName: UNKNOWN }), endpoint("postgresqlServer", UNKNOWN, ["database"])],
    ],
    fails: [
      { resources: [server({})], at: ["privateEndpointConnections"] },
      { resources: [server({}), endpoint("vault")], at: ["privateEndpointConnections"] },
      { resources: [server({}), endpoint("postgresqlServer", SERVER_ID.replace("shop", "other"))], at: ["privateEndpointConnections"] },
    ],
    notApplicable: [[server(INJECTED)]],
    undecided: [{ resources: [server({ network: UNKNOWN })], at: ["network"] }],
  },
  "PG-03": {
    passes: [[parameter("require_secure_transport", "ON")], [parameter("require_secure_transport")]],
    fails: [
      { resources: [parameter("require_secure_transport", "off")], at: ["value"] },
      { resources: [parameter("REQUIRE_SECURE_TRANSPORT", "OFF")], at: ["value"] },
    ],
    notApplicable: [[parameter("log_connections", "off")], [server({})]],
    undecided: [
      { resources: [parameter("require_secure_transport", UNKNOWN)], at: ["value"] },
      { resources: [parameter(UNKNOWN, "off")], at: ["configurationName"] },
    ],
  },
  "PG-04": {
    passes: [[parameter("ssl_min_protocol_version", "TLSv1.2")], [parameter("ssl_min_protocol_version", "TLSv1.3")]],
    fails: [
      { resources: [parameter("ssl_min_protocol_version", "TLSv1")], at: ["value"] },
      { resources: [parameter("ssl_min_protocol_version", "TLSv1.1")], at: ["value"] },
    ],
    notApplicable: [[parameter("ssl_max_protocol_version", "TLSv1.1")]],
  },
  "PG-05": {
    passes: [
      [firewall("203.0.113.7", "203.0.113.7")],
      [firewall("203.0.113.1", "203.0.113.10")],
      { resources: [firewall("203.0.113.0", "203.0.113.255")], config: { maxIps: 256 } },
    ],
    fails: [
      { resources: [firewall("0.0.0.0", "0.0.0.0")], at: ["startIpAddress"] },
      { resources: [firewall("0.0.0.0", "255.255.255.255")], at: ["startIpAddress"] },
      { resources: [firewall("203.0.113.1", "203.0.113.11")], at: ["endIpAddress"] },
      { resources: [firewall("1.0.0.0", "255.255.255.255")], at: ["endIpAddress"] },
      { resources: [firewall("300.0.0.1", "203.0.113.11")], at: ["startIpAddress"] },
      { resources: [firewall("203.0.113.1", undefined)], at: ["endIpAddress"] },
    ],
    undecided: [
      { resources: [firewall(UNKNOWN, "203.0.113.11")], at: ["startIpAddress"] },
      { resources: [firewall("203.0.113.1", UNKNOWN)], at: ["endIpAddress"] },
    ],
  },
  "PG-06": {
    passes: [[server({ authConfig: { activeDirectoryAuth: "Enabled" } })]],
    fails: [
      { resources: [server({})], at: ["authConfig.activeDirectoryAuth"] },
      { resources: [server({ authConfig: { activeDirectoryAuth: "Disabled" } })], at: ["authConfig.activeDirectoryAuth"] },
    ],
    notApplicable: [[server({ createMode: "Replica", sourceServerResourceId: SERVER_ID })]],
  },
  "PG-07": {
    passes: [[server({ authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled" } })]],
    fails: [
      { resources: [server({})], at: ["authConfig.passwordAuth"] },
      { resources: [server({ authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Enabled" } })], at: ["authConfig.passwordAuth"] },
    ],
    notApplicable: [[server({ createMode: "Replica", sourceServerResourceId: SERVER_ID })]],
  },
  "PG-08": {
    passes: [
      [server({}), administrator("PSQL-shop")],
      [server({}), { ...administrator("psql-shop"), type: "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra" }],
      [server({ serverName: UNKNOWN }), administrator(UNKNOWN, ["database"])],
    ],
    fails: [
      { resources: [server({})], at: ["administrators"] },
      { resources: [server({}), administrator("psql-other")], at: ["administrators"] },
    ],
    undecided: [{ resources: [server({}), administrator(UNKNOWN)], at: ["administrators"] }],
    notApplicable: [[administrator("psql-shop")], [server({ createMode: "Replica" })]],
  },
  "PG-12": {
    passes: [],
    fails: [
      { resources: [{ type: "azure-native:dbforpostgresql:SingleServer", props: { serverName: "old" } }], at: ["type"] },
      { resources: [{ type: "azure-native:dbforpostgresql/v20171201:Server", props: { serverName: "old" } }], at: ["type"] },
    ],
    notApplicable: [[server({})]],
  },
  "PG-09": {
    passes: [
      [server({ backup: { backupRetentionDays: 35, geoRedundantBackup: "Enabled" } })],
      [server({ backup: { backupRetentionDays: "14", geoRedundantBackup: "enabled" } })],
      { resources: [server({ backup: { backupRetentionDays: 14 } })], profile: "nonProduction" },
      { resources: [server({ backup: { backupRetentionDays: 14 } })], config: { geoRedundantBackup: "off" } },
    ],
    fails: [
      { resources: [server({})], at: ["backup.backupRetentionDays", "backup.geoRedundantBackup"] },
      { resources: [server({ backup: { backupRetentionDays: 7, geoRedundantBackup: "Enabled" } })], at: ["backup.backupRetentionDays"] },
      { resources: [server({ backup: { backupRetentionDays: 35, geoRedundantBackup: "Disabled" } })], at: ["backup.geoRedundantBackup"] },
    ],
    notApplicable: [[server({ createMode: "Replica" })]],
    undecided: [{ resources: [server({ backup: UNKNOWN })], at: ["backup.backupRetentionDays", "backup.geoRedundantBackup"] }],
  },
  "PG-10": {
    passes: [
      [server({ highAvailability: { mode: "ZoneRedundant" } })],
      { resources: [server({ highAvailability: { mode: "SameZone" } })], config: { allowSameZone: true } },
    ],
    fails: [
      { resources: [server({})], at: ["highAvailability.mode"] },
      { resources: [server({ highAvailability: { mode: "Disabled" } })], at: ["highAvailability.mode"] },
      { resources: [server({ highAvailability: { mode: "SameZone" } })], at: ["highAvailability.mode"] },
    ],
    notApplicable: [[server({ createMode: "replica" })]],
  },
  "PG-11": {
    passes: [
      [server({}), parameter("connection_throttle.enable", "on"), serverLog("PostgreSQLLogs")],
      [server({}), parameter("connection_throttle.enable", "ON"), serverLog("audit")],
      [server({ createMode: "Replica" })],
      {
        resources: [
          server({}),
          parameter("connection_throttle.enable", "on"),
          { ...parameter("shared_preload_libraries", "pg_cron, pgaudit"), name: "libraries" },
        ],
        config: { pgaudit: "required" },
      },
      // Another parameter, and one with its default.
      [parameter("work_mem", "off"), { ...parameter("log_connections"), name: "connections" }],
    ],
    fails: [
      { resources: [server({})], at: ["configurations"] },
      { resources: [parameter("log_connections", "off")], at: ["value"] },
      { resources: [server({}), parameter("connection_throttle.enable", "OFF")], at: ["value"] },
      {
        resources: [server({}), parameter("connection_throttle.enable", "on"), serverLog("PostgreSQLFlexSessions")],
        at: ["diagnosticSettings"],
      },
      {
        resources: [server({}), parameter("connection_throttle.enable", "on")],
        config: { pgaudit: "required" },
        at: ["configurations"],
      },
    ],
    undecided: [
      { resources: [parameter("log_checkpoints", UNKNOWN)], at: ["value"] },
      { resources: [server({}), parameter(UNKNOWN, "on")], at: ["configurationName"] },
    ],
    notApplicable: [[administrator("psql-shop")]],
  },
  "PG-13": {
    passes: [[server({ maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 0, startHour: 1 } })]],
    fails: [
      { resources: [server({})], at: ["maintenanceWindow.customWindow"] },
      { resources: [server({ maintenanceWindow: { customWindow: "Disabled" } })], at: ["maintenanceWindow.customWindow"] },
    ],
    undecided: [{ resources: [server({ maintenanceWindow: UNKNOWN })], at: ["maintenanceWindow.customWindow"] }],
  },
  "PG-14": {
    passes: [
      // MON-06 evaluates the plans of a stack that sets some.
      { resources: [server({}), defenderPlan("OpenSourceRelationalDatabases")], config: { subscriptionPlans: "required" } },
    ],
    fails: [
      { resources: [server({})], config: { subscriptionPlans: "required" }, at: ["defenderPlans"] },
      {
        resources: [server({}), subscriptionTemplate("Microsoft.Security/securityContacts")],
        config: { subscriptionPlans: "required" },
        at: ["defenderPlans"],
      },
    ],
    notApplicable: [
      [server({})],
      [defenderPlan("Containers")],
      { resources: [server({}), defenderPlan("Containers")], config: { subscriptionPlans: "required" } },
      { resources: [server({}), subscriptionTemplate("Microsoft.Security/pricings")], config: { subscriptionPlans: "required" } },
      { resources: [server({}), subscriptionTemplate(UNKNOWN)], config: { subscriptionPlans: "required" } },
    ],
  },
};
