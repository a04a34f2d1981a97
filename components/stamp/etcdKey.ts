import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "../azure/cluster/clusterArgs";
import { createEncryptionKey } from "../azure/data/encryptionKey";
import { KeyVault, type KeyVaultArgs } from "../azure/data/keyVault";

/** Key that encrypts Secrets in etcd, and the vault that holds it. */
export type EtcdKey = NonNullable<ClusterArgs["kms"]>;

export type EtcdKeyArgs = Pick<KeyVaultArgs, "context" | "softDeleteRetentionDays" | "endpointSubnet" | "dnsZoneId">;

/**
 * Creates a separate key vault for the etcd key, because the control plane also has write access to the vault that holds its key. The
 * vault allows one change at a time: its endpoint, the key, and then the connection that AKS adds when it creates the cluster.
 */
export function createEtcdKey(name: string, args: EtcdKeyArgs, opts: pulumi.ComponentResourceOptions): EtcdKey {
  const { context } = args;
  // Backups and earlier versions of etcd need the key long after KMS is turned off.
  const vault = new KeyVault(`${name}-vault`, { ...args, detail: "etcd", retain: true, secrets: {} }, opts);
  const key = createEncryptionKey(`${name}-key`, { context, vaultName: vault.vaultName }, { ...opts, dependsOn: vault.endpoint });
  return { keyId: key.keyUriWithVersion, vaultId: vault.id };
}
