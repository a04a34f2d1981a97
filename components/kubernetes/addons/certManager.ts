import * as helm from "@pulumi/kubernetes/helm/v4";
import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import { toEnvVars } from "../pod/environment";
import { type TokenEnvironmentArgs, tokenEnvironment, tokenMount, tokenVolume, WORKLOAD_TOKEN } from "../pod/identityToken";
import { restrictedPod } from "../pod/podSecurity";
import { chartResources, zoneSpread } from "./chartPods";

/** Version of the chart and of its images, which are released together. */
export const CERT_MANAGER_VERSION = "v1.21.2";
export const CERT_MANAGER_NAMESPACE = "cert-manager";

/** Port of the webhook that the API server calls. */
export const CERT_MANAGER_WEBHOOK_PORT = 10250;

const CHART = "oci://quay.io/jetstack/charts/cert-manager";
const RELEASE = "cert-manager";

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

/** Requests and limits of every container of the chart. */
export const CERT_MANAGER_SIZE = { cpuRequest: "50m", memoryRequest: "128Mi", memoryLimit: "256Mi" } as const;

/** Pods that are not ready never block the drain of a node. */
const podDisruptionBudget = { enabled: true, maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" };

/**
 * Expressions that AKS's admissions enforcer adds to the namespace selector of every webhook. Where they are missing, the enforcer
 * becomes the owner of the selector, and the next server-side apply ends in a conflict (Azure/AKS#1771, pulumi/pulumi-kubernetes#2215).
 */
const enforcedExpressions = [
  { key: "control-plane", operator: "NotIn", values: ["true"] },
  { key: "kubernetes.azure.com/managedby", operator: "NotIn", values: ["aks"] },
];

/** The chart's own expression of the validating webhook. */
const validationExpression = { key: "cert-manager.io/disable-validation", operator: "NotIn", values: ["true"] };

/** A volume and where the controller's container mounts it. */
export interface MountedVolume {
  /** Volume of the pod. */
  readonly volume: input.core.v1.Volume;
  /** Mount of the container. */
  readonly mount: input.core.v1.VolumeMount;
}

export interface CertManagerArgs {
  /** Login server of the registry that caches the chart's images. */
  readonly registryLoginServer: pulumi.Input<string>;
  /**
   * Managed identity with which cert-manager answers DNS challenges.
   * @default none: no issuer of the program needs Azure
   */
  readonly identity?: TokenEnvironmentArgs;
  /** Volumes of the controller's pods in addition to the identity's token, each with its mount. */
  readonly volumes: readonly MountedVolume[];
  /**
   * DNS servers (`<IPv4 address>:<port>`) of the check whether the record of a challenge is published.
   * @default none: the cluster's DNS
   */
  readonly resolvers: readonly string[];
}

/** The cert-manager chart, which issues and renews certificates. */
export function createCertManager(name: string, args: CertManagerArgs, opts: pulumi.ComponentResourceOptions): helm.Chart {
  return new helm.Chart(
    name,
    {
      chart: CHART,
      name: RELEASE,
      namespace: CERT_MANAGER_NAMESPACE,
      version: CERT_MANAGER_VERSION,
      values: certManagerValues(args),
    },
    opts,
  );
}

export function certManagerValues({ registryLoginServer, identity, volumes, resolvers }: CertManagerArgs) {
  const image = (part: string) => ({
    repository: pulumi.interpolate`${registryLoginServer}/jetstack/cert-manager-${part}`,
    tag: CERT_MANAGER_VERSION,
  });
  const part = (component: string) => ({
    image: image(component),
    resources: chartResources(CERT_MANAGER_SIZE),
    podDisruptionBudget,
    topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/instance": RELEASE, "app.kubernetes.io/component": component }),
    ...security,
    ...linux,
  });
  const token = identity === undefined ? [] : [{ volume: tokenVolume(WORKLOAD_TOKEN), mount: tokenMount(WORKLOAD_TOKEN) }];
  const mounted = [...token, ...volumes];
  return {
    // The CRDs are kept when the chart is removed: deleting them would delete every Certificate of the cluster.
    crds: { enabled: true, keep: true },
    // Leases in cert-manager's namespace; by default the chart creates them, and a Role for them, in kube-system.
    global: { leaderElection: { namespace: CERT_MANAGER_NAMESPACE } },
    ...part("controller"),
    replicaCount: 2,
    // The network policy allows these DNS servers only; by default cert-manager queries the zone's authoritative name servers.
    dns01RecursiveNameserversOnly: true,
    dns01RecursiveNameservers: resolvers.join(","),
    enableServiceLinks: false,
    volumes: mounted.map(({ volume }) => volume),
    volumeMounts: mounted.map(({ mount }) => mount),
    extraEnv: identity === undefined ? [] : toEnvVars(tokenEnvironment(identity)),
    webhook: {
      ...part("webhook"),
      replicaCount: 3,
      validatingWebhookConfiguration: { namespaceSelector: { matchExpressions: [validationExpression, ...enforcedExpressions] } },
      mutatingWebhookConfiguration: { namespaceSelector: { matchExpressions: enforcedExpressions } },
    },
    cainjector: { ...part("cainjector"), replicaCount: 2 },
    acmesolver: { image: image("acmesolver") },
    // A Helm hook: Pulumi renders charts without hooks, and awaits the webhook's Deployment.
    startupapicheck: { enabled: false },
    prometheus: { enabled: false },
  };
}
