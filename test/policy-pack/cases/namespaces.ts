import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const label = (mode: string) => `metadata.labels["pod-security.kubernetes.io/${mode}"]`;
const levels = (enforce: unknown, audit: unknown = enforce, warn: unknown = enforce) => ({
  "pod-security.kubernetes.io/enforce": enforce,
  "pod-security.kubernetes.io/audit": audit,
  "pod-security.kubernetes.io/warn": warn,
});
const namespace = (labels: unknown, name: unknown = "catalog"): CaseResource => ({
  type: "kubernetes:core/v1:Namespace",
  name: typeof name === "string" ? name : "computed",
  props: { metadata: { name, labels } },
});

const inNamespace = (kind: string, spec: unknown, name: unknown = "catalog"): CaseResource => ({
  type: `kubernetes:core/v1:${kind}`,
  name: kind,
  props: { metadata: { name: "limits", namespace: name }, spec },
});
const quota = (hard: unknown, name?: unknown) => inNamespace("ResourceQuota", { hard }, name);
const limitRange = (limits: unknown, name?: unknown) => inNamespace("LimitRange", { limits }, name);
const HARD = { "requests.cpu": "4", "requests.memory": "8Gi", "limits.memory": "8Gi", pods: 20 };
const CONTAINER = { type: "Container", default: { memory: "256Mi" }, defaultRequest: { cpu: "50m" } };
/** A namespace whose name Pulumi generates, and an object in it. */
const generated: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "batch", props: { metadata: { labels: { team: "shop" } } } };
const inGenerated = (object: CaseResource): CaseResource => ({
  ...object,
  props: { ...object.props, metadata: { namespace: UNKNOWN } },
  sources: { metadata: ["batch"] },
});
const pinned = (version: unknown, name: unknown = "catalog", modes = ["enforce", "audit", "warn"]) =>
  namespace(Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}-version`, version])), name);

export const cases: Record<string, ControlCases> = {
  "NS-01": {
    passes: [
      [namespace({ ...levels("restricted"), "pod-security.kubernetes.io/enforce-version": "v1.34" })],
      { resources: [namespace(levels("baseline", "restricted", "restricted"), "legacy")], config: { baselineNamespaces: ["legacy"] } },
      { resources: [namespace(levels("restricted"), UNKNOWN)], config: { baselineNamespaces: ["legacy"] } },
      // Only enforce rejects pods: the others are advice.
      {
        resources: [namespace({ "pod-security.kubernetes.io/enforce": "restricted" })],
        advised: ['metadata.labels["pod-security.kubernetes.io/audit"]'],
      },
      {
        resources: [namespace(levels("restricted", "privileged", "baseline"))],
        advised: ['metadata.labels["pod-security.kubernetes.io/audit"]'],
      },
      // Labels of the other modes may be set by the namespace's owner.
      [
        {
          type: "kubernetes:core/v1:NamespacePatch",
          props: { metadata: { name: "catalog", labels: { "pod-security.kubernetes.io/warn": "restricted" } } },
        },
      ],
    ],
    fails: [
      { resources: [namespace({ team: "shop" })], at: [label("enforce")] },
      { resources: [namespace(undefined)], at: [label("enforce")] },
      { resources: [namespace(levels("baseline", "restricted", "restricted"))], at: [label("enforce")] },
      {
        resources: [namespace(levels("privileged"), "legacy")],
        config: { baselineNamespaces: ["legacy"] },
        at: [label("enforce")],
      },
      { resources: [namespace(levels("baseline"), UNKNOWN)], at: [label("enforce")] },
      // No option allows a level below baseline.
      {
        resources: [namespace(levels("privileged", "restricted", "restricted"), UNKNOWN)],
        config: { baselineNamespaces: ["legacy"] },
        at: [label("enforce")],
      },
      { resources: [{ type: "kubernetes:core/v1:Namespace", props: {} }], at: [label("enforce")] },
    ],
    notApplicable: [
      [namespace({}, "kube-system")],
      { resources: [namespace({}, "node-agents")], config: { excludedNamespaces: ["node-agents"] } },
    ],
    undecided: [
      { resources: [namespace(levels("restricted", UNKNOWN, "restricted"))], at: [label("audit")] },
      { resources: [namespace(levels("baseline"), UNKNOWN)], config: { baselineNamespaces: ["legacy"] }, at: ["metadata.name"] },
      { resources: [namespace({}, UNKNOWN)], config: { excludedNamespaces: ["kube-system", "node-agents"] }, at: ["metadata.name"] },
    ],
  },
  "NS-02": {
    passes: [
      [namespace({}), quota(HARD)],
      [namespace({}), quota({ "services.loadbalancers": "0" }), quota({ cpu: UNKNOWN, pods: "10" })],
      [generated, inGenerated(quota(HARD))],
      // The quota exists; this program changes its scope.
      [namespace({}), { ...quota(undefined), type: "kubernetes:core/v1:ResourceQuotaPatch" }],
    ],
    fails: [
      { resources: [namespace({})], at: ["metadata.name"] },
      { resources: [namespace({}), quota(HARD, "other")], at: ["metadata.name"] },
      { resources: [namespace({}), quota({})], at: ["metadata.name"] },
      { resources: [namespace({}), quota(undefined)], at: ["metadata.name"] },
      // It limits no pods.
      { resources: [namespace({}), quota({ "services.nodeports": "0", secrets: 10 })], at: ["metadata.name"] },
      { resources: [generated], at: ["metadata.name"] },
      // The quota of the first cluster does not limit the second.
      {
        resources: [
          { ...namespace({}), provider: { kubeconfig: "one" } },
          { ...quota(HARD), provider: { kubeconfig: "one" } },
          {
            ...namespace({}),
            name: "second",
            urn: "urn:pulumi:shop-prod::shop::kubernetes:core/v1:Namespace::second",
            provider: { kubeconfig: "two" },
          },
        ],
        at: ["metadata.name"],
      },
    ],
    notApplicable: [
      [quota(HARD)],
      // The quota of this namespace is declared by another stack.
      { resources: [namespace({}, "legacy")], config: { excludedNamespaces: ["legacy"] } },
      [namespace({}, "aks-istio-ingress")],
      [{ type: "kubernetes:core/v1:NamespacePatch", props: { metadata: { name: "catalog" } } }],
    ],
    undecided: [
      { resources: [namespace({}), quota(UNKNOWN)], at: ["metadata.name"] },
      { resources: [namespace({}), quota(HARD, UNKNOWN)], at: ["metadata.name"] },
      { resources: [namespace({}), quota({ pods: UNKNOWN })], at: ["metadata.name"] },
      { resources: [namespace({}, UNKNOWN)], config: { excludedNamespaces: ["legacy"] }, at: ["metadata.name"] },
      // The quota may be for this namespace.
      { resources: [namespace({}, UNKNOWN), quota(HARD)], at: ["metadata.name"] },
    ],
  },
  "NS-03": {
    passes: [
      [namespace({}), limitRange([CONTAINER])],
      [namespace({}), limitRange([{ type: "PersistentVolumeClaim" }, { type: "Pod", max: { memory: "1Gi" } }])],
      [generated, inGenerated(limitRange([CONTAINER]))],
    ],
    fails: [
      { resources: [namespace({})], at: ["metadata.name"] },
      { resources: [namespace({}), limitRange(undefined)], at: ["metadata.name"] },
      { resources: [namespace({}), limitRange([])], at: ["metadata.name"] },
      { resources: [namespace({}), limitRange([{ type: "PersistentVolumeClaim", max: { storage: "1Gi" } }])], at: ["metadata.name"] },
      { resources: [namespace({}), limitRange([CONTAINER], "other")], at: ["metadata.name"] },
    ],
    notApplicable: [[limitRange([CONTAINER])], [namespace({}, "kube-system")]],
    undecided: [
      { resources: [namespace({}), limitRange([{ type: UNKNOWN }])], at: ["metadata.name"] },
      { resources: [namespace({}), limitRange(UNKNOWN)], at: ["metadata.name"] },
    ],
  },
  "NS-04": {
    passes: [
      [quota({ "limits.cpu": "8" })],
      { resources: [quota(HARD)], config: { cpuLimits: "forbidden" } },
      { resources: [quota({ ...HARD, "limits.cpu": "8" })], config: { cpuLimits: "required" } },
    ],
    fails: [
      { resources: [quota({ "limits.cpu": "8" })], config: { cpuLimits: "forbidden" }, at: ['spec.hard["limits.cpu"]'] },
      {
        resources: [{ ...quota({ "limits.cpu": 8 }), type: "kubernetes:core/v1:ResourceQuotaPatch" }],
        config: { cpuLimits: "forbidden" },
        at: ['spec.hard["limits.cpu"]'],
      },
    ],
    undecided: [{ resources: [quota(UNKNOWN)], config: { cpuLimits: "forbidden" }, at: ['spec.hard["limits.cpu"]'] }],
  },
  "POD-32": {
    passes: [
      [pinned("latest")],
      [pinned("v1.36")],
      [namespace(levels("restricted"))],
      [pinned("v1.36", UNKNOWN)],
      { resources: [pinned("v1.33")], config: { oldestVersion: "v1.33" } },
      [
        {
          type: "kubernetes:core/v1:NamespacePatch",
          props: { metadata: { labels: { "pod-security.kubernetes.io/enforce": "baseline" } } },
        },
      ],
    ],
    fails: [
      { resources: [pinned("v1.25")], at: [label("enforce-version"), label("audit-version"), label("warn-version")] },
      { resources: [pinned("v1.9", "catalog", ["enforce"])], at: [label("enforce-version")] },
      { resources: [pinned("v1.35", "catalog", ["audit"])], config: { oldestVersion: "v1.36" }, at: [label("audit-version")] },
      // The API server rejects it.
      { resources: [pinned("1.36", "catalog", ["warn"])], at: [label("warn-version")] },
      {
        resources: [
          {
            type: "kubernetes:core/v1:NamespacePatch",
            props: { metadata: { labels: { "pod-security.kubernetes.io/enforce-version": "v1.24" } } },
          },
        ],
        at: [label("enforce-version")],
      },
    ],
    notApplicable: [[pinned("v1.24", "kube-system")]],
    undecided: [
      { resources: [pinned(UNKNOWN, "catalog", ["enforce"])], at: [label("enforce-version")] },
      { resources: [pinned("v1.24", UNKNOWN, ["enforce"])], config: { excludedNamespaces: ["legacy"] }, at: ["metadata.name"] },
    ],
  },
};
