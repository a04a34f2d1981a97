import * as pulumi from "@pulumi/pulumi";
import type { StampContext } from "../../context";
import { endOfPeriod } from "../../plan/expiry";
import { lock } from "../governance/lock";
import { diagnostics } from "../monitoring/diagnostics";
import { PrivateEndpoint } from "../network/privateEndpoint";
import * as keyvault from "./keyVaultApi";

export interface VaultSecret {
  /** Marked secret on its way into the vault, wherever it comes from. */
  readonly value: pulumi.Input<string>;
  /**
   * Rotation period that made the value, as `rotationPeriod` returns it; its end becomes the expiry date.
   * @default none, and no expiry date: a date counted from today would change with every preview
   */
  readonly rotationPeriod?: string;
}

export interface KeyVaultArgs {
  readonly context: StampContext;
  /**
   * Tells apart several vaults of a stamp.
   * @default none: the workloads' vault
   */
  readonly detail?: string;
  /** Days a deleted vault or secret can be recovered, 7 to 90. Azure fixes it when the vault is created. */
  readonly softDeleteRetentionDays: number;
  /** Subnet for the private endpoint. */
  readonly subnetId: pulumi.Input<string>;
  /** Zone `privatelink.vaultcore.azure.net`. */
  readonly dnsZoneId: pulumi.Input<string>;
  /**
   * Leaves the vault in Azure when it disappears from the program.
   * @default false
   */
  readonly retain?: boolean;
  /** Secrets by name. One that disappears from here stays in the vault. */
  readonly secrets: Readonly<Record<string, VaultSecret>>;
}

/**
 * A vault that only private endpoints reach and only role assignments open. Secrets are written through Azure Resource Manager,
 * so the program needs no line of sight to the vault. Azure replaces a vault whose name or location changes, and purge
 * protection keeps the old name taken until the retention ends.
 */
export class KeyVault extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
  /** Base URL of the data plane. */
  readonly uri: pulumi.Output<string>;
  /** Resource ids of the secrets by name: scopes for grants of one secret. */
  readonly secretIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: KeyVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("hardened-aks:azure:KeyVault", name, {}, opts);
    const vault = this.vault(name, args);
    const secrets = this.secrets(name, args, vault);
    const endpoint = this.endpoint(name, args, vault);
    this.observe(name, args, vault);
    this.lock(name, args, vault, [endpoint, ...Object.values(secrets)]);

    this.id = vault.id;
    this.vaultName = vault.name;
    this.uri = vault.properties.vaultUri;
    this.secretIds = Object.fromEntries(Object.entries(secrets).map(([secretName, secret]) => [secretName, secret.id]));
    this.registerOutputs({ id: this.id, vaultName: this.vaultName, uri: this.uri });
  }

  private vault(name: string, { context, detail, softDeleteRetentionDays, retain = false }: KeyVaultArgs): keyvault.Vault {
    return new keyvault.Vault(
      `${name}-vault`,
      {
        resourceGroupName: context.resourceGroupName,
        location: context.location,
        vaultName: context.name("keyVault", detail),
        properties: {
          tenantId: context.tenantId,
          sku: { family: "A", name: "standard" },
          // Said explicitly: API versions differ in the default.
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: softDeleteRetentionDays,
          enablePurgeProtection: true,
          enabledForDeployment: false,
          enabledForDiskEncryption: false,
          enabledForTemplateDeployment: false,
          publicNetworkAccess: "Disabled",
          // Workloads and AKS come through private endpoints: no trusted service has to pass.
          networkAcls: { defaultAction: "Deny", bypass: "None" },
        },
        tags: context.tags,
      },
      { parent: this, protect: context.protect, retainOnDelete: retain },
    );
  }

  private secrets(name: string, { context, secrets }: KeyVaultArgs, vault: keyvault.Vault): Record<string, keyvault.Secret> {
    const entries = Object.entries(secrets).map(([secretName, { value, rotationPeriod }]) => {
      const secret = new keyvault.Secret(
        `${name}-secret-${secretName}`,
        {
          resourceGroupName: context.resourceGroupName,
          vaultName: vault.name,
          secretName,
          properties: {
            value: pulumi.secret(value),
            contentType: "text/plain",
            attributes: { enabled: true, ...(rotationPeriod === undefined ? {} : { expires: endOfPeriod(rotationPeriod) }) },
          },
          tags: context.tags,
        },
        // The provider deletes secrets through the data plane (its custom_keyvault.go), which a private vault does not answer.
        { parent: this, retainOnDelete: true },
      );
      return [secretName, secret] as const;
    });
    return Object.fromEntries(entries);
  }

  private endpoint(name: string, { context, detail, subnetId, dnsZoneId }: KeyVaultArgs, vault: keyvault.Vault): PrivateEndpoint {
    const args = {
      context,
      detail: detail === undefined ? "vault" : `vault-${detail}`,
      groupId: "vault",
      subnetId,
      dnsZoneId,
      targetId: vault.id,
    };
    return new PrivateEndpoint(`${name}-endpoint`, args, { parent: this });
  }

  private observe(name: string, { context }: KeyVaultArgs, vault: keyvault.Vault): void {
    const { logAnalyticsWorkspaceId } = context;
    diagnostics(`${name}-logs`, { resourceId: vault.id, logAnalyticsWorkspaceId, categoryGroup: "audit" }, { parent: this });
  }

  private lock(name: string, { context }: KeyVaultArgs, vault: keyvault.Vault, dependsOn: pulumi.Resource[]): void {
    if (!context.locks) return;
    lock(
      `${name}-lock`,
      { scope: vault.id, notes: "Holds secrets or keys that the region's cluster cannot do without." },
      { parent: this, dependsOn },
    );
  }
}
