import * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { lock } from "../governance/lock";
import { diagnostics } from "../monitoring/diagnostics";
import { PrivateEndpoint } from "../network/privateEndpoint";
import { serverParameters } from "./postgresParameters";
import { authentication, isZoneRedundant, maintenanceWindow, zonesOfAzure } from "./postgresSettings";

export interface PostgresServerArgs {
  readonly context: StampContext;
  readonly config: PostgresConfig;
  /** Databases to create, by name. */
  readonly databases: readonly string[];
  /** Subnet for the private endpoint. */
  readonly subnetId: pulumi.Input<string>;
  /** Zone `privatelink.postgres.database.azure.com`. */
  readonly dnsZoneId: pulumi.Input<string>;
  /** Password of the administrator login; needed with password authentication, unused without. */
  readonly administratorPassword?: pulumi.Input<string>;
}

/**
 * A flexible server on the private endpoint model, which unlike delegated subnets can be changed later. Azure fixes
 * `geoRedundantBackup` and `administratorLogin` when it creates the server, as well as name and location: a change of one of
 * them means a new, empty server, which `protect` and the lock refuse. Storage grows by itself and never shrinks, so once it has
 * grown `storageGb` has to follow.
 */
export class PostgresServer extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly serverName: pulumi.Output<string>;
  /** Host name for clients; the private zone answers it inside the network. */
  readonly fullyQualifiedDomainName: pulumi.Output<string>;
  /** The databases by name. */
  readonly databases: Readonly<Record<string, dbforpostgresql.Database>>;

  constructor(name: string, args: PostgresServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:PostgresServer", name, {}, opts);
    const server = this.server(name, args);
    // One operation after another: a server answers ServerIsBusy to a change while another one runs.
    const endpoint = this.endpoint(name, args, server);
    const administrators = this.administrators(name, args, server, endpoint);
    const ready = this.parameters(name, args, server, administrators);
    this.databases = this.createDatabases(name, args, server, ready);
    this.observe(name, args, server);
    this.lock(name, args, server, [ready, ...Object.values(this.databases)]);

    this.id = server.id;
    this.serverName = server.name;
    this.fullyQualifiedDomainName = server.fullyQualifiedDomainName;
    this.registerOutputs({ id: this.id, serverName: this.serverName, fullyQualifiedDomainName: this.fullyQualifiedDomainName });
  }

  private server(name: string, args: PostgresServerArgs): dbforpostgresql.Server {
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
        ignoreChanges: zonesOfAzure(zoneRedundant),
        customTimeouts: { create: "60m", update: "60m", delete: "60m" },
      },
    );
  }

  private endpoint(name: string, { context, subnetId, dnsZoneId }: PostgresServerArgs, server: dbforpostgresql.Server): PrivateEndpoint {
    const args = { context, detail: "postgres", groupId: "postgresqlServer", subnetId, dnsZoneId, targetId: server.id };
    return new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  /** Returns what the next operation on the server has to wait for. */
  private administrators(
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
        // As the service spells it; the SDK's enum of that name is another service's, in lower case.
        principalType: "Group",
        tenantId: context.tenantId,
      },
      { parent: this, dependsOn },
    );
  }

  /** Returns what the next operation on the server has to wait for. */
  private parameters(
    name: string,
    { context }: PostgresServerArgs,
    server: dbforpostgresql.Server,
    dependsOn: pulumi.Resource,
  ): pulumi.Resource {
    const args = { resourceGroupName: context.resourceGroupName, serverName: server.name };
    return serverParameters(name, args, { parent: this, dependsOn }).at(-1) ?? dependsOn;
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

  private observe(name: string, { context }: PostgresServerArgs, server: dbforpostgresql.Server): void {
    const { logAnalyticsWorkspaceId } = context;
    diagnostics(`${name}-logs`, { resourceId: server.id, logAnalyticsWorkspaceId, categories: ["PostgreSQLLogs"] }, { parent: this });
  }

  private lock(name: string, { context }: PostgresServerArgs, server: dbforpostgresql.Server, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    lock(`${name}-lock`, { scope: server.id, notes: "Holds the databases of the region's workloads." }, { parent: this, dependsOn });
  }
}
