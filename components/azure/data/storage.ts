import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import type { StorageConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import { createLock } from "../governance/lock";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import type { EndpointSubnet } from "../network/endpointSubnet";
import { PrivateEndpoint } from "../network/privateEndpoint";
import { ENCRYPTION, ENTRA_ONLY, NO_PUBLIC_ACCESS, SAS_POLICY } from "./storageSettings";

export interface StorageAccountArgs {
  /** Resource group, region, names and tags of the account, and the workspace that receives its logs. */
  readonly context: StampContext;
  /** Redundancy, soft delete retention and shared keys of the account. */
  readonly config: StorageConfig;
  /** Blob containers to create, by name: 3 to 63 lower-case letters, digits and hyphens. */
  readonly containers: readonly string[];
  /** Subnet of the private endpoint. */
  readonly endpointSubnet: EndpointSubnet;
  /** Resource id of the private DNS zone `privatelink.blob.core.windows.net`. */
  readonly dnsZoneId: pulumi.Input<string>;
}

/**
 * A blob storage account with access through private endpoints and for Entra identities only. Azure fixes name, location, kind,
 * infrastructure encryption and the key type of queues and tables when it creates the account; a change of one of them creates a
 * new, empty account, which `protect` and the lock prevent. Redundancy changes in place between LRS and GRS, or ZRS and GZRS; a
 * change between these pairs requires a conversion by Azure. `sharedKeyRotationDays` enables shared keys, and Azure reports keys
 * older than that; `az storage account keys renew` creates a new key, because Azure Resource Manager has no resource for it.
 */
export class StorageAccount extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  /** Base URL of the blob service. */
  readonly blobEndpoint: pulumi.Output<string>;
  /** Resource ids of the containers by name: scopes for role assignments on one container. */
  readonly containerIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: StorageAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:StorageAccount", name, {}, opts);
    const account = this.createAccount(name, args);
    const blobService = this.createBlobService(name, args, account);
    const containers = this.createContainers(name, args, account, blobService);
    const services = [blobService, ...Object.values(containers)];
    const endpoint = this.createEndpoint(name, args, account, services);
    this.createDiagnostics(name, args, account);
    this.createLock(name, args, account, [endpoint, ...services]);

    this.id = account.id;
    this.accountName = account.name;
    this.blobEndpoint = account.primaryEndpoints.blob;
    this.containerIds = Object.fromEntries(Object.entries(containers).map(([containerName, { id }]) => [containerName, id]));
    this.registerOutputs({ id: this.id, accountName: this.accountName, blobEndpoint: this.blobEndpoint });
  }

  private createAccount(name: string, { context, config }: StorageAccountArgs): storage.StorageAccount {
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

  private createBlobService(
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

  private createContainers(
    name: string,
    { context, containers }: StorageAccountArgs,
    account: storage.StorageAccount,
    blobService: storage.BlobServiceProperties,
  ): Record<string, storage.BlobContainer> {
    const entries = containers.map((containerName) => {
      const container = new storage.BlobContainer(
        `${name}-container-${containerName}`,
        { resourceGroupName: context.resourceGroupName, accountName: account.name, containerName, publicAccess: "None" },
        // Soft delete does not cover data that is written before it is enabled.
        { parent: this, protect: context.protect, dependsOn: blobService },
      );
      return [containerName, container] as const;
    });
    return Object.fromEntries(entries);
  }

  /** After the services: the account answers StorageAccountOperationInProgress while one of them changes. */
  private createEndpoint(
    name: string,
    { context, endpointSubnet: subnet, dnsZoneId }: StorageAccountArgs,
    account: storage.StorageAccount,
    waitFor: readonly pulumi.Resource[],
  ): PrivateEndpoint {
    const args = { context, detail: "blob", groupId: "blob", subnet, dnsZoneId, targetId: account.id, waitFor };
    return new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  /** The blob service logs requests; the account has metrics only. */
  private createDiagnostics(name: string, { context }: StorageAccountArgs, account: storage.StorageAccount): void {
    const { logAnalyticsWorkspaceId } = context;
    const resourceId = pulumi.interpolate`${account.id}/blobServices/default`;
    createDiagnosticSetting(`${name}-logs`, { resourceId, logAnalyticsWorkspaceId, categoryGroup: "audit" }, { parent: this });
  }

  private createLock(name: string, { context }: StorageAccountArgs, account: storage.StorageAccount, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    createLock(`${name}-lock`, { scope: account.id, notes: "Holds the blobs of the region's workloads." }, { parent: this, dependsOn });
  }
}
