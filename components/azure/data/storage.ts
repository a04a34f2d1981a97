import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import type { StorageConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { lock } from "../governance/lock";
import { diagnostics } from "../monitoring/diagnostics";
import { PrivateEndpoint } from "../network/privateEndpoint";
import { ENCRYPTION, ENTRA_ONLY, NO_PUBLIC_ACCESS, SAS_POLICY } from "./storageSettings";

export interface StorageAccountArgs {
  readonly context: StampContext;
  readonly config: StorageConfig;
  /** Blob containers to create, by name: 3 to 63 lower-case letters, digits and hyphens. */
  readonly containers: readonly string[];
  /** Subnet for the private endpoint. */
  readonly subnetId: pulumi.Input<string>;
  /** Zone `privatelink.blob.core.windows.net`. */
  readonly dnsZoneId: pulumi.Input<string>;
}

/**
 * A blob account that only private endpoints reach and only Entra identities open. Azure fixes name, location, kind,
 * infrastructure encryption and the key type of queues and tables when it creates the account; a change of one of them means a
 * new, empty account, which `protect` and the lock refuse. Redundancy changes in place between LRS and GRS, or ZRS and GZRS; from
 * one pair to the other it takes a conversion that Azure runs. `sharedKeyRotationDays` turns shared keys on and makes Azure flag
 * keys older than that; a new key is made with `az storage account keys renew`, as Azure Resource Manager has no resource for it.
 */
export class StorageAccount extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  /** Base URL of the blob service. */
  readonly blobEndpoint: pulumi.Output<string>;
  /** Resource ids of the containers by name: scopes for grants of one container. */
  readonly containerIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: StorageAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:StorageAccount", name, {}, opts);
    const account = this.account(name, args);
    const blobService = this.blobService(name, args, account);
    const containers = this.containers(name, args, account, blobService);
    const endpoint = this.endpoint(name, args, account);
    this.observe(name, args, account);
    this.lock(name, args, account, [endpoint, blobService, ...Object.values(containers)]);

    this.id = account.id;
    this.accountName = account.name;
    this.blobEndpoint = account.primaryEndpoints.blob;
    this.containerIds = Object.fromEntries(Object.entries(containers).map(([containerName, { id }]) => [containerName, id]));
    this.registerOutputs({ id: this.id, accountName: this.accountName, blobEndpoint: this.blobEndpoint });
  }

  private account(name: string, { context, config }: StorageAccountArgs): storage.StorageAccount {
    const { sharedKeyRotationDays } = config;
    return new storage.StorageAccount(
      `${name}-account`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        accountName: context.name("storageAccount"),
        kind: "StorageV2",
        sku: { name: config.redundancy },
        accessTier: "Hot",
        ...NO_PUBLIC_ACCESS,
        ...ENTRA_ONLY,
        allowSharedKeyAccess: sharedKeyRotationDays !== undefined,
        ...(sharedKeyRotationDays === undefined ? {} : { keyPolicy: { keyExpirationPeriodInDays: sharedKeyRotationDays } }),
        sasPolicy: SAS_POLICY,
        encryption: ENCRYPTION,
        tags: context.tags,
      },
      { parent: this, protect: context.protect },
    );
  }

  private blobService(
    name: string,
    { context, config }: StorageAccountArgs,
    account: storage.StorageAccount,
  ): storage.BlobServiceProperties {
    const softDelete = { enabled: true, days: config.softDeleteDays };
    return new storage.BlobServiceProperties(
      `${name}-blob-service`,
      {
        resourceGroupName: context.resourceGroupName,
        accountName: account.name,
        blobServicesName: "default",
        isVersioningEnabled: true,
        deleteRetentionPolicy: { ...softDelete, allowPermanentDelete: false },
        containerDeleteRetentionPolicy: softDelete,
        changeFeed: { enabled: true, retentionInDays: config.softDeleteDays },
      },
      { parent: this },
    );
  }

  private containers(
    name: string,
    { context, containers }: StorageAccountArgs,
    account: storage.StorageAccount,
    blobService: storage.BlobServiceProperties,
  ): Record<string, storage.BlobContainer> {
    const entries = containers.map((containerName) => {
      const container = new storage.BlobContainer(
        `${name}-container-${containerName}`,
        { resourceGroupName: context.resourceGroupName, accountName: account.name, containerName, publicAccess: "None" },
        // What is written before soft delete is on is not covered by it.
        { parent: this, protect: context.protect, dependsOn: blobService },
      );
      return [containerName, container] as const;
    });
    return Object.fromEntries(entries);
  }

  private endpoint(name: string, { context, subnetId, dnsZoneId }: StorageAccountArgs, account: storage.StorageAccount): PrivateEndpoint {
    const args = { context, detail: "blob", groupId: "blob", subnetId, dnsZoneId, targetId: account.id };
    return new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  /** Requests are logged by the blob service; the account itself has metrics only. */
  private observe(name: string, { context }: StorageAccountArgs, account: storage.StorageAccount): void {
    const { logAnalyticsWorkspaceId } = context;
    const resourceId = pulumi.interpolate`${account.id}/blobServices/default`;
    diagnostics(`${name}-logs`, { resourceId, logAnalyticsWorkspaceId, categoryGroup: "audit" }, { parent: this });
  }

  private lock(name: string, { context }: StorageAccountArgs, account: storage.StorageAccount, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    lock(`${name}-lock`, { scope: account.id, notes: "Holds the blobs of the region's workloads." }, { parent: this, dependsOn });
  }
}
