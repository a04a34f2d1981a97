import * as helm from "@pulumi/kubernetes/helm/v4";
import * as pulumi from "@pulumi/pulumi";
import { restrictedPod } from "../pod/podSecurity";
import { chartResources, zoneSpread } from "./chartPods";

/** Version of the chart; the image's tag is the same with the prefix `v`. */
export const EXTERNAL_SECRETS_VERSION = "2.12.0";
export const EXTERNAL_SECRETS_NAMESPACE = "external-secrets";

/** Port of the webhook that the API server calls. */
export const EXTERNAL_SECRETS_WEBHOOK_PORT = 10250;

/** User and group of the chart's image. */
const USER = 1000;

const CHART = "oci://ghcr.io/external-secrets/charts/external-secrets";
const RELEASE = "external-secrets";

/** Requests and limits of every container of the chart. */
export const EXTERNAL_SECRETS_SIZE = { cpuRequest: "50m", memoryRequest: "128Mi", memoryLimit: "256Mi" } as const;

/** Kinds that this platform does not use: those that reach across namespaces, and those that write to a key vault. */
const unusedControllers = {
  processClusterExternalSecret: false,
  processClusterStore: false,
  processClusterPushSecret: false,
  processClusterGenerator: false,
  processPushSecret: false,
};

/**
 * The definitions are kept when the chart is removed: to delete one is to delete all its objects, and an ExternalSecret's Secret with
 * it. The unused kinds' definitions are installed too, because to leave one out would delete it from clusters that have it.
 */
const crds = { annotations: { "helm.sh/resource-policy": "keep" } };

/**
 * The External Secrets operator, which copies secrets of a key vault into Kubernetes Secrets. It has no identity: each SecretStore
 * refers to a service account of its namespace and reads with that account's identity. For this the operator may create tokens of
 * service accounts and read and write Secrets in every namespace.
 */
export function createExternalSecrets(name: string, loginServer: pulumi.Input<string>, opts: pulumi.ComponentResourceOptions): helm.Chart {
  return new helm.Chart(
    name,
    {
      chart: CHART,
      name: RELEASE,
      namespace: EXTERNAL_SECRETS_NAMESPACE,
      version: EXTERNAL_SECRETS_VERSION,
      values: externalSecretsValues(loginServer),
    },
    opts,
  );
}

export function externalSecretsValues(loginServer: pulumi.Input<string>) {
  const repository = pulumi.interpolate`${loginServer}/external-secrets/external-secrets`;
  const part = (component: string) => ({
    image: { repository, tag: `v${EXTERNAL_SECRETS_VERSION}` },
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: chartResources(EXTERNAL_SECRETS_SIZE),
    topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/instance": RELEASE, "app.kubernetes.io/name": component }),
    nodeSelector: { "kubernetes.io/os": "linux" },
    podSecurityContext: { enabled: true, ...restrictedPod(USER) },
    // The chart sets the other fields of the restricted standard; Azure Policy additionally requires the group.
    securityContext: { runAsUser: USER, runAsGroup: USER },
  });
  return {
    ...part(RELEASE),
    installCRDs: true,
    crds,
    leaderElect: true,
    ...unusedControllers,
    webhook: part(`${RELEASE}-webhook`),
    // One replica: it only renews the webhook's certificate, and two without leader election overwrite each other's.
    certController: { ...part(`${RELEASE}-cert-controller`), replicaCount: 1 },
  };
}
