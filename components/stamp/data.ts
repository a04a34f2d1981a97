import * as pulumi from "@pulumi/pulumi";
import { EventHubs } from "../azure/data/eventHubs";
import { generateSecret } from "../azure/data/generatedSecret";
import { KeyVault, type VaultSecret } from "../azure/data/keyVault";
import { PostgresServer } from "../azure/data/postgres";
import { StorageAccount } from "../azure/data/storage";
import type { EndpointSubnet } from "../azure/network/endpointSubnet";
import type { PrivateDns } from "../azure/network/privateDns";
import type { StampContext } from "../context";
import { storesBinding } from "../plan/acmeAccounts";
import { isStoredIn } from "../plan/mesh";
import type { PlatformPlan } from "../plan/plan";
import { rotationPeriod } from "../plan/rotation";
import { DATABASE_PASSWORD_SECRET } from "../plan/secrets";

export interface StampDataArgs {
  /** Context of the stamp. */
  readonly context: StampContext;
  /** Plan of the environment; its workloads determine which services are created. */
  readonly plan: PlatformPlan;
  /** Secrets by name that every stamp's key vault stores. */
  readonly secrets: Readonly<Record<string, VaultSecret>>;
  /** Subnet of the private endpoints. */
  readonly endpointSubnet: EndpointSubnet;
  /** Private DNS zones in which the private endpoints register their names. */
  readonly dns: PrivateDns;
}

/** A generated password and its rotation period. */
type PasswordSecret = VaultSecret & { readonly value: pulumi.Output<string> };

/** Key vault of one stamp, and the database, storage and messaging that its workloads use; each behind a private endpoint. */
export class StampData extends pulumi.ComponentResource {
  readonly vault: KeyVault;
  readonly postgres: PostgresServer | undefined;
  readonly storage: StorageAccount | undefined;
  readonly eventHubs: EventHubs | undefined;

  constructor(
    private readonly logicalName: string,
    args: StampDataArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("hardened-aks:stamp:Data", logicalName, {}, opts);
    const { services } = args.plan;
    const password = services.postgres ? this.createDatabasePassword(args) : undefined;
    this.vault = this.createKeyVault(args, password);
    // The endpoints wait for each other in this order: PostgreSQL takes longest to create.
    this.storage = services.storage ? this.createStorageAccount(args) : undefined;
    this.eventHubs = services.eventHubs ? this.createEventHubs(args) : undefined;
    this.postgres = services.postgres ? this.createPostgresServer(args, password) : undefined;
    this.registerOutputs({});
  }

  private createDatabasePassword({ plan }: StampDataArgs): PasswordSecret | undefined {
    const { authentication } = plan.config.postgres;
    if (authentication.type !== "password") return undefined;
    const { rotationDays, generation } = authentication;
    const args = { length: 48, rotationDays, generation, now: plan.now };
    const value = generateSecret(`${this.logicalName}-postgres-password`, args, { parent: this });
    return { value, rotationPeriod: rotationPeriod(rotationDays, plan.now) };
  }

  private createKeyVault({ context, plan, secrets, endpointSubnet, dns }: StampDataArgs, password?: PasswordSecret): KeyVault {
    const { location } = context;
    const isOwn = (name: string) => isStoredIn(location, name, plan.config) && storesBinding(location, name, plan.config);
    const own = Object.fromEntries(Object.entries(secrets).filter(([name]) => isOwn(name)));
    return new KeyVault(
      `${this.logicalName}-vault`,
      {
        context,
        softDeleteRetentionDays: plan.config.keyVault.softDeleteRetentionDays,
        endpointSubnet,
        dnsZoneId: dns.zoneId("keyVault"),
        secrets: { ...own, ...(password === undefined ? {} : { [DATABASE_PASSWORD_SECRET]: password }) },
      },
      { parent: this },
    );
  }

  private createPostgresServer({ context, plan, endpointSubnet, dns }: StampDataArgs, password?: PasswordSecret): PostgresServer {
    const databases = Object.values(plan.config.workloads).flatMap(({ uses }) => (uses.database === undefined ? [] : [uses.database]));
    return new PostgresServer(
      `${this.logicalName}-postgres`,
      {
        context,
        config: plan.config.postgres,
        databases,
        endpointSubnet,
        dnsZoneId: dns.zoneId("postgres"),
        ...(password === undefined ? {} : { administratorPassword: password.value }),
      },
      { parent: this },
    );
  }

  private createStorageAccount({ context, plan, endpointSubnet, dns }: StampDataArgs): StorageAccount {
    return new StorageAccount(
      `${this.logicalName}-storage`,
      {
        context,
        config: plan.config.storage,
        containers: Object.entries(plan.config.workloads).flatMap(([name, { uses }]) => (uses.blob === undefined ? [] : [name])),
        endpointSubnet,
        dnsZoneId: dns.zoneId("blob"),
      },
      { parent: this },
    );
  }

  private createEventHubs({ context, plan, endpointSubnet, dns }: StampDataArgs): EventHubs {
    const listeners = Object.entries(plan.config.workloads).flatMap(([name, { uses }]) => (uses.eventHub === "listen" ? [name] : []));
    return new EventHubs(
      `${this.logicalName}-eventhubs`,
      { context, config: plan.config.eventHubs, listeners, endpointSubnet, dnsZoneId: dns.zoneId("eventHubs") },
      { parent: this },
    );
  }
}
