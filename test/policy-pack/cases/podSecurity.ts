import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const hardened = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const confined = { runAsNonRoot: true, runAsUser: 1654, seccompProfile: { type: "RuntimeDefault" } };

const container = (more: Record<string, unknown> = {}) => ({ name: "app", image: "shop.azurecr.io/catalog:1.4.2", ...more });

function deployment(spec: Record<string, unknown>, template: Record<string, unknown> = {}, namespace: unknown = "catalog"): CaseResource {
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "catalog",
    props: { metadata: { namespace }, spec: { template: { metadata: template, spec } } },
  };
}

const cronJob = (spec: Record<string, unknown>): CaseResource => ({
  type: "kubernetes:batch/v1:CronJob",
  props: { metadata: { namespace: "catalog" }, spec: { jobTemplate: { spec: { template: { spec } } } } },
});

const pod = (spec: Record<string, unknown>): CaseResource => ({ type: "kubernetes:core/v1:Pod", props: { metadata: {}, spec } });

/** A typical hardened web app: compliant with every control. */
const webApp = deployment({
  os: { name: "linux" },
  securityContext: confined,
  initContainers: [container({ name: "migrate", securityContext: hardened })],
  containers: [
    container({
      ports: [{ containerPort: 8080 }],
      readinessProbe: { httpGet: { path: "/ready", port: 8080, httpHeaders: [{ name: "Host", value: "localhost" }] } },
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      securityContext: { ...hardened, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } },
    }),
  ],
  volumes: [
    { name: "tmp", emptyDir: {} },
    { name: "secrets", csi: { driver: "secrets-store.csi.k8s.io" } },
    { name: "data", persistentVolumeClaim: { claimName: "data" } },
    { name: "defaulted" },
  ],
});

/** A Windows pod must not set what the restricted level requires on Linux. */
const windowsApp = deployment({
  os: { name: "windows" },
  securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: "ContainerUser" } },
  containers: [container()],
});

/** A node agent such as those that Azure runs in its own namespaces. */
const nodeAgent: CaseResource = {
  type: "kubernetes:apps/v1:DaemonSet",
  name: "agent",
  props: {
    metadata: { namespace: "kube-system" },
    spec: {
      template: {
        metadata: { annotations: { "container.apparmor.security.beta.kubernetes.io/agent": "unconfined" } },
        spec: {
          hostNetwork: true,
          containers: [container({ securityContext: { privileged: true }, ports: [{ containerPort: 1, hostPort: 1 }] })],
          volumes: [{ name: "root", hostPath: { path: "/" } }],
        },
      },
    },
  },
};

/** A pod that meets no level, in a namespace whose name is computed. */
const unplaced = deployment({ containers: [container({ securityContext: { privileged: true } })] }, {}, UNKNOWN);
const NAMESPACE = "metadata.namespace";

const inApp = (securityContext: Record<string, unknown>) => deployment({ containers: [container({ securityContext })] });
const inPod = (securityContext: Record<string, unknown>) => deployment({ securityContext, containers: [container()] });
const APP = "spec.template.spec.containers[0]";
const POD = "spec.template.spec";

/** Safe from v1.37 of the standards on. */
const newerSysctls = [
  { name: "net.ipv4.tcp_notsent_lowat", value: "16384" },
  { name: "net.ipv4.tcp_slow_start_after_idle", value: "0" },
];

export const cases: Record<string, ControlCases> = {
  "PSS-01": {
    passes: [[webApp], [windowsApp], [inApp({ windowsOptions: { hostProcess: false } })]],
    fails: [
      { resources: [inApp({ windowsOptions: { hostProcess: true } })], at: [`${APP}.securityContext.windowsOptions.hostProcess`] },
      { resources: [inPod({ windowsOptions: { hostProcess: true } })], at: [`${POD}.securityContext.windowsOptions.hostProcess`] },
    ],
    notApplicable: [[nodeAgent], [{ type: "kubernetes:apps/v1:ReplicaSet", props: { spec: { replicas: 1 } } }]],
  },
  "PSS-02": {
    passes: [[webApp], [deployment({ hostNetwork: false, containers: [] })]],
    fails: [
      { resources: [deployment({ hostNetwork: true, hostPID: true, containers: [] })], at: [`${POD}.hostNetwork`, `${POD}.hostPID`] },
      { resources: [pod({ hostIPC: true })], at: ["spec.hostIPC"] },
      { resources: [cronJob({ hostPID: true })], at: ["spec.jobTemplate.spec.template.spec.hostPID"] },
    ],
    notApplicable: [[nodeAgent]],
    undecided: [{ resources: [deployment({ hostNetwork: UNKNOWN, containers: [] })], at: [`${POD}.hostNetwork`] }],
  },
  "PSS-03": {
    passes: [[webApp], [inApp({ privileged: false })]],
    fails: [
      { resources: [inApp({ privileged: true })], at: [`${APP}.securityContext.privileged`] },
      {
        resources: [pod({ initContainers: [container({ securityContext: { privileged: true } })] })],
        at: ["spec.initContainers[0].securityContext.privileged"],
      },
      {
        resources: [pod({ ephemeralContainers: [container({ securityContext: { privileged: true } })] })],
        at: ["spec.ephemeralContainers[0].securityContext.privileged"],
      },
      {
        resources: [
          {
            type: "kubernetes:core/v1:ReplicationController",
            props: { spec: { template: { spec: { containers: [container({ securityContext: { privileged: true } })] } } } },
          },
        ],
        at: [`${APP}.securityContext.privileged`],
      },
      {
        resources: [deployment({ containers: [container({ securityContext: { privileged: true } })] }, {}, "kube-system")],
        config: { excludedNamespaces: [] },
        at: [`${APP}.securityContext.privileged`],
      },
      // A namespace whose name is computed is none of those that Azure manages.
      { resources: [unplaced], at: [`${APP}.securityContext.privileged`] },
    ],
    notApplicable: [
      [nodeAgent],
      {
        resources: [deployment({ containers: [container({ securityContext: { privileged: true } })] }, {}, "node-agents")],
        config: { excludedNamespaces: ["node-agents"] },
      },
    ],
    undecided: [
      { resources: [unplaced], config: { excludedNamespaces: ["kube-system", "node-agents"] }, at: [NAMESPACE] },
      { resources: [deployment({ containers: UNKNOWN })], at: [`${POD}.containers`] },
      { resources: [{ type: "kubernetes:apps/v1:Deployment", props: { spec: UNKNOWN } }], at: ["spec.template.spec"] },
    ],
  },
  "PSS-04": {
    passes: [[webApp], [inApp({ capabilities: { add: ["CHOWN", "SETUID"] } })]],
    fails: [
      { resources: [inApp({ capabilities: { add: ["CHOWN", "SYS_ADMIN"] } })], at: [`${APP}.securityContext.capabilities.add[1]`] },
      { resources: [inApp({ capabilities: { add: ["NET_RAW"] } })], at: [`${APP}.securityContext.capabilities.add[0]`] },
    ],
    undecided: [{ resources: [inApp({ capabilities: { add: UNKNOWN } })], at: [`${APP}.securityContext.capabilities.add`] }],
  },
  "PSS-05": {
    passes: [[webApp]],
    fails: [
      {
        resources: [
          deployment({
            volumes: [
              { name: "a", emptyDir: {} },
              { name: "b", hostPath: { path: "/var/run/docker.sock" } },
            ],
          }),
        ],
        at: [`${POD}.volumes[1].hostPath`],
      },
      { resources: [cronJob({ volumes: [{ hostPath: { path: "/" } }] })], at: ["spec.jobTemplate.spec.template.spec.volumes[0].hostPath"] },
    ],
    notApplicable: [[nodeAgent]],
  },
  "PSS-06": {
    passes: [[webApp], [deployment({ containers: [container({ ports: [{ containerPort: 80, hostPort: 0 }] })] })]],
    fails: [
      {
        resources: [deployment({ containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] })],
        at: [`${APP}.ports[0].hostPort`],
      },
      {
        resources: [pod({ initContainers: [container({ ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8443 }] })] })],
        at: ["spec.initContainers[0].ports[1].hostPort"],
      },
    ],
  },
  "PSS-07": {
    passes: [[webApp], [deployment({ containers: [container({ livenessProbe: { tcpSocket: { port: 1, host: "" } } })] })]],
    fails: [
      {
        resources: [deployment({ containers: [container({ livenessProbe: { httpGet: { path: "/", port: 80, host: "127.0.0.1" } } })] })],
        at: [`${APP}.livenessProbe.httpGet.host`],
      },
      {
        resources: [deployment({ containers: [container({ startupProbe: { tcpSocket: { port: 80, host: "169.254.169.254" } } })] })],
        at: [`${APP}.startupProbe.tcpSocket.host`],
      },
      {
        resources: [deployment({ containers: [container({ lifecycle: { preStop: { httpGet: { port: 80, host: "10.0.0.1" } } } })] })],
        at: [`${APP}.lifecycle.preStop.httpGet.host`],
      },
    ],
  },
  "PSS-08": {
    passes: [
      [webApp],
      [inApp({ appArmorProfile: { type: "Localhost", localhostProfile: "shop" } })],
      [deployment({ containers: [] }, { annotations: { "container.apparmor.security.beta.kubernetes.io/app": "localhost/shop" } })],
    ],
    fails: [
      { resources: [inApp({ appArmorProfile: { type: "Unconfined" } })], at: [`${APP}.securityContext.appArmorProfile.type`] },
      { resources: [inPod({ appArmorProfile: { type: "Unconfined" } })], at: [`${POD}.securityContext.appArmorProfile.type`] },
      {
        resources: [
          deployment({ containers: [] }, { annotations: { "container.apparmor.security.beta.kubernetes.io/app": "unconfined" } }),
        ],
        at: ['spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/app"]'],
      },
    ],
    notApplicable: [[nodeAgent]],
  },
  "PSS-09": {
    passes: [
      [webApp],
      [inPod({ seLinuxOptions: { type: "container_init_t", level: "s0:c1" } })],
      [inApp({ seLinuxOptions: { type: "" } })],
    ],
    fails: [
      { resources: [inPod({ seLinuxOptions: { type: "spc_t" } })], at: [`${POD}.securityContext.seLinuxOptions.type`] },
      {
        resources: [inApp({ seLinuxOptions: { user: "system_u", role: "system_r" } })],
        at: [`${APP}.securityContext.seLinuxOptions.role`, `${APP}.securityContext.seLinuxOptions.user`],
      },
    ],
  },
  "PSS-10": {
    passes: [[webApp], [inApp({ procMount: "Default" })]],
    fails: [
      { resources: [inApp({ procMount: "Unmasked" })], at: [`${APP}.securityContext.procMount`] },
      {
        resources: [pod({ hostUsers: false, initContainers: [container({ securityContext: { procMount: "Unmasked" } })] })],
        at: ["spec.initContainers[0].securityContext.procMount"],
      },
    ],
  },
  "PSS-11": {
    passes: [[webApp], [windowsApp], [inApp({})]],
    fails: [
      { resources: [inPod({ seccompProfile: { type: "Unconfined" } })], at: [`${POD}.securityContext.seccompProfile.type`] },
      { resources: [inApp({ seccompProfile: { type: "Unconfined" } })], at: [`${APP}.securityContext.seccompProfile.type`] },
    ],
  },
  "PSS-12": {
    passes: [
      [webApp],
      [inPod({ sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "80" }] })],
      ...["v1.37", "latest"].map((standardsVersion) => ({ resources: [inPod({ sysctls: newerSysctls })], config: { standardsVersion } })),
    ],
    fails: [
      { resources: [inPod({ sysctls: [{ name: "kernel.msgmax", value: "65536" }] })], at: [`${POD}.securityContext.sysctls[0].name`] },
      // Not safe in v1.36, the newest version that AKS supports.
      {
        resources: [inPod({ sysctls: newerSysctls })],
        at: [`${POD}.securityContext.sysctls[0].name`, `${POD}.securityContext.sysctls[1].name`],
      },
      {
        resources: [inPod({ sysctls: [{ name: "kernel.shm_rmid_forced", value: "1+kernel.core_pattern=|/tmp/x" }] })],
        at: [`${POD}.securityContext.sysctls[0].value`],
      },
    ],
  },
  "PSS-13": {
    passes: [
      [webApp],
      [deployment({ volumes: [{ name: "models", image: { reference: "shop.azurecr.io/models:1" } }] })],
      // PSS-05 reports it.
      [pod({ volumes: [{ name: "root", hostPath: { path: "/" } }] })],
      {
        resources: [deployment({ volumes: [{ name: "share", nfs: { server: "10.0.0.4", path: "/" } }] }, {}, "catalog")],
        config: { excludedNamespaces: ["catalog"] },
      },
    ],
    fails: [
      { resources: [deployment({ volumes: [{ name: "share", nfs: { server: "10.0.0.4", path: "/" } }] })], at: [`${POD}.volumes[0].nfs`] },
      { resources: [pod({ volumes: [{ name: "disk", azureDisk: { diskName: "a" } }] })], at: ["spec.volumes[0].azureDisk"] },
    ],
    notApplicable: [
      {
        resources: [deployment({ volumes: [{ name: "share", azureFile: { shareName: "a" } }] }, {}, "legacy")],
        config: { baselineNamespaces: ["legacy"] },
      },
    ],
    undecided: [
      { resources: [deployment({ volumes: [UNKNOWN] })], at: [`${POD}.volumes[0]`] },
      { resources: [deployment({ volumes: [{ name: "share", nfs: UNKNOWN }] })], at: [`${POD}.volumes[0].nfs`] },
    ],
  },
  "PSS-14": {
    passes: [[webApp], [windowsApp]],
    fails: [
      { resources: [inApp({})], at: [`${APP}.securityContext.allowPrivilegeEscalation`] },
      { resources: [inApp({ allowPrivilegeEscalation: true })], at: [`${APP}.securityContext.allowPrivilegeEscalation`] },
      { resources: [inPod({ allowPrivilegeEscalation: false })], at: [`${APP}.securityContext.allowPrivilegeEscalation`] },
    ],
    notApplicable: [[nodeAgent]],
    undecided: [
      { resources: [deployment({ os: { name: UNKNOWN }, containers: [container()] })], at: [`${POD}.os.name`] },
      { resources: [unplaced], config: { baselineNamespaces: ["legacy"] }, at: [NAMESPACE] },
    ],
  },
  "PSS-15": {
    passes: [
      [webApp],
      [windowsApp],
      [inApp({ runAsNonRoot: true })],
      [deployment({ hostUsers: false, containers: [container({ securityContext: { runAsNonRoot: false } })] })],
    ],
    fails: [
      { resources: [deployment({ containers: [container()] })], at: [`${APP}.securityContext.runAsNonRoot`] },
      {
        resources: [deployment({ containers: [container(), container({ securityContext: { runAsNonRoot: false } }), container()] })],
        at: [`${POD}.securityContext.runAsNonRoot`, `${POD}.containers[1].securityContext.runAsNonRoot`],
      },
      { resources: [unplaced], at: [`${APP}.securityContext.runAsNonRoot`] },
      {
        resources: [
          deployment({ securityContext: { runAsNonRoot: true }, containers: [container({ securityContext: { runAsNonRoot: false } })] }),
        ],
        at: [`${APP}.securityContext.runAsNonRoot`],
      },
      {
        resources: [
          deployment({ securityContext: { runAsNonRoot: false }, containers: [container({ securityContext: { runAsNonRoot: true } })] }),
        ],
        at: [`${POD}.securityContext.runAsNonRoot`],
      },
    ],
    notApplicable: [
      { resources: [deployment({ containers: [container()] }, {}, "legacy")], config: { baselineNamespaces: ["legacy"] } },
      { resources: [pod({ containers: [container()] })], config: { baselineNamespaces: ["default"] } },
    ],
    undecided: [
      { resources: [unplaced], config: { baselineNamespaces: ["legacy"] }, at: [NAMESPACE] },
      { resources: [inPod({ runAsNonRoot: UNKNOWN })], at: [`${POD}.securityContext.runAsNonRoot`] },
    ],
  },
  "PSS-16": {
    passes: [[webApp], [inApp({})], [deployment({ hostUsers: false, securityContext: { runAsUser: 0 }, containers: [] })]],
    fails: [
      { resources: [inApp({ runAsUser: 0 })], at: [`${APP}.securityContext.runAsUser`] },
      { resources: [inPod({ runAsUser: 0 })], at: [`${POD}.securityContext.runAsUser`] },
    ],
  },
  "PSS-17": {
    passes: [
      [webApp],
      [windowsApp],
      [inApp({ seccompProfile: { type: "Localhost", localhostProfile: "shop.json" } })],
      // PSS-11 reports it.
      [inApp({ seccompProfile: { type: "Unconfined" } })],
    ],
    fails: [
      { resources: [inApp({})], at: [`${APP}.securityContext.seccompProfile.type`] },
      { resources: [inPod({ seccompProfile: null })], at: [`${APP}.securityContext.seccompProfile.type`] },
      // One cause: the pod's own setting is missing.
      {
        resources: [pod({ initContainers: [container()], containers: [container(), container({ securityContext: hardened })] })],
        at: ["spec.securityContext.seccompProfile.type"],
      },
    ],
    notApplicable: [[nodeAgent]],
  },
  "PSS-18": {
    passes: [
      [webApp],
      [windowsApp],
      // PSS-04 reports it.
      [inApp({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } })],
    ],
    fails: [
      { resources: [inApp({})], at: [`${APP}.securityContext.capabilities.drop`] },
      { resources: [inApp({ capabilities: { drop: ["NET_RAW"] } })], at: [`${APP}.securityContext.capabilities.drop`] },
      { resources: [inApp({ capabilities: { drop: ["ALL"], add: ["CHOWN"] } })], at: [`${APP}.securityContext.capabilities.add[0]`] },
    ],
    notApplicable: [[nodeAgent]],
    undecided: [{ resources: [inApp({ capabilities: { drop: [UNKNOWN] } })], at: [`${APP}.securityContext.capabilities.drop`] }],
  },
};
