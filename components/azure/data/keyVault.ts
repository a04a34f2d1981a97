import * as pulumi from "@pulumi/pulumi";
import type { StampContext } from "../../context";
import { endOfDay, endOfPeriod } from "../../plan/expiry";
import { createLock } from "../governance/lock";
import { createDiagnosticSetting } from "../monitoring/diagnostics";
import type { EndpointSubnet } from "../network/endpointSubnet";
import { PrivateEndpoint } from "../network/privateEndpoint";
import * as keyvault from "./keyVaultApi";

export interface VaultSecret {
  /** Value of the secret. The component marks it as secret, whatever its source. */
  readonly value: pulumi.Input<string>;
  /**
   * Rotation period of the value, as `rotationPeriod` returns it; its end is the expiry date.
   * @default none: no expiry date, since a date relative to today would change with every preview
   */
  readonly rotationPeriod?: string;
  /**
   * Last day on which a configured value is valid, as YYYY-MM-DD in UTC; its end is the expiry date.
   * @default none: no expiry date
   */
  readonly lastDay?: string | undefined;
}

export interface KeyVaultArgs {
  /** Resource group, region, tenant, names and tags of the vault, and the workspace that receives its logs. */
  readonly context: StampContext;
  /**
   * Part of the vault's name that distinguishes several vaults of a stamp.
   * @default none: the vault of the workloads
   */
  readonly detail?: string;
  /** Days a deleted vault or secret can be recovered, 7 to 90. Azure fixes it when the vault is created. */
  readonly softDeleteRetentionDays: number;
  /** Subnet of the private endpoint. */
  readonly endpointSubnet: EndpointSubnet;
  /** Resource id of the private DNS zone `privatelink.vaultcore.azure.net`. */
  readonly dnsZoneId: pulumi.Input<string>;
  /**
   * Leaves the vault in Azure when it is removed from the program.
   * @default false: a vault without a program is deleted with its stack
   */
  readonly retain?: boolean;
  /** Secrets by name. A secret that is removed from here remains in the vault. */
  readonly secrets: Readonly<Record<string, VaultSecret>>;
}

/**
 * A vault with access through private endpoints and by role assignment only. Secrets are written through Azure Resource Manager, so
 * the program needs no network access to the vault. Azure replaces a vault whose name or location changes, and purge protection
 * reserves the old name until the retention ends.
 */
export class KeyVault extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
  /** Base URL of the data plane. */
  readonly uri: pulumi.Output<string>;
  /** The vault's private endpoint, which the next change of the vault must depend on. */
  readonly endpoint: pulumi.Resource;
  /** Resource ids of the secrets by name: scopes for role assignments on one secret. */
  readonly secretIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: KeyVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:KeyVault", name, {}, opts);
    const vault = this.createVault(name, args);
    const secrets = this.createSecrets(name, args, vault);
    const endpoint = this.createEndpoint(name, args, vault, Object.values(secrets));
    this.createDiagnostics(name, args, vault);
    this.createLock(name, args, vault, [endpoint, ...Object.values(secrets)]);

    this.id = vault.id;
    this.endpoint = endpoint.endpoint;
    this.vaultName = vault.name;
    this.uri = vault.properties.vaultUri;
    this.secretIds = Object.fromEntries(Object.entries(secrets).map(([secretName, secret]) => [secretName, secret.id]));
    this.registerOutputs({ id: this.id, vaultName: this.vaultName, uri: this.uri });
  }

  private createVault(name: string, { context, detail, softDeleteRetentionDays, retain = false }: KeyVaultArgs): keyvault.Vault {
    return new keyvault.Vault(
      `${name}-vault`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        vaultName: context.name("keyVault", detail),
        properties: {
          tenantId: context.tenantId,
          sku: { family: "A", name: "standard" },
          // Set explicitly, because API versions have different defaults.
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: softDeleteRetentionDays,
          enablePurgeProtection: true,
          enabledForDeployment: false,
          enabledForDiskEncryption: false,
          enabledForTemplateDeployment: false,
          publicNetworkAccess: "Disabled",
          // Workloads and AKS use private endpoints: no trusted Azure service needs to bypass the firewall.
          networkAcls: { defaultAction: "Deny", bypass: "None" },
        },
        tags: context.tags,
      },
      { parent: this, protect: context.protect, retainOnDelete: retain },
    );
  }

  /**
   * Creates the secrets one by one, by name: a vault answers `ConflictError` to a second change at the same time, which azure-native does
   * not retry (pulumi-azure-native#1013).
   */
  private createSecrets(name: string, { context, secrets }: KeyVaultArgs, vault: keyvault.Vault): Record<string, keyvault.Secret> {
    const created: Record<string, keyvault.Secret> = {};
    let previous: keyvault.Secret | undefined;
    for (const [secretName, secret] of Object.entries(secrets).sort(byName)) {
      previous = new keyvault.Secret(
        `${name}-secret-${secretName}`,
        {
          resourceGroupName: context.resourceGroupName,
          vaultName: vault.name,
          secretName,
          properties: {
            value: pulumi.secret(secret.value),
            contentType: "text/plain",
            attributes: { enabled: true, ...expiryOf(secret) },
          },
          tags: context.tags,
        },
        // The provider deletes secrets through the data plane (its custom_keyvault.go), which is not reachable for a private vault.
        { parent: this, retainOnDelete: true, ...(previous === undefined ? {} : { dependsOn: previous }) },
      );
      created[secretName] = previous;
    }
    return created;
  }

  private createEndpoint(
    name: string,
    { context, detail, endpointSubnet, dnsZoneId }: KeyVaultArgs,
    vault: keyvault.Vault,
    waitFor: readonly pulumi.Resource[],
  ): PrivateEndpoint {
    const args = {
      context,
      detail: detail === undefined ? "vault" : `vault-${detail}`,
      groupId: "vault",
      subnet: endpointSubnet,
      dnsZoneId,
      targetId: vault.id,
      waitFor,
    };
    return new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  private createDiagnostics(name: string, { context }: KeyVaultArgs, vault: keyvault.Vault): void {
    const { logAnalyticsWorkspaceId } = context;
    createDiagnosticSetting(`${name}-logs`, { resourceId: vault.id, logAnalyticsWorkspaceId, categoryGroup: "audit" }, { parent: this });
  }

  private createLock(name: string, { context }: KeyVaultArgs, vault: keyvault.Vault, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    createLock(
      `${name}-lock`,
      { scope: vault.id, notes: "Holds secrets or keys that the region's cluster cannot do without." },
      { parent: this, dependsOn },
    );
  }
}

function expiryOf({ rotationPeriod, lastDay }: VaultSecret): { readonly expires?: number } {
  if (rotationPeriod !== undefined) return { expires: endOfPeriod(rotationPeriod) };
  return lastDay === undefined ? {} : { expires: endOfDay(lastDay) };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
