import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { TOKEN_EXCHANGE_AUDIENCE } from "../../../policy-pack/rules/facts/entra";

/** Not the name the workload identity webhook uses: both volumes stand in the pod, and only ours is mounted. */
const VOLUME = "entra-token";
const DIRECTORY = "/var/run/secrets/entra";

/** File that holds the service account token which Entra exchanges; the kubelet renews it. */
export const TOKEN_FILE = `${DIRECTORY}/token`;

/** The shortest life Kubernetes gives a projected token, in seconds, is 600; an hour is what workload identity uses. */
const TOKEN_SECONDS = 3600;

/**
 * A projected token of our own, mounted only where it is needed. The webhook would put it into every container of the pod, and
 * an application that holds it can act as the workload without the sidecar; its path has also moved between versions.
 */
export function tokenVolume(): input.core.v1.Volume {
  const source = { audience: TOKEN_EXCHANGE_AUDIENCE, expirationSeconds: TOKEN_SECONDS, path: "token" };
  return { name: VOLUME, projected: { sources: [{ serviceAccountToken: source }] } };
}

export function tokenMount(): input.core.v1.VolumeMount {
  return { name: VOLUME, mountPath: DIRECTORY, readOnly: true };
}

export interface TokenEnvironmentArgs {
  /** Client id of the managed identity that the token is exchanged for. */
  readonly clientId: pulumi.Input<string>;
  /** Tenant of that identity. */
  readonly tenantId: pulumi.Input<string>;
}

/** What Azure's client libraries read to exchange the token (Azure Identity: WorkloadIdentityCredential). */
export function tokenEnvironment({ clientId, tenantId }: TokenEnvironmentArgs): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    AZURE_CLIENT_ID: clientId,
    AZURE_TENANT_ID: tenantId,
    AZURE_FEDERATED_TOKEN_FILE: TOKEN_FILE,
    AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
  };
}
