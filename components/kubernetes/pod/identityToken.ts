import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import { TOKEN_EXCHANGE_AUDIENCE } from "../../../policy-pack/rules/facts/entra";

/** A service account token that the kubelet projects into the containers that sign in to Entra with it, and renews. */
export interface IdentityToken {
  /** Name of the volume. */
  readonly volume: string;
  /** Directory that contains the token's file. */
  readonly directory: string;
  /** Audience of the token, which the federated credential must contain. */
  readonly audience: string;
}

/** Token that is exchanged for the workload's managed identity; managed identities accept this audience only. */
export const WORKLOAD_TOKEN: IdentityToken = {
  volume: "entra-token",
  directory: "/var/run/secrets/entra",
  audience: TOKEN_EXCHANGE_AUDIENCE,
};

const FILE = "token";

/** Lifetime of the token in seconds: one hour, as workload identity uses. Kubernetes requires at least 600. */
const TOKEN_SECONDS = 3600;

/** Path of the token's file in the containers that mount it. */
export function tokenFile({ directory }: IdentityToken): string {
  return `${directory}/${FILE}`;
}

/**
 * The platform projects tokens itself. The workload identity webhook would mount its token in every container of the pod, and pods
 * with the webhook's label are not created while it is unavailable (Azure/AKS#3286).
 */
export function tokenVolume({ volume, audience }: IdentityToken) {
  const source = { audience, expirationSeconds: TOKEN_SECONDS, path: FILE };
  return { name: volume, projected: { sources: [{ serviceAccountToken: source }] } } satisfies input.core.v1.Volume;
}

export function tokenMount({ volume, directory }: IdentityToken) {
  return { name: volume, mountPath: directory, readOnly: true } satisfies input.core.v1.VolumeMount;
}

export interface TokenEnvironmentArgs {
  /** Client id of the managed identity that the token is exchanged for. */
  readonly clientId: pulumi.Input<string>;
  /** Id (GUID) of the Entra tenant of that identity. */
  readonly tenantId: pulumi.Input<string>;
}

/** Variables from which Azure's client libraries exchange the workload's token (Azure Identity: WorkloadIdentityCredential). */
export function tokenEnvironment({ clientId, tenantId }: TokenEnvironmentArgs): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    AZURE_CLIENT_ID: clientId,
    AZURE_TENANT_ID: tenantId,
    AZURE_FEDERATED_TOKEN_FILE: tokenFile(WORKLOAD_TOKEN),
    AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
  };
}
