import * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { createLock } from "../governance/lock";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import type { EndpointSubnet } from "../network/endpointSubnet";
import { PrivateEndpoint } from "../network/privateEndpoint";
import { setServerParameters } from "./postgresParameters";
import { authentication, azureManagedZoneProperties, isZoneRedundant, maintenanceWindow } from "./postgresSettings";

export interface PostgresServerArgs {
  /** Resource group, region, zones, names and tags of the server, and the workspace that receives its logs. */
  readonly context: StampContext;
  /** Version, size, backups, high availability and authentication of the server. */
  readonly config: PostgresConfig;
  /** Names of the databases to create. */
  readonly databases: readonly string[];
  /** Subnet of the private endpoint. */
  readonly endpointSubnet: EndpointSubnet;
  /** Resource id of the private DNS zone `privatelink.postgres.database.azure.com`. */
  readonly dnsZoneId: pulumi.Input<string>;
  /**
   * Password of the administrator login. Required with password authentication, otherwise not used.
   * @default none: only Entra identities can sign in
   */
  readonly administratorPassword?: pulumi.Input<string>;
}

/**
 * A flexible server with a private endpoint, which unlike a delegated subnet can be changed later. Azure fixes
 * `geoRedundantBackup` and `administratorLogin` when it creates the server, as well as name and location: a change of one of
 * them creates a new, empty server, which `protect` and the lock prevent. Storage grows automatically and never shrinks: after it
 * has grown, set `storageGb` to the new size.
 */
export class PostgresServer extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly serverName: pulumi.Output<string>;
  /** Host name for clients; the private DNS zone resolves it inside the network. */
  readonly fullyQualifiedDomainName: pulumi.Output<string>;
  /** The databases by name. */
  readonly databases: Readonly<Record<string, dbforpostgresql.Database>>;

  constructor(name: string, args: PostgresServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PostgresServer", name, {}, opts);
    const server = this.createServer(name, args);
    // One operation at a time: a server returns ServerIsBusy for a change while another one runs.
    const endpoint = this.createEndpoint(name, args, server);
    const administrators = this.createAdministrators(name, args, server, endpoint);
    const ready = this.setParameters(name, args, server, administrators);
    this.databases = this.createDatabases(name, args, server, ready);
    this.createDiagnostics(name, args, server);
    this.createLock(name, args, server, [ready, ...Object.values(this.databases)]);

    this.id = server.id;
    this.serverName = server.name;
    this.fullyQualifiedDomainName = server.fullyQualifiedDomainName;
    this.registerOutputs({ id: this.id, serverName: this.serverName, fullyQualifiedDomainName: this.fullyQualifiedDomainName });
  }

  private createServer(name: string, args: PostgresServerArgs): dbforpostgresql.Server {
    const { context, config } = args;
    const zoneRedundant = isZoneRedundant(config, context.zones);
    return new dbforpostgresql.Server(
      `${name}-server`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        serverName: context.name("postgresServer"),
        version: config.version,
        sku: config.sku,
        storage: { storageSizeGB: config.storageGb, autoGrow: "Enabled" },
        backup: {
          backupRetentionDays: config.backupRetentionDays,
          geoRedundantBackup: config.geoRedundantBackup ? "Enabled" : "Disabled",
        },
        network: { publicNetworkAccess: "Disabled" },
        maintenanceWindow: maintenanceWindow(context.index),
        ...authentication(config, context.tenantId, args.administratorPassword),
        highAvailability: { mode: zoneRedundant ? "ZoneRedundant" : "Disabled" },
        tags: context.tags,
      },
      {
        parent: this,
        protect: context.protect,
        ignoreChanges: azureManagedZoneProperties(zoneRedundant),
        customTimeouts: { create: "60m", update: "60m", delete: "60m" },
      },
    );
  }

  private createEndpoint(
    name: string,
    { context, endpointSubnet: subnet, dnsZoneId }: PostgresServerArgs,
    server: dbforpostgresql.Server,
  ): PrivateEndpoint {
    const args = { context, detail: "postgres", groupId: "postgresqlServer", subnet, dnsZoneId, targetId: server.id };
    return new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  /** Returns the resource that the next operation on the server must depend on. */
  private createAdministrators(
    name: string,
    { context, config }: PostgresServerArgs,
    server: dbforpostgresql.Server,
    dependsOn: pulumi.Resource,
  ): pulumi.Resource {
    const group = config.administratorGroup;
    if (group === undefined) return dependsOn;
    return new dbforpostgresql.AdministratorsMicrosoftEntra(
      `${name}-administrators`,
      {
        resourceGroupName: context.resourceGroupName,
        serverName: server.name,
        objectId: group.objectId,
        principalName: group.name,
        // The service's spelling; the SDK's enum of that name belongs to another service and is in lower case.
        principalType: "Group",
        tenantId: context.tenantId,
      },
      { parent: this, dependsOn },
    );
  }

  /** Returns the resource that the next operation on the server must depend on. */
  private setParameters(
    name: string,
    { context }: PostgresServerArgs,
    server: dbforpostgresql.Server,
    dependsOn: pulumi.Resource,
  ): pulumi.Resource {
    const args = { resourceGroupName: context.resourceGroupName, serverName: server.name };
    return setServerParameters(name, args, { parent: this, dependsOn }).at(-1) ?? dependsOn;
  }

  private createDatabases(
    name: string,
    { context, databases }: PostgresServerArgs,
    server: dbforpostgresql.Server,
    dependsOn: pulumi.Resource,
  ): Record<string, dbforpostgresql.Database> {
    const created: Record<string, dbforpostgresql.Database> = {};
    let previous = dependsOn;
    for (const databaseName of databases) {
      const database = new dbforpostgresql.Database(
        `${name}-database-${databaseName}`,
        { resourceGroupName: context.resourceGroupName, serverName: server.name, databaseName, charset: "UTF8", collation: "en_US.utf8" },
        { parent: this, protect: context.protect, dependsOn: previous },
      );
      created[databaseName] = database;
      previous = database;
    }
    return created;
  }

  private createDiagnostics(name: string, { context }: PostgresServerArgs, server: dbforpostgresql.Server): void {
    const { logAnalyticsWorkspaceId } = context;
    createDiagnosticSetting(
      `${name}-logs`,
      { resourceId: server.id, logAnalyticsWorkspaceId, categories: ["PostgreSQLLogs"] },
      { parent: this },
    );
  }

  private createLock(name: string, { context }: PostgresServerArgs, server: dbforpostgresql.Server, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    createLock(`${name}-lock`, { scope: server.id, notes: "Holds the databases of the region's workloads." }, { parent: this, dependsOn });
  }
}
