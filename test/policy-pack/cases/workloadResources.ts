import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Fields = Record<string, unknown>;

const pod = (spec: Fields, metadata: Fields = {}): CaseResource => ({ type: "kubernetes:core/v1:Pod", props: { metadata, spec } });
const app = (resources?: unknown, fields: Fields = {}): Fields => ({
  name: "app",
  ...(resources !== undefined && { resources }),
  ...fields,
});
const running = (resources?: unknown, fields: Fields = {}) => pod({ containers: [app(resources, fields)] });
const limits = (name: string, value: unknown) => ({ limits: { [name]: value } });
const requests = (name: string, value: unknown) => ({ requests: { [name]: value } });
/** Every kind that has pods, with the path of their spec. */
const kinds = (spec: Fields): [CaseResource, string][] => [
  ...["apps/v1:Deployment", "apps/v1:StatefulSet", "apps/v1:DaemonSet", "apps/v1:ReplicaSet", "batch/v1:Job"].map(
    (kind): [CaseResource, string] => [{ type: `kubernetes:${kind}`, props: { spec: { template: { spec } } } }, "spec.template.spec"],
  ),
  [{ type: "kubernetes:core/v1:ReplicationController", props: { spec: { template: { spec } } } }, "spec.template.spec"],
  [
    { type: "kubernetes:batch/v1:CronJob", props: { spec: { jobTemplate: { spec: { template: { spec } } } } } },
    "spec.jobTemplate.spec.template.spec",
  ],
];
const patch = (spec: Fields): CaseResource => ({ type: "kubernetes:apps/v1:DeploymentPatch", props: { spec: { template: { spec } } } });
const system = pod({ containers: [{ name: "agent" }] }, { namespace: "kube-system" });
const MEMORY = "spec.containers[0].resources.limits.memory";
const CPU = "spec.containers[0].resources.requests.cpu";
const STORAGE = "spec.containers[0].resources.limits.ephemeral-storage";
const SIDECAR = { name: "sidecar", image: "mcr.microsoft.com/entra-sdk/auth-sidecar:1.1.2" };
const sidecar = (resources: unknown): Fields => ({ ...SIDECAR, resources });
const readOnly = { securityContext: { readOnlyRootFilesystem: true } };

export const cases: Record<string, ControlCases> = {
  "POD-03": {
    passes: [
      [running({ requests: { memory: "128Mi" }, limits: { memory: "256Mi" } })],
      // The API server sets the request to the limit.
      [running(limits("memory", "256Mi"))],
      [running({ requests: { cpu: "100m", memory: null }, limits: { cpu: 1, memory: 268435456 } })],
      [running({ requests: { memory: "0.5Gi" }, limits: { memory: "1e9" } })],
      ...kinds({ containers: [app(limits("memory", "1Gi"))] }).map(([resource]) => [resource]),
      // Shared by the containers of the pod, from Kubernetes 1.34.
      [pod({ resources: limits("memory", "1Gi"), containers: [app(), app(requests("memory", "64Mi"))], initContainers: [app()] })],
      [pod({ resources: { requests: { memory: "64Mi" }, limits: { memory: "1Gi" } }, containers: [app(requests("memory", 0))] })],
      [pod({ containers: [app(limits("memory", "1Gi"))], ephemeralContainers: [{ name: "debug" }] })],
      [patch({ containers: [app()] })],
      [patch({ containers: [app(requests("memory", "64Mi"))] })],
      [pod({ containers: [app(limits("memory", "1Gi"))], os: { name: "windows" } })],
    ],
    fails: [
      { resources: [running()], at: [MEMORY] },
      { resources: [running(null)], at: [MEMORY] },
      { resources: [running({})], at: [MEMORY] },
      { resources: [running({ requests: { memory: "128Mi" } })], at: [MEMORY] },
      { resources: [running(limits("memory", "0"))], at: [MEMORY] },
      { resources: [running(limits("memory", 0))], at: [MEMORY] },
      { resources: [running(limits("memory", ""))], at: [MEMORY] },
      { resources: [running(limits("memory", "plenty"))], at: [MEMORY] },
      { resources: [running(limits("cpu", "1"))], at: [MEMORY] },
      {
        resources: [running({ requests: { memory: "0" }, limits: { memory: "1Gi" } })],
        at: ["spec.containers[0].resources.requests.memory"],
      },
      ...kinds({ containers: [app()] }).map(([resource, spec]) => ({
        resources: [resource],
        at: [`${spec}.containers[0].resources.limits.memory`],
      })),
      {
        resources: [
          pod({ containers: [app(limits("memory", "1Gi")), app()], initContainers: [app(), app({}, { restartPolicy: "Always" })] }),
        ],
        at: [
          "spec.initContainers[0].resources.limits.memory",
          "spec.initContainers[1].resources.limits.memory",
          "spec.containers[1].resources.limits.memory",
        ],
      },
      { resources: [pod({ resources: requests("memory", "1Gi"), containers: [app()] })], at: [MEMORY] },
      { resources: [pod({ resources: limits("memory", "0"), containers: [app()] })], at: [MEMORY] },
      { resources: [patch({ containers: [app(limits("memory", "0"))] })], at: [`spec.template.${MEMORY}`] },
      { resources: [pod({ containers: [app()], nodeName: UNKNOWN })], at: [MEMORY] },
      { resources: [system], config: { excludedNamespaces: [] }, at: [MEMORY] },
      { resources: [running()], config: { limitRangeNamespaces: ["shop"] }, at: [MEMORY] },
    ],
    notApplicable: [
      [system],
      { resources: [pod({ containers: [app()] }, { namespace: "shop" })], config: { limitRangeNamespaces: ["shop"] } },
    ],
    undecided: [
      { resources: [running(UNKNOWN)], at: [MEMORY] },
      { resources: [running(limits("memory", UNKNOWN))], at: [MEMORY] },
      { resources: [pod({ containers: UNKNOWN })], at: ["spec.containers"] },
      { resources: [pod({ containers: [UNKNOWN] })], at: ["spec.containers[0]"] },
      { resources: [pod(UNKNOWN as never)], at: ["spec"] },
      { resources: [pod({ resources: UNKNOWN, containers: [app(), app()] })], at: Array(2).fill("spec.resources.limits.memory") },
      {
        resources: [running({ requests: UNKNOWN, limits: { memory: "1Gi" } })],
        at: ["spec.containers[0].resources.requests.memory"],
      },
      {
        resources: [pod({ containers: [app()] }, { namespace: UNKNOWN })],
        config: { limitRangeNamespaces: ["shop"] },
        at: ["metadata.namespace"],
      },
    ],
  },
  "POD-04": {
    passes: [
      [running(requests("cpu", "100m"))],
      [running(requests("cpu", 0.1))],
      [running(limits("cpu", "1"))],
      ...kinds({ containers: [app(requests("cpu", "1"))] }).map(([resource]) => [resource]),
      [pod({ resources: requests("cpu", "1"), containers: [app(), app(requests("cpu", "0"))] })],
      [pod({ resources: limits("cpu", "1"), containers: [app()] })],
      [pod({ containers: [app(requests("cpu", "1"))], ephemeralContainers: [{ name: "debug" }] })],
      [patch({ containers: [app()] })],
    ],
    fails: [
      { resources: [running()], at: [CPU] },
      { resources: [running(requests("memory", "1Gi"))], at: [CPU] },
      { resources: [running(requests("cpu", "0m"))], at: [CPU] },
      { resources: [running({ requests: { cpu: 0 }, limits: { cpu: "1" } })], at: [CPU] },
      { resources: [running(requests("cpu", null))], at: [CPU] },
      { resources: [running(requests("cpu", "one"))], at: [CPU] },
      ...kinds({ containers: [app()] }).map(([resource, spec]) => ({
        resources: [resource],
        at: [`${spec}.containers[0].resources.requests.cpu`],
      })),
      {
        resources: [pod({ initContainers: [app()], containers: [app(requests("cpu", 1))] })],
        at: [CPU.replace("containers", "initContainers")],
      },
      { resources: [pod({ resources: requests("memory", "1Gi"), containers: [app()] })], at: [CPU] },
      { resources: [patch({ containers: [app(requests("cpu", 0))] })], at: [`spec.template.${CPU}`] },
    ],
    notApplicable: [
      [system],
      { resources: [pod({ containers: [app()] }, { namespace: "shop" })], config: { limitRangeNamespaces: ["shop"] } },
    ],
    undecided: [
      { resources: [running(requests("cpu", UNKNOWN))], at: [CPU] },
      { resources: [running({ limits: UNKNOWN })], at: ["spec.containers[0].resources.limits.cpu"] },
      { resources: [pod({ containers: [UNKNOWN] })], at: ["spec.containers[0]"] },
    ],
  },
  "POD-05": {
    passes: [
      [pod({ containers: [app(), sidecar(limits("cpu", "250m"))] })],
      [pod({ resources: limits("cpu", 1), containers: [app(), sidecar({})] })],
      { resources: [running(limits("cpu", 1))], config: { cpuLimits: "required" } },
      { resources: [pod({ containers: [app(requests("cpu", 1)), sidecar(limits("cpu", 1))] })], config: { cpuLimits: "forbidden" } },
      { resources: [patch({ containers: [app()] })], config: { cpuLimits: "required" } },
    ],
    fails: [
      {
        resources: [pod({ containers: [app(), sidecar(requests("cpu", "100m"))] })],
        at: ["spec.containers[1].resources.limits.cpu"],
      },
      { resources: [running(requests("cpu", 1))], config: { cpuLimits: "required" }, at: ["spec.containers[0].resources.limits.cpu"] },
      { resources: [running(limits("cpu", 1))], config: { cpuLimits: "forbidden" }, at: ["spec.containers[0].resources.limits.cpu"] },
      { resources: [running(limits("cpu", "0"))], config: { cpuLimits: "required" }, at: ["spec.containers[0].resources.limits.cpu"] },
      {
        resources: [pod({ resources: limits("cpu", 1), containers: [app(), app()] })],
        config: { cpuLimits: "forbidden" },
        at: ["spec.resources.limits.cpu"],
      },
    ],
    notApplicable: [
      [running()],
      [system],
      { resources: [pod({ containers: [app(), sidecar({})] })], config: { sidecarCpuLimits: "allowed" } },
    ],
    undecided: [
      { resources: [pod({ containers: [sidecar(UNKNOWN)] })], at: ["spec.containers[0].resources.limits.cpu"] },
      {
        resources: [running(limits("cpu", UNKNOWN))],
        config: { cpuLimits: "forbidden" },
        at: ["spec.containers[0].resources.limits.cpu"],
      },
    ],
  },
  "POD-24": {
    passes: [
      [running(limits("ephemeral-storage", "1Gi"))],
      [pod({ containers: [app(limits("ephemeral-storage", "1Gi"))], volumes: [{ name: "tmp", emptyDir: {} }] })],
      [pod({ containers: [app({}, readOnly)], volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }] })],
      [
        pod({
          containers: [app({}, readOnly)],
          volumes: [
            { name: "tmp", emptyDir: { medium: "Memory" } },
            { name: "data", configMap: {} },
          ],
        }),
      ],
      [pod({ containers: [app({}, readOnly)] })],
      [patch({ containers: [app()] })],
    ],
    fails: [
      { resources: [running()], at: [STORAGE] },
      { resources: [running(limits("ephemeral-storage", "0"))], at: [STORAGE] },
      { resources: [running({}, { securityContext: { readOnlyRootFilesystem: "true" } })], at: [STORAGE] },
      {
        resources: [
          pod({
            containers: [app({}, readOnly), app({}, readOnly)],
            volumes: [
              { name: "a", secret: {} },
              { name: "b", emptyDir: {} },
            ],
          }),
        ],
        at: ["spec.volumes[1].emptyDir.sizeLimit"],
      },
      {
        resources: [pod({ containers: [app({}, readOnly)], volumes: [{ name: "b", emptyDir: { medium: "", sizeLimit: null } }] })],
        at: ["spec.volumes[0].emptyDir.sizeLimit"],
      },
      // A limit of the container bounds the volume too, so there is one finding.
      { resources: [pod({ containers: [app()], volumes: [{ name: "b", emptyDir: {} }] })], at: [STORAGE] },
      {
        resources: [pod({ initContainers: [app()], containers: [app(limits("ephemeral-storage", 1e9))] })],
        at: [STORAGE.replace("containers", "initContainers")],
      },
    ],
    notApplicable: [
      [system],
      { resources: [pod({ containers: [app()] }, { namespace: "shop" })], config: { limitRangeNamespaces: ["shop"] } },
    ],
    undecided: [
      { resources: [running(UNKNOWN)], at: [STORAGE] },
      { resources: [running({}, { securityContext: UNKNOWN })], at: ["spec.containers[0].securityContext.readOnlyRootFilesystem"] },
      { resources: [pod({ containers: [app({}, readOnly)], volumes: UNKNOWN })], at: ["spec.volumes"] },
      {
        resources: [pod({ containers: [app({}, readOnly)], volumes: [{ emptyDir: { medium: UNKNOWN } }] })],
        at: ["spec.volumes[0].emptyDir.medium"],
      },
    ],
  },
  "POD-26": {
    passes: [
      { resources: [running({ limits: { memory: "4Gi", cpu: "2000m" } })], config: { maxMemory: "4Gi", maxCpu: "2" } },
      { resources: [running(limits("cpu", 64))], config: { maxMemory: "4Gi" } },
      { resources: [running()], config: { maxMemory: "4Gi" } },
      { resources: [running(limits("memory", "plenty"))], config: { maxMemory: "4Gi" } },
    ],
    fails: [
      { resources: [running(limits("memory", "4097Mi"))], config: { maxMemory: "4Gi" }, at: [MEMORY] },
      { resources: [running(limits("memory", 5e9))], config: { maxMemory: "4Gi" }, at: [MEMORY] },
      { resources: [running(requests("cpu", "2001m"))], config: { maxCpu: "2" }, at: [CPU] },
      {
        resources: [pod({ resources: limits("memory", "5Gi"), containers: [app(), app()] })],
        config: { maxMemory: "4Gi" },
        at: ["spec.resources.limits.memory"],
      },
      { resources: [running(limits("memory", "1Mi"))], config: { maxMemory: "lots" }, at: [MEMORY] },
      { resources: [patch({ containers: [app(limits("memory", "5Gi"))] })], config: { maxMemory: "4Gi" }, at: [`spec.template.${MEMORY}`] },
    ],
    notApplicable: [[running(limits("memory", "900Gi"))], { resources: [system], config: { maxMemory: "4Gi" } }],
    undecided: [
      { resources: [running(UNKNOWN)], config: { maxMemory: "4Gi" }, at: [MEMORY] },
      { resources: [pod({ containers: UNKNOWN })], config: { maxCpu: "1" }, at: ["spec.containers"] },
    ],
  },
};
