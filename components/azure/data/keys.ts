import type * as pulumi from "@pulumi/pulumi";
import type { GroupContext } from "../../context";
import * as keyvault from "./keyVaultApi";

export interface EncryptionKeyArgs {
  readonly context: GroupContext;
  /** Vault that holds the key; it must have purge protection, which AKS asks for. */
  readonly vaultName: pulumi.Input<string>;
}

/** Bits of the RSA modulus: NIST SP 800-57 counts 3072 as good beyond 2030. */
const KEY_SIZE = 3072;

/**
 * The key that encrypts the secrets of a cluster's etcd. It has neither an expiry date nor a rotation policy on purpose: an
 * expired key stops the API server, and AKS stays on the version it was given until the cluster is updated and every Secret is
 * written again. `keyUriWithVersion` is what `azureKeyVaultKms.keyId` takes. Azure Resource Manager creates keys and never
 * changes them.
 */
export function encryptionKey(name: string, { context, vaultName }: EncryptionKeyArgs, opts: pulumi.CustomResourceOptions): keyvault.Key {
  return new keyvault.Key(
    name,
    {
      resourceGroupName: context.resourceGroupName,
      vaultName,
      keyName: "etcd",
      properties: { kty: "RSA", keySize: KEY_SIZE, keyOps: ["encrypt", "decrypt"], attributes: { enabled: true, exportable: false } },
      tags: context.tags,
    },
    // Retained because the provider deletes keys through the data plane, which a private vault does not answer.
    { protect: context.protect, retainOnDelete: true, ...opts },
  );
}
