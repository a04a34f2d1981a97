import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Fields = Record<string, unknown>;

const TEMPLATE = "spec.template";
const SPEC = `${TEMPLATE}.spec`;
const LABELS = { "app.kubernetes.io/name": "catalog" };
const health = { httpGet: { path: "/healthz", port: 8080 } };
const probes = { livenessProbe: health, readinessProbe: health };
const spread = {
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" }],
};

const app = (more: Fields = {}) => ({ name: "app", image: "shop.azurecr.io/catalog:1.4.2", ...more });
const sidecar = (url: string) => ({
  name: "sidecar",
  image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2",
  env: [{ name: "Kestrel__Endpoints__Http__Url", value: url }],
});

interface Parts {
  name?: string;
  /** kind of the workload; @default Deployment */
  kind?: string;
  metadata?: Fields;
  /** fields of the workload's spec */
  spec?: Fields;
  labels?: unknown;
  pod?: Fields;
}

function workload({
  name = "catalog",
  kind = "apps/v1:Deployment",
  metadata = {},
  spec = {},
  labels = LABELS,
  pod = {},
}: Parts = {}): CaseResource {
  return {
    type: `kubernetes:${kind}`,
    name,
    props: {
      metadata: { name, namespace: "catalog", ...metadata },
      spec: { ...spec, template: { metadata: { labels }, spec: { containers: [app(probes)], ...pod } } },
    },
  };
}

const patch = (resource: CaseResource): CaseResource => ({ ...resource, type: `${resource.type}Patch` });
const containers = (...list: unknown[]) => workload({ pod: { containers: list } });

/** A Deployment with two replicas that are spread. */
const scaled = (spec: Fields = {}, pod: Fields = spread) => workload({ spec: { replicas: 2, ...spec }, pod });
const object = (type: string, name: string, spec: Fields, metadata: Fields = {}): CaseResource => ({
  type: `kubernetes:${type}`,
  name,
  props: { metadata: { name, namespace: "catalog", ...metadata }, spec },
});
const budget = (spec: Fields = { maxUnavailable: 1 }, metadata: Fields = {}) =>
  object("policy/v1:PodDisruptionBudget", "budget", { selector: { matchLabels: LABELS }, ...spec }, metadata);
const target = { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "catalog" } };
const autoscaler = (spec: Fields) => object("autoscaling/v2:HorizontalPodAutoscaler", "autoscaler", { ...target, maxReplicas: 6, ...spec });
const keda = (spec: Fields) => object("keda.sh/v1alpha1:ScaledObject", "queue", { scaleTargetRef: { name: "catalog" }, ...spec });
const statefulSet = (replicas: unknown) => workload({ kind: "apps/v1:StatefulSet", spec: { replicas } });
const system = (resource: CaseResource): CaseResource => ({
  ...resource,
  props: { ...resource.props, metadata: { name: "catalog", namespace: "kube-system" } },
});

const selecting = (name: string, labels: Fields, selector: unknown = { matchLabels: labels }) =>
  workload({ name, labels: { ...LABELS, ...labels }, spec: { selector } });
const service = (labels: unknown): CaseResource => ({
  type: "kubernetes:core/v1:Service",
  name: "service",
  props: { metadata: { name: "catalog", namespace: "catalog", labels } },
});

const BUDGETED = `${TEMPLATE}.metadata.labels`;
const SPREAD = `${SPEC}.topologySpreadConstraints`;

export const cases: Record<string, ControlCases> = {
  "POD-14": {
    passes: [
      [workload()],
      [containers(app(probes), sidecar("http://127.0.0.1:5000"))],
      [workload({ kind: "batch/v1:Job", pod: { containers: [app()] } })],
      [workload({ pod: { restartPolicy: "Never", containers: [app()] } })],
      [workload({ pod: { initContainers: [app({ name: "migrate" })] } })],
      { resources: [containers(app(probes), app({ name: "fluent-bit" }))], config: { containersWithoutProbes: ["fluent-bit"] } },
      [patch(containers({ name: "app" }))],
    ],
    fails: [
      { resources: [containers(app())], at: [`${SPEC}.containers[0].livenessProbe`] },
      { resources: [containers(app({ livenessProbe: health }))], at: [`${SPEC}.containers[0].readinessProbe`] },
      { resources: [containers(app({ ...probes, livenessProbe: null }))], at: [`${SPEC}.containers[0].livenessProbe`] },
      { resources: [containers(app({ startupProbe: health }))], at: [`${SPEC}.containers[0].livenessProbe`] },
      { resources: [containers(app(probes), app({ name: "proxy" }))], at: [`${SPEC}.containers[1].livenessProbe`] },
      // A sidecar that other pods reach can be probed.
      { resources: [containers(app(probes), sidecar("http://0.0.0.0:5000"))], at: [`${SPEC}.containers[1].livenessProbe`] },
      {
        resources: [workload({ kind: "core/v1:ReplicationController", pod: { containers: [app()] } })],
        at: [`${SPEC}.containers[0].livenessProbe`],
      },
      { resources: [containers(UNKNOWN, app())], at: [`${SPEC}.containers[1].livenessProbe`] },
    ],
    notApplicable: [[system(containers(app()))]],
    undecided: [
      { resources: [containers(app({ ...probes, livenessProbe: UNKNOWN }))], at: [`${SPEC}.containers[0].livenessProbe`] },
      { resources: [workload({ pod: { containers: UNKNOWN } })], at: [`${SPEC}.containers`] },
      // The image may be the sidecar's.
      { resources: [containers(app({ image: UNKNOWN }))], at: [`${SPEC}.containers[0].image`] },
      {
        resources: [containers(app({ name: UNKNOWN }))],
        config: { containersWithoutProbes: ["fluent-bit"] },
        at: [`${SPEC}.containers[0].name`],
      },
      { resources: [workload({ pod: { restartPolicy: UNKNOWN, containers: [app()] } })], at: [`${SPEC}.restartPolicy`] },
    ],
  },
  "POD-20": {
    passes: [
      [scaled(), budget()],
      [scaled(), budget({ minAvailable: 1 })],
      [scaled(), budget({ minAvailable: "50%" })],
      [scaled({}, { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } } }), budget()],
      [scaled({ replicas: undefined }), budget(), autoscaler({ minReplicas: 2 })],
      [scaled({ replicas: undefined }), budget(), keda({ minReplicaCount: 2 })],
      // Scaled to zero, switched off, or able to run once only.
      [scaled({ replicas: undefined }), keda({})],
      [scaled({ replicas: 0 })],
      [scaled({ replicas: 1, strategy: { type: "Recreate" } })],
      { resources: [workload()], profile: "nonProduction" },
      [{ ...scaled(), opts: { ignoreChanges: ["spec.replicas"] } }, budget(), autoscaler({ minReplicas: 2 })],
      [statefulSet(3), budget({ minAvailable: 2 })],
      // Two workloads: the sum is not known.
      [scaled(), workload({ name: "worker", spec: { replicas: 2 }, pod: spread }), budget({ minAvailable: 3 })],
      [patch(workload())],
    ],
    fails: [
      { resources: [workload(), budget()], at: ["spec.replicas"] },
      // Replicas, budget and spread are one cause where there is one replica.
      { resources: [workload({ spec: { replicas: 1 } })], at: ["spec.replicas"] },
      { resources: [scaled({ replicas: undefined }), budget(), autoscaler({})], at: ["spec.minReplicas"] },
      { resources: [scaled({ replicas: undefined }), budget(), keda({ minReplicaCount: 1 })], at: ["spec.minReplicaCount"] },
      { resources: [scaled()], at: [BUDGETED] },
      { resources: [scaled({}, {})], at: [BUDGETED] },
      { resources: [scaled({}, {}), budget()], at: [SPREAD] },
      { resources: [scaled({}, { topologySpreadConstraints: [] }), budget()], at: [SPREAD] },
      { resources: [scaled(), budget({}, { namespace: "other" })], at: [BUDGETED] },
      { resources: [scaled(), budget({ selector: { matchLabels: { app: "other" } } })], at: [BUDGETED] },
      // Each update resets the number.
      { resources: [scaled(), budget(), autoscaler({ minReplicas: 2 })], at: ["spec.replicas"] },
      { resources: [scaled(), budget({ maxUnavailable: 0 })], at: ["spec.maxUnavailable"] },
      { resources: [scaled(), budget({ maxUnavailable: "0%" })], at: ["spec.maxUnavailable"] },
      { resources: [scaled(), budget({ maxUnavailable: "100%" })], at: ["spec.maxUnavailable"] },
      { resources: [scaled(), budget({ minAvailable: 0 })], at: ["spec.minAvailable"] },
      { resources: [scaled(), budget({ minAvailable: 2 })], at: ["spec.minAvailable"] },
      { resources: [scaled(), budget({ minAvailable: "100%" })], at: ["spec.minAvailable"] },
      { resources: [scaled(), budget({ minAvailable: "60%" })], at: ["spec.minAvailable"] },
      {
        resources: [scaled({ replicas: undefined }), budget({ minAvailable: 2 }), autoscaler({ minReplicas: 2 })],
        at: ["spec.minAvailable"],
      },
      { resources: [statefulSet(1), budget({ minAvailable: 1 })], at: ["spec.minAvailable"] },
      // One cause: the single replica.
      { resources: [workload(), budget({ minAvailable: 1 })], at: ["spec.replicas"] },
      { resources: [workload(), budget({ minAvailable: 1 })], profile: "nonProduction", at: ["spec.minAvailable"] },
    ],
    notApplicable: [[statefulSet(1)], [system(workload())]],
    undecided: [
      { resources: [scaled({ replicas: UNKNOWN }), budget()], at: ["spec.replicas"] },
      { resources: [scaled({}, { topologySpreadConstraints: UNKNOWN }), budget()], at: [SPREAD] },
      { resources: [scaled(), budget({ selector: UNKNOWN })], at: [BUDGETED] },
      { resources: [scaled(), budget({}, { namespace: UNKNOWN })], at: [BUDGETED] },
      { resources: [scaled({ replicas: undefined }), budget(), autoscaler({ minReplicas: UNKNOWN })], at: ["spec.minReplicas"] },
      {
        resources: [scaled({ replicas: undefined }), budget(), autoscaler({ scaleTargetRef: { kind: "Deployment", name: UNKNOWN } })],
        at: ["spec.replicas"],
      },
    ],
  },
  "POD-23": {
    passes: [
      [workload()],
      [service(LABELS)],
      [workload({ kind: "batch/v1:Job" })],
      { resources: [workload({ labels: { app: "catalog" } })], config: { requiredLabels: ["app"] } },
      { resources: [workload({ labels: undefined }), service(undefined)], config: { requiredLabels: [] } },
      [selecting("api", { app: "catalog", part: "api" }), selecting("worker", { app: "catalog", part: "worker" })],
      [selecting("api", { app: "catalog" }), { ...selecting("api", { app: "catalog" }), name: "other", props: otherNamespace("api") }],
      // One object in two clusters that are not told apart yet.
      [selecting("api", { app: "catalog" }), { ...selecting("api", { app: "catalog" }), name: "second" }],
      [workload({ kind: "core/v1:ReplicationController", spec: { selector: LABELS } })],
      [patch(workload({ labels: { app: "catalog" } }))],
    ],
    fails: [
      { resources: [workload({ labels: { app: "catalog" } })], at: [BUDGETED] },
      { resources: [workload({ labels: null })], at: [BUDGETED] },
      { resources: [service({ app: "catalog" })], at: ["metadata.labels"] },
      { resources: [workload()], config: { requiredLabels: ["app.kubernetes.io/name", "team"] }, at: [BUDGETED] },
      // The API server rejects it.
      { resources: [selecting("api", { app: "catalog" }, { matchLabels: { app: "other" } })], at: ["spec.selector"] },
      // The later one of two that select each other's pods.
      { resources: [selecting("api", { app: "catalog" }), selecting("worker", { app: "catalog" })], at: ["spec.selector"] },
      // Only the first selects the second's pods too.
      {
        resources: [selecting("api", { app: "catalog" }), selecting("worker", { app: "catalog", part: "worker" })],
        at: ["spec.selector"],
      },
      {
        resources: [
          workload({ name: "a", kind: "core/v1:ReplicationController", spec: { selector: LABELS } }),
          workload({ name: "b", kind: "apps/v1:DaemonSet", spec: { selector: { matchLabels: LABELS } } }),
        ],
        at: ["spec.selector"],
      },
    ],
    notApplicable: [[system(workload({ labels: {} }))]],
    undecided: [
      { resources: [workload({ labels: UNKNOWN })], at: [BUDGETED] },
      { resources: [workload({ spec: { selector: UNKNOWN } })], at: ["spec.selector"] },
    ],
  },
};

function otherNamespace(name: string): Fields {
  return { ...selecting(name, { app: "catalog" }).props, metadata: { name, namespace: "other" } };
}
