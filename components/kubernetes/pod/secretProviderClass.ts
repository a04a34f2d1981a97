import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { labelsOf } from "./labels";

/** One secret or certificate of a Key Vault. */
export interface VaultObject {
  /** Name in the vault. */
  readonly objectName: string;
  /**
   * Name of the mounted file.
   * @default the name in the vault
   */
  readonly alias?: string;
  /** `pfx` for certificates with their private key. */
  readonly format?: "pfx";
  /** Key of a Kubernetes Secret that takes the value too: only for what a container can read as environment alone. */
  readonly syncedKey?: string;
}

export interface SecretProviderClassArgs {
  /** Kubernetes name; the synced Secret has the same. */
  readonly objectName: string;
  /** Namespace of the pods that mount it. */
  readonly namespace: string;
  /** Workload it belongs to, for its labels. */
  readonly workload: string;
  /** Client id of the workload's managed identity: the pod's own, never the node's. */
  readonly clientId: pulumi.Input<string>;
  /** Tenant of the vault. */
  readonly tenantId: pulumi.Input<string>;
  /** Name of the vault. */
  readonly vaultName: pulumi.Input<string>;
  /** What to mount. */
  readonly objects: readonly VaultObject[];
}

/** Tells the Secrets Store CSI driver what to mount from a Key Vault, as the workload's own identity. */
export function secretProviderClass(name: string, args: SecretProviderClassArgs, opts: pulumi.CustomResourceOptions): CustomResource {
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

/** The driver takes a YAML list whose elements are YAML texts themselves. */
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

/** The volume through which a pod mounts a SecretProviderClass. */
export function vaultVolume(volume: string, className: string): input.core.v1.Volume {
  return {
    name: volume,
    csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: className } },
  };
}
