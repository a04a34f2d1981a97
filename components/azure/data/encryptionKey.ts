import type * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";
import * as keyvault from "./keyVaultApi";

export interface EncryptionKeyArgs {
  /** Resource group and tags of the key. */
  readonly context: GroupContext;
  /** Name of the vault that holds the key. It must have purge protection, which AKS requires. */
  readonly vaultName: pulumi.Input<string>;
}

/** Bits of the RSA modulus: NIST SP 800-57 accepts 3072 beyond 2030. */
const KEY_SIZE = 3072;

/**
 * Creates the key that encrypts the Secrets in a cluster's etcd. It intentionally has no expiry date and no rotation policy: an
 * expired key stops the API server, and AKS uses the configured key version until the cluster is updated and every Secret is
 * rewritten. `azureKeyVaultKms.keyId` expects `keyUriWithVersion`. Azure Resource Manager creates keys and never changes them.
 */
export function createEncryptionKey(
  name: string,
  { context, vaultName }: EncryptionKeyArgs,
  opts: pulumi.CustomResourceOptions,
): keyvault.Key {
  return new keyvault.Key(
    name,
    {
      resourceGroupName: context.resourceGroupName,
      vaultName,
      keyName: "etcd",
      properties: { kty: "RSA", keySize: KEY_SIZE, keyOps: ["encrypt", "decrypt"], attributes: { enabled: true, exportable: false } },
      tags: context.tags,
    },
    // Retained because the provider deletes keys through the data plane, which is not reachable for a private vault.
    { protect: context.protect, retainOnDelete: true, ...opts },
  );
}
