import type { Registration } from "../../../../offline/registration";
import { REMOVED } from "../paths";
import { by, layered, removed, rowsOf, set, to, under, unnamed } from "../weakening";

const IMAGE_OF_DOCKER_HUB = by<string>((image) => image.replace(/^[^/]+\//, "docker.io/"), "POD-06", "SC-01");
const LATEST = by<string>((image) => image.replace(/:[^/]*$/, ":latest").replace(/@.*$/, ""), "POD-07");
const WITHOUT_TAG = by<string>((image) => image.replace(/:[^/]*$/, "").replace(/@.*$/, ""), "POD-07");
const WITHOUT_DIGEST = by<string>((image) => (image.includes("@") ? image.replace(/@.*$/, "") : undefined), "POD-08");
/** One hexadecimal digit is missing. */
const MALFORMED_DIGEST = by<string>((image) => (image.includes("@") ? image.slice(0, -1) : undefined), "POD-08");

const plus = (item: unknown, ...controls: readonly string[]) => by<readonly unknown[]>((list) => [...list, item], ...controls);

/** Settings of every container. */
const container = under("containers[*].", {
  image: [IMAGE_OF_DOCKER_HUB, LATEST, WITHOUT_TAG, WITHOUT_DIGEST, MALFORMED_DIGEST],
  imagePullPolicy: to("Never", "POD-09"),
  env: [
    plus({ name: "DB_PASSWORD", value: "Tr0ub4dor-and-3-more" }, "POD-12", "SC-12"),
    plus({ name: "DATABASE_URL", value: "postgres://app:Tr0ub4dor-and-3@db.example.com/shop" }, "POD-12", "SC-12"),
    plus({ name: "API_TOKEN", valueFrom: { secretKeyRef: { name: "api", key: "token" } } }, "POD-13", "POD-29"),
  ],
  args: set(["--password=Tr0ub4dor-and-3-more"], "POD-12", "SC-12"),
  envFrom: set([{ secretRef: { name: "api" } }], "POD-13", "POD-29"),
  stdin: set(true, "POD-30"),
  tty: set(true, "POD-30"),
  resources: removed("POD-03"),
  "resources.limits": removed("POD-03"),
  "resources.limits.memory": [removed("POD-03"), to("512Gi", "POD-26")],
  "resources.limits.ephemeral-storage": layered("The root file system is read-only and volumes have a size limit", removed()),
  securityContext: removed("PSS-14"),
  "securityContext.allowPrivilegeEscalation": [to(true, "PSS-14"), removed("PSS-14")],
  "securityContext.privileged": to(true, "PSS-03"),
  "securityContext.readOnlyRootFilesystem": [to(false, "POD-01"), removed("POD-01")],
  "securityContext.runAsNonRoot": to(false, "PSS-15"),
  "securityContext.runAsUser": to(0, "PSS-16"),
  "securityContext.runAsGroup": to(0, "POD-02"),
  "securityContext.seccompProfile.type": to("Unconfined", "PSS-11"),
  "securityContext.capabilities.drop": [to(["NET_RAW"], "PSS-18"), removed("PSS-18")],
  "securityContext.capabilities.drop[*]": to("NET_RAW", "PSS-18"),
  "securityContext.capabilities.add": [set(["SYS_ADMIN"], "PSS-04"), set(["NET_ADMIN"], "PSS-04"), set(["CHOWN"], "PSS-18")],
  "securityContext.procMount": set("Unmasked", "PSS-10"),
  "securityContext.seLinuxOptions": set({ user: "system_u" }, "PSS-09"),
  "securityContext.appArmorProfile": set({ type: "Unconfined" }, "PSS-08"),
  "securityContext.windowsOptions": set({ hostProcess: true }, "PSS-01"),
});

/** Settings of every pod. */
const pod = under("spec.template.spec.", {
  ...container,
  automountServiceAccountToken: to(true, "POD-10"),
  serviceAccountName: [to("default", "POD-11"), removed("POD-11")],
  hostNetwork: set(true, "PSS-02"),
  hostPID: set(true, "PSS-02"),
  hostIPC: set(true, "PSS-02"),
  shareProcessNamespace: set(true, "POD-18"),
  hostAliases: set([{ ip: "203.0.113.5", hostnames: ["login.microsoftonline.com"] }], "POD-19"),
  tolerations: set([{ key: "CriticalAddonsOnly", operator: "Exists" }], "POD-31"),
  "securityContext.runAsNonRoot": to(false, "PSS-15"),
  "securityContext.fsGroup": to(0, "POD-02"),
  "securityContext.supplementalGroups[*]": to(0, "POD-02"),
  "securityContext.seccompProfile.type": to("Unconfined", "PSS-11"),
  "securityContext.sysctls": set([{ name: "kernel.msgmax", value: "65536" }], "PSS-12"),
  "securityContext.windowsOptions": set({ hostProcess: true }, "PSS-01"),
});

const workload = under("spec.template.spec.", {
  volumes: plus({ name: "host", hostPath: { path: "/" } }, "PSS-05"),
  "volumes[*].emptyDir.sizeLimit": layered("The limits of the containers bound the volumes too", removed()),
  topologySpreadConstraints: by((_, one) => ifProduction(one, REMOVED), "POD-20"),
  "volumes[*].projected.sources[*].serviceAccountToken.expirationSeconds": unnamed(
    "No control: Entra accepts a token for an hour",
    to(86_400),
  ),
  "containers[name=app].readinessProbe": removed("POD-14"),
  "containers[name=app].livenessProbe": removed("POD-14"),
  "containers[*].readinessProbe.httpGet.host": set("203.0.113.5", "PSS-07"),
  "containers[*].livenessProbe.httpGet.host": set("203.0.113.5", "PSS-07"),
  "containers[*].startupProbe.httpGet.host": set("203.0.113.5", "PSS-07"),
  "containers[name=app].ports[*].containerPort": [to(22, "POD-25"), to(443, "POD-25")],
  "containers[name=app].ports[*].hostPort": set(8080, "PSS-06"),
  "containers[name=entra-sidecar].resources.limits.cpu": removed("POD-05"),
  "containers[*].env": by<readonly unknown[]>(([first, ...others]) => first && [first, first, ...others], "POD-28"),
  "containers[name=app].resources.requests.cpu": removed("POD-04"),
});

/** The stack for development runs one pod of each workload, so that a control for several has nothing more to report. */
function ifProduction(one: Registration, weaker: unknown): unknown {
  return one.urn.startsWith("urn:pulumi:prod::") ? weaker : undefined;
}

export const pods = [
  ...rowsOf(["kubernetes:apps/v1:Deployment", "kubernetes:batch/v1:Job"], {
    ...pod,
    "metadata.namespace": [to("default", "POD-16"), to("kube-system", "POD-16")],
    "spec.template.metadata.labels": removed("POD-23"),
  }),
  ...rowsOf("kubernetes:apps/v1:Deployment", {
    ...workload,
    'spec.template.metadata.labels["app.kubernetes.io/name"]': removed("POD-23"),
    'spec.selector.matchLabels["app.kubernetes.io/name"]': to("other", "POD-23"),
    "spec.replicas": set(1, "POD-20"),
  }),
  ...rowsOf("kubernetes:policy/v1:PodDisruptionBudget", {
    "": by((_, one) => ifProduction(one, REMOVED), "POD-20"),
    "spec.maxUnavailable": by((_, one) => ifProduction(one, "100%"), "POD-20"),
    'spec.selector.matchLabels["app.kubernetes.io/name"]': by((_, one) => ifProduction(one, "other"), "POD-20"),
  }),
  ...rowsOf("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", {
    "": removed("POD-20"),
    "spec.minReplicas": to(1, "POD-20"),
    "spec.scaleTargetRef.name": to("other", "POD-20"),
  }),
];
