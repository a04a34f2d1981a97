import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { labelsOf } from "./labels";

/** One secret or certificate of a Key Vault. */
export interface VaultObject {
  /** Name of the secret or certificate in the key vault. */
  readonly objectName: string;
  /**
   * Name of the mounted file.
   * @default objectName: the file has the name of the secret
   */
  readonly alias?: string;
  /**
   * Format of the mounted file: `pfx` for certificates with their private key.
   * @default none: the value as it is stored in the key vault
   */
  readonly format?: "pfx";
  /**
   * Key of the Kubernetes Secret to which the value is also copied, for values that a container reads from its environment only.
   * @default none: the value is mounted as a file and never stored in etcd
   */
  readonly syncedKey?: string;
}

export interface SecretProviderClassArgs {
  /** Name of the SecretProviderClass and of the synced Secret. */
  readonly objectName: string;
  /** Namespace of the pods that mount it. */
  readonly namespace: string;
  /** Name of the workload, for the labels. */
  readonly workload: string;
  /** Client id of the workload's managed identity; the node's identity is never used. */
  readonly clientId: pulumi.Input<string>;
  /** Id (GUID) of the Entra tenant of the key vault. */
  readonly tenantId: pulumi.Input<string>;
  /** Name of the key vault. */
  readonly vaultName: pulumi.Input<string>;
  /** Secrets and certificates to mount. */
  readonly objects: readonly VaultObject[];
}

/** Specifies what the Secrets Store CSI driver mounts from a key vault with the workload's identity. */
export function createSecretProviderClass(name: string, args: SecretProviderClassArgs, opts: pulumi.CustomResourceOptions): CustomResource {
  const synced = args.objects.filter(({ syncedKey }) => syncedKey !== undefined);
  const data = synced.map(({ objectName, alias, syncedKey }) => ({ objectName: alias ?? objectName, key: syncedKey }));
  return new CustomResource(
    name,
    {
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      metadata: { name: args.objectName, namespace: args.namespace, labels: labelsOf(args.workload) },
      spec: {
        provider: "azure",
        parameters: {
          usePodIdentity: "false",
          useVMManagedIdentity: "false",
          clientID: args.clientId,
          keyvaultName: args.vaultName,
          tenantId: args.tenantId,
          objects: objectsYaml(args.objects),
        },
        ...(synced.length === 0
          ? {}
          : { secretObjects: [{ secretName: args.objectName, type: "Opaque", labels: labelsOf(args.workload), data }] }),
      },
    },
    opts,
  );
}

/** The driver expects a YAML list whose elements are strings that contain YAML. */
export function objectsYaml(objects: readonly VaultObject[]): string {
  return stringify({ array: objects.map((object) => stringify(describe(object))) });
}

function describe({ objectName, alias, format }: VaultObject) {
  return {
    objectName,
    objectType: "secret",
    ...(alias === undefined ? {} : { objectAlias: alias }),
    ...(format === undefined ? {} : { objectFormat: format, objectEncoding: "base64" }),
  };
}

/** Volume with which a pod mounts a SecretProviderClass. */
export function vaultVolume(volume: string, className: string): input.core.v1.Volume {
  return {
    name: volume,
    csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: className } },
  };
}
