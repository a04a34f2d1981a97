import assert from "node:assert/strict";
import { PostgresServer, type PostgresServerArgs } from "../../../../components/azure/data/postgres";
import { EndpointSubnet } from "../../../../components/azure/network/endpointSubnet";
import type { PostgresConfig } from "../../../../components/config/schema";
import { stampContext } from "../../../support/contexts";
import { record, resolved, settle } from "../../../support/mocks";

const MODULE = "azure-native:dbforpostgresql";
const SERVER = `${MODULE}:Server`;
const DATABASE = `${MODULE}:Database`;
const CONFIGURATION = `${MODULE}:Configuration`;
const ADMINISTRATORS = `${MODULE}:AdministratorsMicrosoftEntra`;
const LOCK = "azure-native:authorization:ManagementLockByScope";

const config: PostgresConfig = {
  version: "17",
  sku: { name: "Standard_D4ds_v5", tier: "GeneralPurpose" },
  storageGb: 128,
  backupRetentionDays: 35,
  zoneRedundant: true,
  geoRedundantBackup: true,
  administratorGroup: { objectId: "22222222-2222-2222-2222-222222222222", name: "database-admins" },
  authentication: { type: "entra" },
};

async function build(overrides: Partial<PostgresServerArgs> = {}) {
  const recorder = await record({ [SERVER]: () => ({ fullyQualifiedDomainName: "psql.postgres.database.azure.com" }) });
  const args = {
    context: stampContext(),
    config,
    databases: ["catalog", "orders"],
    endpointSubnet: new EndpointSubnet("subnet"),
    dnsZoneId: "zone",
    ...overrides,
  };
  return { recorder, postgres: await settle(new PostgresServer("postgres", args)) };
}

describe("PostgresServer", () => {
  it("creates a private, zone-redundant server with geo-redundant backups", async () => {
    const { recorder, postgres } = await build();
    const { inputs, protect, createTimeout, ignoreChanges } = recorder.one(SERVER);
    assert.deepEqual(inputs.network, { publicNetworkAccess: "Disabled" });
    // The SDK adds Azure's default, which leaves the zone to the service.
    assert.deepEqual(inputs.highAvailability, { mode: "ZoneRedundant", standbyAvailabilityZone: "" });
    assert.equal(inputs.availabilityZone, "");
    assert.deepEqual(inputs.backup, { backupRetentionDays: 35, geoRedundantBackup: "Enabled" });
    assert.deepEqual(inputs.storage, { storageSizeGB: 128, autoGrow: "Enabled" });
    assert.deepEqual([protect, createTimeout], [true, "60m"]);
    assert.deepEqual(ignoreChanges, ["availabilityZone", "highAvailability.standbyAvailabilityZone"]);
    assert.equal(await resolved(postgres.fullyQualifiedDomainName), "psql.postgres.database.azure.com");
  });

  it("accepts Entra identities only by default", async () => {
    const { inputs } = (await build({ administratorPassword: "unused" })).recorder.one(SERVER);
    assert.deepEqual(inputs.authConfig, {
      activeDirectoryAuth: "Enabled",
      passwordAuth: "Disabled",
      tenantId: "11111111-1111-1111-1111-111111111111",
    });
    assert.equal("administratorLogin" in inputs || "administratorLoginPassword" in inputs, false);
  });

  it("accepts passwords in addition to Entra if configured, and marks the password as secret", async () => {
    const authentication = { type: "password", administratorLogin: "owner", rotationDays: 90 } as const;
    const { recorder } = await build({ config: { ...config, authentication }, administratorPassword: "plain text" });
    const { inputs, secrets } = recorder.one(SERVER);
    assert.deepEqual(
      [inputs.administratorLogin, inputs.administratorLoginPassword, secrets],
      ["owner", "plain text", ["administratorLoginPassword"]],
    );
    const { activeDirectoryAuth, passwordAuth } = inputs.authConfig as Record<string, string>;
    assert.deepEqual([activeDirectoryAuth, passwordAuth], ["Enabled", "Enabled"]);
  });

  it("rejects password authentication without a password", async () => {
    await record();
    const authentication = { type: "password", administratorLogin: "owner", rotationDays: 90 } as const;
    const args = {
      context: stampContext(),
      config: { ...config, authentication },
      databases: [],
      endpointSubnet: new EndpointSubnet("s"),
      dnsZoneId: "z",
    };
    assert.throws(() => new PostgresServer("postgres", args), /requires an administratorPassword/);
  });

  for (const [source, overrides] of [
    ["configuration", { config: { ...config, zoneRedundant: false } }],
    ["region", { context: stampContext({ zones: ["3"] }) }],
  ] as const) {
    it(`has no standby if the ${source} does not allow one`, async () => {
      const { inputs, ignoreChanges } = (await build(overrides)).recorder.one(SERVER);
      assert.deepEqual(inputs.highAvailability, { mode: "Disabled", standbyAvailabilityZone: "" });
      assert.deepEqual(ignoreChanges, ["availabilityZone"]);
    });
  }

  it("has its maintenance window on a different day in each stamp", async () => {
    const windowOf = async (index: number) =>
      (await build({ context: stampContext({ index }) })).recorder.one(SERVER).inputs.maintenanceWindow as Record<string, unknown>;
    assert.deepEqual(await windowOf(0), { customWindow: "Enabled", dayOfWeek: 0, startHour: 1, startMinute: 0 });
    assert.equal((await windowOf(1)).dayOfWeek, 1);
    assert.equal((await windowOf(8)).dayOfWeek, 1);
  });

  it("has the Entra group as administrator", async () => {
    const { inputs } = (await build()).recorder.one(ADMINISTRATORS);
    assert.deepEqual(
      [inputs.objectId, inputs.principalName, inputs.principalType],
      [config.administratorGroup?.objectId, "database-admins", "Group"],
    );
  });

  it("requires TLS 1.3 and SCRAM, and logs connections", async () => {
    const { recorder } = await build();
    const values = Object.fromEntries(recorder.of(CONFIGURATION).map(({ inputs }) => [inputs.configurationName, inputs.value]));
    assert.deepEqual(values, {
      require_secure_transport: "on",
      ssl_min_protocol_version: "TLSv1.3",
      password_encryption: "scram-sha-256",
      "azure.accepted_password_auth_method": "scram-sha-256",
      "connection_throttle.enable": "on",
      log_checkpoints: "on",
      log_connections: "on",
      log_disconnections: "on",
    });
  });

  it("runs one operation on the server at a time", async () => {
    const { recorder } = await build();
    const operations = [ADMINISTRATORS, CONFIGURATION, DATABASE].flatMap((type) => recorder.of(type).map(({ name }) => name));
    const predecessors = operations.map((name) => recorder.named(name).dependencies);
    assert.ok(predecessors[0]?.includes("postgres-endpoint-endpoint"));
    operations.slice(1).forEach((name, index) => {
      assert.ok(predecessors[index + 1]?.includes(operations[index] ?? ""), `${name} depends on ${operations[index]}`);
    });
  });

  it("protects each database and locks the server last", async () => {
    const { recorder, postgres } = await build();
    assert.deepEqual(
      recorder.of(DATABASE).map(({ inputs, protect }) => [inputs.databaseName, inputs.charset, protect]),
      [
        ["catalog", "UTF8", true],
        ["orders", "UTF8", true],
      ],
    );
    assert.deepEqual(Object.keys(postgres.databases), ["catalog", "orders"]);
    const lock = recorder.one(LOCK);
    assert.match(String(lock.inputs.scope), /\/postgres-server$/);
    assert.ok(lock.dependencies.includes("postgres-database-orders"));
  });

  it("has a private endpoint and sends its server log", async () => {
    const { recorder } = await build();
    const endpoint = recorder.one("azure-native:network:PrivateEndpoint").inputs;
    assert.deepEqual((endpoint.privateLinkServiceConnections as { groupIds: string[] }[])[0]?.groupIds, ["postgresqlServer"]);
    assert.deepEqual(recorder.one("azure-native:monitor:DiagnosticSetting").inputs.logs, [{ category: "PostgreSQLLogs", enabled: true }]);
  });
});
