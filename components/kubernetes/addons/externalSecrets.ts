import * as helm from "@pulumi/kubernetes/helm/v4";
import * as pulumi from "@pulumi/pulumi";
import { restrictedPod } from "../pod/podSecurity";

/** Chart version; the image's tag is the same with a `v` before it. */
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
 * The operator that copies secrets of a vault into Secrets. It has no identity of its own: each SecretStore names a service
 * account, and reads what that account's identity may read.
 */
export function externalSecrets(name: string, loginServer: pulumi.Input<string>, opts: pulumi.ComponentResourceOptions): helm.Chart {
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
    // The chart sets the rest of the restricted standard; the group is what Azure Policy asks for besides.
    securityContext: { runAsUser: USER, runAsGroup: USER },
  };
  return { ...part, installCRDs: true, leaderElect: true, webhook: part, certController: part };
}
