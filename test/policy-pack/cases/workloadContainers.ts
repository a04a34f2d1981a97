import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

type Fields = Record<string, unknown>;

const pod = (spec: Fields, metadata: Fields = {}): CaseResource => ({ type: "kubernetes:core/v1:Pod", props: { metadata, spec } });
const running = (container: Fields, spec: Fields = {}) => pod({ containers: [{ name: "app", ...container }], ...spec });
const secured = (securityContext: unknown, spec: Fields = {}) => running({ securityContext }, spec);
const patch = (spec: Fields): CaseResource => ({ type: "kubernetes:apps/v1:DaemonSetPatch", props: { spec: { template: { spec } } } });
const readOnly = (readOnlyRootFilesystem: unknown) => ({ securityContext: { readOnlyRootFilesystem } });
const system = pod({ containers: [{ name: "agent" }] }, { namespace: "kube-system" });
const windows = { os: { name: "windows" } };
const onWindowsNodes = { nodeSelector: { "kubernetes.io/os": "windows" } };
const ROOT = "spec.containers[0].securityContext.readOnlyRootFilesystem";
const GROUP = "spec.containers[0].securityContext.runAsGroup";
const POD_GROUP = "spec.securityContext.runAsGroup";
const PORT = "spec.containers[0].ports[0].containerPort";
const NAME = "spec.containers[0].env[1].name";
const CONTROLLER = "ingress-nginx/controller:v1.13.0";
const groups = (securityContext: unknown, ...containers: Fields[]) =>
  pod({ securityContext, containers: containers.length === 0 ? [{ name: "app" }] : containers });
const user = (runAsUser: unknown, rest: Fields = {}) => ({ securityContext: { runAsUser, ...rest } });
const listening = (...ports: unknown[]) => running({ ports: ports.map((containerPort) => ({ containerPort })) });
const lowPorts = (value: unknown, name: unknown = "net.ipv4.ip_unprivileged_port_start") => ({
  securityContext: { sysctls: [{ name, value }] },
});
const variables = (...names: unknown[]) => running({ env: names.map((name) => ({ name, value: "x" })) });

export const cases: Record<string, ControlCases> = {
  "POD-01": {
    passes: [
      [running(readOnly(true))],
      [pod({ initContainers: [readOnly(true)], containers: [readOnly(true), readOnly(true)] })],
      [running({}, windows)],
      [running({}, onWindowsNodes)],
      [running({ image: `registry.k8s.io/${CONTROLLER}`, ...readOnly(false) })],
      [running({ image: `shop.azurecr.io/mirror/${CONTROLLER}` })],
      { resources: [running({ image: "contoso/legacy:1" })], config: { writableImages: ["docker.io/contoso/legacy"] } },
      [patch({ containers: [{ name: "app" }] })],
    ],
    fails: [
      { resources: [running({})], at: [ROOT] },
      { resources: [running(readOnly(false))], at: [ROOT] },
      { resources: [running(readOnly("true"))], at: [ROOT] },
      { resources: [running(readOnly(null))], at: [ROOT] },
      { resources: [secured(null)], at: [ROOT] },
      { resources: [running({}, { os: { name: "linux" }, ...onWindowsNodes })], at: [ROOT] },
      // The setting of the pod does not exist.
      { resources: [running({}, readOnly(true))], at: [ROOT] },
      {
        resources: [pod({ initContainers: [{}], containers: [readOnly(true)], ephemeralContainers: [{}] })],
        at: [ROOT.replace("containers", "initContainers"), ROOT.replace("containers", "ephemeralContainers")],
      },
      {
        resources: [
          { type: "kubernetes:batch/v1:CronJob", props: { spec: { jobTemplate: { spec: { template: { spec: { containers: [{}] } } } } } } },
        ],
        at: [`spec.jobTemplate.spec.template.${ROOT}`],
      },
      { resources: [running({ image: "shop.azurecr.io/my-ingress-nginx/controller:1" })], at: [ROOT] },
      { resources: [running({ image: CONTROLLER })], config: { writableImages: [] }, at: [ROOT] },
      { resources: [running({ image: UNKNOWN, ...readOnly(false) })], config: { writableImages: [] }, at: [ROOT] },
      { resources: [patch({ containers: [readOnly(false)] })], at: [`spec.template.${ROOT}`] },
      { resources: [system], config: { excludedNamespaces: [] }, at: [ROOT] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [running(readOnly(UNKNOWN))], at: [ROOT] },
      { resources: [secured(UNKNOWN)], at: [ROOT] },
      { resources: [pod({ containers: UNKNOWN })], at: ["spec.containers"] },
      { resources: [running({ image: UNKNOWN })], at: ["spec.containers[0].image"] },
      { resources: [running({}, { os: UNKNOWN })], at: ["spec.os.name"] },
      { resources: [running({}, { nodeSelector: UNKNOWN })], at: ['spec.nodeSelector["kubernetes.io/os"]'] },
    ],
  },
  "POD-02": {
    passes: [
      [groups(undefined)],
      [groups({ runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, supplementalGroups: [] })],
      [groups({ runAsUser: 1000 }, user(undefined, { runAsGroup: 3000 }))],
      [groups({ runAsGroup: 3000 }, user(1000))],
      // The image decides.
      [groups({ runAsNonRoot: true })],
      // User 0 is a violation of PSS-16.
      [groups({ runAsUser: 0 })],
      [pod({ hostUsers: false, securityContext: { runAsGroup: 0 }, containers: [] })],
      [running({}, { ...windows, securityContext: { runAsUser: 1000 } })],
      [patch({ securityContext: { runAsUser: 1000 }, containers: [{ name: "app" }] })],
    ],
    fails: [
      { resources: [groups({ runAsGroup: 0 })], at: [POD_GROUP] },
      { resources: [groups({ runAsGroup: "0" })], at: [POD_GROUP] },
      { resources: [groups({ fsGroup: 0 })], at: ["spec.securityContext.fsGroup"] },
      { resources: [groups({ supplementalGroups: [1000, 0] })], at: ["spec.securityContext.supplementalGroups[1]"] },
      { resources: [groups({ runAsGroup: 1000 }, user(1000, { runAsGroup: 0 }))], at: [GROUP] },
      // One cause in the pod, one finding.
      { resources: [groups({ runAsUser: 1000 }, {}, {})], at: [POD_GROUP] },
      { resources: [groups({ runAsUser: 1000, runAsGroup: null })], at: [POD_GROUP] },
      { resources: [groups(undefined, user(1000), {})], at: [GROUP] },
      { resources: [pod({ hostUsers: true, securityContext: { fsGroup: 0 }, containers: [] })], at: ["spec.securityContext.fsGroup"] },
      { resources: [patch({ securityContext: { fsGroup: 0 } })], at: ["spec.template.spec.securityContext.fsGroup"] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [groups({ runAsGroup: UNKNOWN })], at: [POD_GROUP] },
      { resources: [groups({ supplementalGroups: UNKNOWN })], at: ["spec.securityContext.supplementalGroups"] },
      { resources: [groups({ runAsUser: UNKNOWN })], at: ["spec.securityContext.runAsUser"] },
      { resources: [pod({ hostUsers: UNKNOWN, securityContext: { fsGroup: 0 }, containers: [] })], at: ["spec.hostUsers"] },
    ],
  },
  "POD-25": {
    passes: [
      [listening(8080, 1024)],
      [running({})],
      [running({ ports: [{ containerPort: 80 }] }, lowPorts("0"))],
      [running({ ports: [{ containerPort: 80 }] }, lowPorts("80"))],
      { resources: [listening(80, 443)], config: { allowedPorts: [80, 443] } },
      [running({ ports: [{ containerPort: 80 }] }, windows)],
    ],
    fails: [
      { resources: [listening(8080, 80)], at: [PORT.replace("ports[0]", "ports[1]")] },
      { resources: [listening(22)], at: [PORT] },
      { resources: [listening("8080")], at: [PORT] },
      { resources: [running({ ports: [{ containerPort: 22 }] }, lowPorts("0"))], at: [PORT] },
      { resources: [running({ ports: [{ containerPort: 80 }] }, lowPorts("443"))], at: [PORT] },
      { resources: [running({ ports: [{ containerPort: 80 }] }, lowPorts("0", "net.ipv4.tcp_syncookies"))], at: [PORT] },
      { resources: [patch({ containers: [{ ports: [{ containerPort: 443 }] }] })], at: [`spec.template.${PORT}`] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [listening(UNKNOWN)], at: [PORT] },
      { resources: [running({ ports: UNKNOWN })], at: ["spec.containers[0].ports"] },
      { resources: [running({ ports: [{ containerPort: 80 }] }, lowPorts(UNKNOWN))], at: ["spec.securityContext.sysctls[0].value"] },
      { resources: [running({ ports: [{ containerPort: 80 }] }, { securityContext: UNKNOWN })], at: ["spec.securityContext.sysctls"] },
    ],
  },
  "POD-28": {
    passes: [
      [variables("A", "B")],
      [pod({ containers: [{ env: [{ name: "A" }] }, { env: [{ name: "A" }] }], serviceAccountName: "catalog" })],
      [running({}, { serviceAccount: "" })],
    ],
    fails: [
      { resources: [variables("A", "A")], at: [NAME] },
      { resources: [variables("A", "A", "B", "A")], at: [NAME, NAME.replace("env[1]", "env[3]")] },
      { resources: [running({}, { serviceAccount: "catalog" })], at: ["spec.serviceAccount"] },
      { resources: [running({}, { serviceAccount: "catalog", serviceAccountName: "catalog" })], at: ["spec.serviceAccount"] },
      {
        resources: [pod({ initContainers: [{ env: [{ name: "A" }, { name: "A" }] }] })],
        at: [NAME.replace("containers", "initContainers")],
      },
      { resources: [patch({ serviceAccount: "catalog" })], at: ["spec.template.spec.serviceAccount"] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [variables("A", UNKNOWN)], at: [NAME] },
      { resources: [running({ env: UNKNOWN })], at: ["spec.containers[0].env"] },
      { resources: [running({}, { serviceAccount: UNKNOWN })], at: ["spec.serviceAccount"] },
    ],
  },
  "POD-30": {
    passes: [
      [running({})],
      [running({ stdin: false, tty: null })],
      [pod({ containers: [{}], ephemeralContainers: [{ stdin: true, tty: true }] })],
    ],
    fails: [
      { resources: [running({ stdin: true })], at: ["spec.containers[0].stdin"] },
      { resources: [running({ tty: true })], at: ["spec.containers[0].tty"] },
      { resources: [running({ stdin: true, tty: true })], at: ["spec.containers[0].stdin"] },
      { resources: [running({ tty: "true" })], at: ["spec.containers[0].tty"] },
      { resources: [pod({ initContainers: [{ tty: true }] })], at: ["spec.initContainers[0].tty"] },
      { resources: [running({ stdin: UNKNOWN, tty: true })], at: ["spec.containers[0].tty"] },
    ],
    notApplicable: [[system]],
    undecided: [
      { resources: [running({ tty: UNKNOWN })], at: ["spec.containers[0].tty"] },
      { resources: [pod({ containers: [UNKNOWN] })], at: Array(2).fill("spec.containers[0]") },
    ],
  },
};
