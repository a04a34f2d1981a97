import * as helm from "@pulumi/kubernetes/helm/v4";
import * as pulumi from "@pulumi/pulumi";
import { restrictedPod } from "../pod/podSecurity";

/** Version of the chart and of its images, which are released together. */
export const CERT_MANAGER_VERSION = "v1.21.2";
export const CERT_MANAGER_NAMESPACE = "cert-manager";

/** Port of the webhook that the API server calls. */
export const CERT_MANAGER_WEBHOOK_PORT = 10250;

const CHART = "oci://quay.io/jetstack/charts/cert-manager";

/** User and group of the chart's images. */
const USER = 1000;

const security = {
  securityContext: restrictedPod(USER),
  containerSecurityContext: {
    runAsUser: USER,
    runAsGroup: USER,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  },
};

const linux = { nodeSelector: { "kubernetes.io/os": "linux" } };

/** Requests and limits of every container of the chart; the namespace's quota is computed from them. */
export const CERT_MANAGER_SIZE = { cpuRequest: "50m", memoryRequest: "128Mi", memoryLimit: "256Mi" } as const;

const resources = {
  requests: { cpu: CERT_MANAGER_SIZE.cpuRequest, memory: CERT_MANAGER_SIZE.memoryRequest },
  limits: { memory: CERT_MANAGER_SIZE.memoryLimit },
};

export interface CertManagerArgs {
  /** Login server of the registry that caches the chart's images. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Client id of the managed identity that creates the records of DNS challenges. */
  readonly identityClientId: pulumi.Input<string>;
}

/** The cert-manager chart, which issues and renews certificates. */
export function createCertManager(name: string, args: CertManagerArgs, opts: pulumi.ComponentResourceOptions): helm.Chart {
  return new helm.Chart(
    name,
    {
      chart: CHART,
      name: "cert-manager",
      namespace: CERT_MANAGER_NAMESPACE,
      version: CERT_MANAGER_VERSION,
      values: certManagerValues(args),
    },
    opts,
  );
}

export function certManagerValues({ registryLoginServer, identityClientId }: CertManagerArgs) {
  const image = (part: string) => ({
    repository: pulumi.interpolate`${registryLoginServer}/jetstack/cert-manager-${part}`,
    tag: CERT_MANAGER_VERSION,
  });
  const part = (component: string) => ({ image: image(component), resources, ...security, ...linux });
  return {
    // The CRDs are kept when the chart is removed: deleting them would delete every Certificate of the cluster.
    crds: { enabled: true, keep: true },
    // Leases in cert-manager's namespace; by default the chart creates them, and a Role for them, in kube-system.
    global: { leaderElection: { namespace: CERT_MANAGER_NAMESPACE } },
    ...part("controller"),
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    // The network policy allows the cluster's DNS only; by default cert-manager queries the zone's authoritative name servers.
    dns01RecursiveNameserversOnly: true,
    enableServiceLinks: false,
    podLabels: { "azure.workload.identity/use": "true" },
    serviceAccount: {
      labels: { "azure.workload.identity/use": "true" },
      annotations: { "azure.workload.identity/client-id": identityClientId },
    },
    webhook: { ...part("webhook"), replicaCount: 3, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
    cainjector: { ...part("cainjector"), replicaCount: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
    acmesolver: { image: image("acmesolver") },
    // A Helm hook: Pulumi renders charts without hooks, and awaits the webhook's Deployment.
    startupapicheck: { enabled: false },
    prometheus: { enabled: false },
  };
}
