import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Fields = Record<string, unknown>;

const SPEC = "spec.template.spec";
const app = (more: Fields = {}) => ({ name: "app", image: "shop.azurecr.io/catalog:1.4.2", ...more });

const running = (spec: Fields, metadata: Fields = { name: "catalog", namespace: "catalog" }): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "catalog",
  props: { metadata, spec: { template: { spec: { containers: [app()], ...spec } } } },
});
const placed = (metadata: Fields) => running({}, { name: "catalog", ...metadata });
const patch = (resource: CaseResource): CaseResource => ({ ...resource, type: `${resource.type}Patch` });
const asKind = (type: string, { props }: CaseResource): CaseResource => ({ type, name: "catalog", props });
const provided = (namespace: unknown): CaseResource => ({ ...placed({}), provider: { namespace } });
const pod = (spec: Fields, metadata: Fields = { namespace: "catalog" }): CaseResource => ({
  type: "kubernetes:core/v1:Pod",
  name: "catalog",
  props: { metadata, spec: { containers: [app()], ...spec } },
});
const cronJob = (spec: Fields): CaseResource => ({
  type: "kubernetes:batch/v1:CronJob",
  props: { metadata: { namespace: "catalog" }, spec: { jobTemplate: { spec: { template: { spec: { containers: [app()], ...spec } } } } } },
});
const service = (metadata: Fields): CaseResource => ({ type: "kubernetes:core/v1:Service", name: "catalog-service", props: { metadata } });

const ids = (id: unknown) => ({ runAsUser: id, runAsGroup: id });
const USER = `${SPEC}.securityContext.runAsUser`;
const GROUP = `${SPEC}.securityContext.runAsGroup`;
const LOCAL = { type: "Localhost", localhostProfile: "profiles/catalog.json" };
const DEFAULT = { type: "RuntimeDefault" };
const PROFILE = `${SPEC}.securityContext.seccompProfile.type`;
const tolerating = (...tolerations: unknown[]) => running({ tolerations });

const annotated = (annotations: Fields): CaseResource => ({
  type: "kubernetes:core/v1:Pod",
  name: "catalog",
  props: { metadata: { namespace: "catalog", annotations }, spec: { containers: [app()] } },
});

const system = running({ shareProcessNamespace: true }, { namespace: "kube-system" });
const clusterComponents = ["kube-system/catalog"];

export const cases: Record<string, ControlCases> = {
  "POD-16": {
    passes: [
      [placed({ namespace: "catalog" })],
      [provided("catalog")],
      [service({ name: "catalog", namespace: "catalog" })],
      { resources: [placed({ namespace: "kube-system" })], config: { clusterComponents } },
    ],
    fails: [
      { resources: [placed({ namespace: "default" })], at: ["metadata.namespace"] },
      { resources: [placed({ namespace: "kube-system" })], at: ["metadata.namespace"] },
      { resources: [placed({})], at: ["metadata.namespace"] },
      { resources: [placed({ namespace: null })], at: ["metadata.namespace"] },
      { resources: [placed({ namespace: "" })], at: ["metadata.namespace"] },
      { resources: [{ type: "kubernetes:batch/v1:Job", props: { spec: {} } }], at: ["metadata.namespace"] },
      { resources: [provided("kube-system")], at: ["metadata.namespace"] },
      { resources: [service({ name: "catalog" })], at: ["metadata.namespace"] },
      { resources: [placed({ namespace: "default" })], config: { clusterComponents }, at: ["metadata.namespace"] },
      { resources: [running({}, { name: UNKNOWN })], at: ["metadata.namespace"] },
    ],
    notApplicable: [[patch(placed({ namespace: "kube-system" }))], [service({ name: "kubernetes", namespace: "default" })]],
    undecided: [
      { resources: [placed({ namespace: UNKNOWN })], at: ["metadata.namespace"] },
      { resources: [provided(UNKNOWN)], at: ["metadata.namespace"] },
      { resources: [running({}, { name: UNKNOWN, namespace: "kube-system" })], config: { clusterComponents }, at: ["metadata.name"] },
    ],
  },
  "POD-18": {
    passes: [[running({})], [running({ shareProcessNamespace: false })], [running({ shareProcessNamespace: null })], [patch(running({}))]],
    fails: [
      { resources: [running({ shareProcessNamespace: true })], at: [`${SPEC}.shareProcessNamespace`] },
      { resources: [running({ shareProcessNamespace: "true" })], at: [`${SPEC}.shareProcessNamespace`] },
      { resources: [patch(running({ shareProcessNamespace: true }))], at: [`${SPEC}.shareProcessNamespace`] },
      { resources: [pod({ shareProcessNamespace: true })], at: ["spec.shareProcessNamespace"] },
      { resources: [cronJob({ shareProcessNamespace: true })], at: ["spec.jobTemplate.spec.template.spec.shareProcessNamespace"] },
      {
        resources: [asKind("kubernetes:core/v1:ReplicationController", running({ shareProcessNamespace: true }))],
        at: [`${SPEC}.shareProcessNamespace`],
      },
      { resources: [system], config: { excludedNamespaces: [] }, at: [`${SPEC}.shareProcessNamespace`] },
    ],
    notApplicable: [[system]],
    undecided: [{ resources: [running({ shareProcessNamespace: UNKNOWN })], at: [`${SPEC}.shareProcessNamespace`] }],
  },
  "POD-17": {
    passes: [
      [pod({}, { ownerReferences: [{ kind: "ReplicaSet", name: "catalog-5d", controller: true }] })],
      [pod({}, { annotations: { "helm.sh/hook": "test" } })],
      [patch(pod({}))],
    ],
    fails: [
      { resources: [pod({})], at: ["metadata.ownerReferences"] },
      { resources: [pod({ restartPolicy: "Never" }, { ownerReferences: [] })], at: ["metadata.ownerReferences"] },
      { resources: [pod({}, { namespace: "kube-system" })], config: { excludedNamespaces: [] }, at: ["metadata.ownerReferences"] },
    ],
    notApplicable: [[pod({}, { namespace: "kube-system" })], [running({})]],
    undecided: [
      { resources: [pod({}, { ownerReferences: UNKNOWN })], at: ["metadata.ownerReferences"] },
      { resources: [pod({}, { annotations: UNKNOWN })], at: ['metadata.annotations["helm.sh/hook"]'] },
    ],
  },
  "POD-19": {
    passes: [[running({})], [running({ hostAliases: [] })], [running({ hostAliases: null })], [patch(running({}))]],
    fails: [
      { resources: [running({ hostAliases: [{ ip: "10.0.0.4", hostnames: ["db"] }] })], at: [`${SPEC}.hostAliases`] },
      { resources: [running({ hostAliases: [UNKNOWN] })], at: [`${SPEC}.hostAliases`] },
      { resources: [patch(running({ hostAliases: [{ ip: "10.0.0.4" }] }))], at: [`${SPEC}.hostAliases`] },
      { resources: [cronJob({ hostAliases: [{ ip: "10.0.0.4" }] })], at: ["spec.jobTemplate.spec.template.spec.hostAliases"] },
    ],
    undecided: [{ resources: [running({ hostAliases: UNKNOWN })], at: [`${SPEC}.hostAliases`] }],
  },
  "POD-21": {
    passes: [
      [running({ securityContext: ids(10001) })],
      [running({ containers: [app({ securityContext: ids(20000) })] })],
      // Every container has its own ids, so the pod's are not used.
      [running({ securityContext: ids(1000), containers: [app({ securityContext: ids(20000) })] })],
      [running({ os: { name: "windows" } })],
      [patch(running({}))],
    ],
    fails: [
      { resources: [running({})], at: [USER, GROUP] },
      { resources: [running({ securityContext: ids(10000) })], at: [USER, GROUP] },
      { resources: [running({ securityContext: { runAsUser: 10001 } })], at: [GROUP] },
      { resources: [running({ securityContext: { runAsUser: "10001", runAsGroup: 10001 } })], at: [USER] },
      {
        resources: [running({ securityContext: ids(10001), containers: [app(), app({ securityContext: { runAsUser: 1000 } })] })],
        at: [`${SPEC}.containers[1].securityContext.runAsUser`],
      },
      {
        resources: [running({ securityContext: ids(10001), initContainers: [app({ restartPolicy: "Always", securityContext: ids(0) })] })],
        at: [`${SPEC}.initContainers[0].securityContext.runAsUser`, `${SPEC}.initContainers[0].securityContext.runAsGroup`],
      },
    ],
    undecided: [
      { resources: [running({ securityContext: { runAsUser: UNKNOWN, runAsGroup: 10001 } })], at: [USER] },
      { resources: [running({ os: { name: UNKNOWN } })], at: [`${SPEC}.os.name`] },
    ],
  },
  "POD-22": {
    passes: [
      [running({ securityContext: { seccompProfile: LOCAL } })],
      [running({ securityContext: { appArmorProfile: LOCAL } })],
      [running({ containers: [app({ securityContext: { seccompProfile: LOCAL } })] })],
      [annotated({ "container.apparmor.security.beta.kubernetes.io/app": "localhost/catalog" })],
      [running({ nodeSelector: { "kubernetes.io/os": "windows" } })],
      [patch(running({}))],
    ],
    fails: [
      { resources: [running({})], at: [PROFILE] },
      { resources: [running({ securityContext: { seccompProfile: { type: "RuntimeDefault" } } })], at: [PROFILE] },
      {
        resources: [
          running({ securityContext: { seccompProfile: LOCAL }, containers: [app({ securityContext: { seccompProfile: DEFAULT } })] }),
        ],
        at: [PROFILE],
      },
      {
        resources: [running({ containers: [app({ securityContext: { seccompProfile: LOCAL } }), app({ name: "proxy" })] })],
        at: [PROFILE],
      },
      {
        resources: [annotated({ "container.apparmor.security.beta.kubernetes.io/app": "runtime/default" })],
        at: ["spec.securityContext.seccompProfile.type"],
      },
      {
        resources: [annotated({ "container.apparmor.security.beta.kubernetes.io/proxy": "localhost/catalog" })],
        at: ["spec.securityContext.seccompProfile.type"],
      },
    ],
    undecided: [
      { resources: [running({ securityContext: { seccompProfile: { type: UNKNOWN } } })], at: [`${SPEC}.securityContext.seccompProfile`] },
      { resources: [running({ containers: UNKNOWN })], at: [`${SPEC}.securityContext.seccompProfile`] },
    ],
  },
  "POD-27": {
    passes: [
      [running({ hostUsers: false })],
      [running({ hostNetwork: true })],
      [running({ os: { name: "windows" } })],
      [patch(running({}))],
    ],
    fails: [
      { resources: [running({})], at: [`${SPEC}.hostUsers`] },
      { resources: [running({ hostUsers: true })], at: [`${SPEC}.hostUsers`] },
      { resources: [running({ hostUsers: "false", hostPID: false })], at: [`${SPEC}.hostUsers`] },
      { resources: [patch(running({ hostUsers: true }))], at: [`${SPEC}.hostUsers`] },
    ],
    undecided: [
      { resources: [running({ hostUsers: UNKNOWN })], at: [`${SPEC}.hostUsers`] },
      { resources: [running({ hostNetwork: UNKNOWN })], at: [`${SPEC}.hostNetwork`] },
    ],
  },
  "POD-31": {
    passes: [
      [running({})],
      [tolerating({ key: "workload", operator: "Equal", value: "batch", effect: "NoSchedule" })],
      [tolerating({ key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 })],
      [tolerating({ operator: "Exists", effect: "NoExecute" })],
      // An agent runs on every node.
      [asKind("kubernetes:apps/v1:DaemonSet", tolerating({ operator: "Exists" }))],
      [patch(running({}))],
    ],
    fails: [
      { resources: [tolerating({ key: "CriticalAddonsOnly", operator: "Exists" })], at: [`${SPEC}.tolerations[0].key`] },
      {
        resources: [tolerating({ key: "workload" }, { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" })],
        at: [`${SPEC}.tolerations[1].key`],
      },
      { resources: [tolerating({ key: "node-role.kubernetes.io/master", operator: "Exists" })], at: [`${SPEC}.tolerations[0].key`] },
      { resources: [tolerating({ operator: "Exists" })], at: [`${SPEC}.tolerations[0].key`] },
      { resources: [tolerating({ key: "", operator: "Exists", effect: "" })], at: [`${SPEC}.tolerations[0].key`] },
      { resources: [tolerating(UNKNOWN, { key: "CriticalAddonsOnly" })], at: [`${SPEC}.tolerations[1].key`] },
    ],
    undecided: [
      { resources: [running({ tolerations: UNKNOWN })], at: [`${SPEC}.tolerations`] },
      { resources: [tolerating({ key: UNKNOWN, operator: "Exists" })], at: [`${SPEC}.tolerations[0].key`] },
      { resources: [tolerating({ key: "CriticalAddonsOnly", effect: UNKNOWN })], at: [`${SPEC}.tolerations[0].effect`] },
      { resources: [tolerating({ operator: UNKNOWN })], at: [`${SPEC}.tolerations[0].operator`] },
    ],
  },
};
