import * as helm from "@pulumi/kubernetes/helm/v4";
import * as pulumi from "@pulumi/pulumi";
import { restrictedPod } from "../pod/podSecurity";

/** Version of the chart; the image's tag is the same with the prefix `v`. */
export const EXTERNAL_SECRETS_VERSION = "1.3.2";
export const EXTERNAL_SECRETS_NAMESPACE = "external-secrets";

/** Port of the webhook that the API server calls. */
export const EXTERNAL_SECRETS_WEBHOOK_PORT = 10250;

/** User and group of the chart's image. */
const USER = 1000;

const CHART = "oci://ghcr.io/external-secrets/charts/external-secrets";

/** Requests and limits of every container of the chart. */
export const EXTERNAL_SECRETS_SIZE = { cpuRequest: "50m", memoryRequest: "128Mi", memoryLimit: "256Mi" } as const;

const { cpuRequest, memoryRequest, memoryLimit } = EXTERNAL_SECRETS_SIZE;

/**
 * The External Secrets operator, which copies secrets of a key vault into Kubernetes Secrets. It has no identity: each SecretStore
 * refers to a service account and reads with that account's identity.
 */
export function createExternalSecrets(name: string, loginServer: pulumi.Input<string>, opts: pulumi.ComponentResourceOptions): helm.Chart {
  return new helm.Chart(
    name,
    {
      chart: CHART,
      name: "external-secrets",
      namespace: EXTERNAL_SECRETS_NAMESPACE,
      version: EXTERNAL_SECRETS_VERSION,
      values: externalSecretsValues(loginServer),
    },
    opts,
  );
}

export function externalSecretsValues(loginServer: pulumi.Input<string>) {
  const repository = pulumi.interpolate`${loginServer}/external-secrets/external-secrets`;
  const part = {
    image: { repository, tag: `v${EXTERNAL_SECRETS_VERSION}` },
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: { requests: { cpu: cpuRequest, memory: memoryRequest }, limits: { memory: memoryLimit } },
    nodeSelector: { "kubernetes.io/os": "linux" },
    podSecurityContext: { enabled: true, ...restrictedPod(USER) },
    // The chart sets the other fields of the restricted standard; Azure Policy additionally requires the group.
    securityContext: { runAsUser: USER, runAsGroup: USER },
  };
  return { ...part, installCRDs: true, leaderElect: true, webhook: part, certController: part };
}
