import * as pulumi from "@pulumi/pulumi";
import { EventHubs } from "../azure/data/eventHubs";
import { generatedSecret } from "../azure/data/generatedSecret";
import { KeyVault, type VaultSecret } from "../azure/data/keyVault";
import { PostgresServer } from "../azure/data/postgres";
import { StorageAccount } from "../azure/data/storage";
import type { PrivateDns } from "../azure/network/privateDns";
import type { StampContext } from "../context";
import type { PlatformPlan } from "../plan/plan";
import { rotationPeriod } from "../plan/rotation";
import { DATABASE_PASSWORD_SECRET } from "../plan/secrets";

export interface StampDataArgs {
  readonly context: StampContext;
  readonly plan: PlatformPlan;
  /** Values that every stamp's vault holds, by name. */
  readonly secrets: Readonly<Record<string, VaultSecret>>;
  readonly privateEndpointSubnetId: pulumi.Output<string>;
  readonly dns: PrivateDns;
}

/** A generated password and the period it is good for. */
type PasswordSecret = VaultSecret & { readonly value: pulumi.Output<string> };

/** Vault, database, storage and messaging of one stamp; each behind a private endpoint, each only where a workload uses it. */
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
    const password = services.postgres ? this.databasePassword(args) : undefined;
    this.vault = this.keyVault(args, password);
    this.postgres = services.postgres ? this.postgresServer(args, password) : undefined;
    this.storage = services.storage ? this.storageAccount(args) : undefined;
    this.eventHubs = services.eventHubs ? this.eventHubsNamespace(args) : undefined;
    this.registerOutputs({});
  }

  private databasePassword({ plan }: StampDataArgs): PasswordSecret | undefined {
    const { authentication } = plan.config.postgres;
    if (authentication.type !== "password") return undefined;
    const { rotationDays } = authentication;
    const value = generatedSecret(`${this.logicalName}-postgres-password`, { length: 48, rotationDays, now: plan.now }, { parent: this });
    return { value, rotationPeriod: rotationPeriod(rotationDays, plan.now) };
  }

  private keyVault({ context, plan, secrets, privateEndpointSubnetId, dns }: StampDataArgs, password?: PasswordSecret): KeyVault {
    return new KeyVault(
      `${this.logicalName}-vault`,
      {
        context,
        softDeleteRetentionDays: plan.config.keyVault.softDeleteRetentionDays,
        subnetId: privateEndpointSubnetId,
        dnsZoneId: dns.zoneId("keyVault"),
        secrets: password === undefined ? secrets : { ...secrets, [DATABASE_PASSWORD_SECRET]: password },
      },
      { parent: this },
    );
  }

  private postgresServer({ context, plan, privateEndpointSubnetId, dns }: StampDataArgs, password?: PasswordSecret): PostgresServer {
    const databases = Object.values(plan.config.workloads).flatMap(({ uses }) => (uses.database === undefined ? [] : [uses.database]));
    return new PostgresServer(
      `${this.logicalName}-postgres`,
      {
        context,
        config: plan.config.postgres,
        databases,
        subnetId: privateEndpointSubnetId,
        dnsZoneId: dns.zoneId("postgres"),
        ...(password === undefined ? {} : { administratorPassword: password.value }),
      },
      { parent: this },
    );
  }

  private storageAccount({ context, plan, privateEndpointSubnetId, dns }: StampDataArgs): StorageAccount {
    return new StorageAccount(
      `${this.logicalName}-storage`,
      {
        context,
        config: plan.config.storage,
        containers: Object.entries(plan.config.workloads).flatMap(([name, { uses }]) => (uses.blob === undefined ? [] : [name])),
        subnetId: privateEndpointSubnetId,
        dnsZoneId: dns.zoneId("blob"),
      },
      { parent: this },
    );
  }

  private eventHubsNamespace({ context, plan, privateEndpointSubnetId, dns }: StampDataArgs): EventHubs {
    const listeners = Object.entries(plan.config.workloads).flatMap(([name, { uses }]) => (uses.eventHub === "listen" ? [name] : []));
    return new EventHubs(
      `${this.logicalName}-eventhubs`,
      { context, config: plan.config.eventHubs, listeners, subnetId: privateEndpointSubnetId, dnsZoneId: dns.zoneId("eventHubs") },
      { parent: this },
    );
  }
}
