import type { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type * as pulumi from "@pulumi/pulumi";
import type { TokenEnvironmentArgs } from "../pod/identityToken";
import { createSecretProviderClass, vaultVolume } from "../pod/secretProviderClass";
import { CERT_MANAGER_NAMESPACE, type MountedVolume } from "./certManager";

/** External account binding of an ACME account (RFC 8555, section 7.3.4). */
export interface AcmeAccountArgs {
  /** Key identifier. */
  readonly keyId: string;
  /** Name of the key vault that holds the HMAC key. */
  readonly vaultName: pulumi.Input<string>;
  /** Name of the HMAC key in the vault. */
  readonly secret: string;
}

/** Name of the SecretProviderClass, and of the Secret that the driver writes. */
const BINDING = "acme-account-binding";
const KEY = "hmac-key";

/**
 * Lets the driver copy the HMAC key from the key vault to a Secret, the only place where cert-manager reads it. So this program writes the
 * key to the vault only. The driver reads it as cert-manager's identity.
 */
export function createAccountBinding(
  name: string,
  { vaultName, secret }: AcmeAccountArgs,
  { clientId, tenantId }: TokenEnvironmentArgs,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const objects = [{ objectName: secret, alias: KEY, syncedKey: KEY }];
  const identity = { clientId, tenantId, vaultName };
  return createSecretProviderClass(
    name,
    { objectName: BINDING, namespace: CERT_MANAGER_NAMESPACE, workload: BINDING, ...identity, objects },
    opts,
  );
}

/** Volume of cert-manager's controller: the Secret exists while a pod mounts the SecretProviderClass. */
export function bindingVolume(): MountedVolume {
  return { volume: vaultVolume(BINDING, BINDING), mount: { name: BINDING, mountPath: `/mnt/${BINDING}`, readOnly: true } };
}

/** The binding in the ClusterIssuer. */
export function externalAccountBinding({ keyId }: AcmeAccountArgs) {
  return { keyID: keyId, keySecretRef: { name: BINDING, key: KEY } };
}
