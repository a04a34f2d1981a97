import * as helm from "@pulumi/kubernetes/helm/v4";
import type * as pulumi from "@pulumi/pulumi";
import { restrictedPod } from "../pod/podSecurity";
import { chartResources, zoneSpread } from "./chartPods";

/** Version of the chart and of its image, which are released together. */
export const TRUST_MANAGER_VERSION = "v0.25.0";
export const TRUST_MANAGER_NAMESPACE = "trust-manager";

/** Port of the webhook that the API server calls. */
export const TRUST_MANAGER_WEBHOOK_PORT = 6443;

const CHART = "oci://quay.io/jetstack/charts/trust-manager";
const RELEASE = "trust-manager";

/** User and group of the chart's image, which is built on a distroless one. */
const USER = 65532;

/** Requests and limits of every container of the chart. */
export const TRUST_MANAGER_SIZE = { cpuRequest: "50m", memoryRequest: "64Mi", memoryLimit: "256Mi" } as const;

const REPLICAS = 2;

/** Number of pods of the chart, without those of an update. */
export const TRUST_MANAGER_PODS = REPLICAS;

export interface TrustManagerArgs {
  /** Login server of the registry that caches the chart's image. */
  readonly registryLoginServer: pulumi.Input<string>;
  /** Namespaces that it may write ConfigMaps to; they exist before the chart, which creates a Role in each. */
  readonly targetNamespaces: readonly string[];
}

/** The trust-manager chart, which copies certificates of authorities into ConfigMaps. */
export function createTrustManager(name: string, args: TrustManagerArgs, opts: pulumi.ComponentResourceOptions): helm.Chart {
  return new helm.Chart(
    name,
    {
      chart: CHART,
      name: RELEASE,
      namespace: TRUST_MANAGER_NAMESPACE,
      version: TRUST_MANAGER_VERSION,
      values: trustManagerValues(args),
    },
    opts,
  );
}

export function trustManagerValues({ registryLoginServer, targetNamespaces }: TrustManagerArgs) {
  return {
    // The definition is kept when the chart is removed: deleting it would delete every Bundle of the cluster, and its ConfigMaps.
    crds: { enabled: true, keep: true },
    imageRegistry: registryLoginServer,
    image: { tag: TRUST_MANAGER_VERSION },
    replicaCount: REPLICAS,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: chartResources(TRUST_MANAGER_SIZE),
    podSecurityContext: restrictedPod(USER),
    topologySpreadConstraints: zoneSpread({ app: RELEASE }),
    // Public authorities are not distributed, and their image is not needed.
    defaultPackage: { enabled: false },
    app: {
      // Secrets are read in its own namespace only, not in cert-manager's, which contains the authority's key.
      trust: { namespace: TRUST_MANAGER_NAMESPACE },
      targetNamespaces: [...targetNamespaces],
      minTLSVersion: "VersionTLS12",
      // The chart sets the other fields of the restricted standard; Azure Policy additionally requires user and group.
      securityContext: { runAsUser: USER, runAsGroup: USER },
      metrics: { service: { enabled: false } },
    },
  };
}
