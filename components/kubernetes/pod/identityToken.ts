import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { TOKEN_EXCHANGE_AUDIENCE } from "../../../policy-pack/rules/facts/entra";

/** Differs from the volume name of the workload identity webhook: the pod contains both volumes, and only this one is mounted. */
const VOLUME = "entra-token";
const DIRECTORY = "/var/run/secrets/entra";

/** File with the service account token that Entra exchanges; the kubelet renews it. */
export const TOKEN_FILE = `${DIRECTORY}/token`;

/** Lifetime of the token in seconds: one hour, as workload identity uses. Kubernetes requires at least 600. */
const TOKEN_SECONDS = 3600;

/**
 * A separate projected token, mounted only in the containers that need it. The webhook would mount its token in every container of
 * the pod, and an application with the token can act as the workload without the sidecar. The webhook's path has also changed
 * between versions.
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
  /** Id (GUID) of the Entra tenant of that identity. */
  readonly tenantId: pulumi.Input<string>;
}

/** Variables from which Azure's client libraries exchange the token (Azure Identity: WorkloadIdentityCredential). */
export function tokenEnvironment({ clientId, tenantId }: TokenEnvironmentArgs): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    AZURE_CLIENT_ID: clientId,
    AZURE_TENANT_ID: tenantId,
    AZURE_FEDERATED_TOKEN_FILE: TOKEN_FILE,
    AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
  };
}
