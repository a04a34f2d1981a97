import { UNKNOWN } from "../../../policy-pack/rules/values";
import type { CaseResource, ControlCases } from "./case";

const namespace: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "namespace", props: { metadata: { name: "catalog" } } };
/** Named by Pulumi: the name is not known at preview. */
const unnamed: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "unnamed", props: { metadata: {} } };

const workload = (
  metadata: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
  labels: unknown = { app: "catalog" },
): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "workload",
  props: {
    metadata: { namespace: "catalog", ...metadata },
    spec: { template: { metadata: { labels }, spec: { containers: [], ...more } } },
  },
});

const job: CaseResource = {
  type: "kubernetes:batch/v1:Job",
  name: "job",
  props: {
    metadata: { namespace: "catalog" },
    spec: { template: { metadata: { labels: { app: "migration" } }, spec: { containers: [] } } },
  },
};

const policy = (spec: unknown, metadata: Record<string, unknown> = {}): CaseResource => ({
  type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  name: "policy",
  props: { metadata: { namespace: "catalog", ...metadata }, spec },
});

const deny = policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const denyIngress = policy({ podSelector: {}, policyTypes: ["Ingress"] });
const denyEgress = { ...policy({ podSelector: {}, policyTypes: ["Egress"] }), name: "egress" };
const dnsOnly = {
  ...policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 53, protocol: "UDP" }] }] }),
  name: "dns",
};

const cilium = (kind: string, spec: Record<string, unknown>): CaseResource => ({
  type: `kubernetes:cilium.io/v2:${kind}`,
  name: "cilium",
  props: { metadata: kind === "CiliumNetworkPolicy" ? { namespace: "catalog" } : {}, spec },
});

const everywhereInCilium = cilium("CiliumClusterwideNetworkPolicy", {
  endpointSelector: { matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: "NotIn", values: ["kube-system"] }] },
  ingress: [{}],
  egress: [{ toEndpoints: [{}] }],
});

export const cases: Record<string, ControlCases> = {
  "NP-01": {
    passes: [
      [namespace, workload(), job, deny],
      // Another stack declares the namespace, so its policies are not seen here.
      [workload()],
      [workload(), { type: "kubernetes:core/v1:NamespacePatch", name: "patch", props: { metadata: { name: "catalog" } } }],
      [namespace, workload(), denyIngress, denyEgress],
      [namespace, workload(), denyIngress, dnsOnly],
      [namespace, workload(), cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{}], egress: [{}] })],
      [namespace, workload(), everywhereInCilium],
      [
        unnamed,
        { ...workload({ namespace: UNKNOWN }), sources: { metadata: ["unnamed"] } },
        { ...policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] }, { namespace: UNKNOWN }), sources: { metadata: ["unnamed"] } },
      ],
    ],
    fails: [
      { resources: [namespace, workload()], at: ["metadata.name"] },
      { resources: [namespace, workload(), denyIngress], at: ["metadata.name"] },
      {
        resources: [namespace, job, policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] })],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] }, { namespace: "other" })],
        at: ["metadata.name"],
      },
      { resources: [namespace, workload(), policy({ podSelector: {}, egress: [] })], at: ["metadata.name"] },
      {
        resources: [namespace, workload(), policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] })],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{}], egress: [] })],
        at: ["metadata.name"],
      },
      {
        resources: [
          namespace,
          workload(),
          cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{ fromEntities: ["all"] }], egress: [{}] }),
        ],
        at: ["metadata.name"],
      },
      { resources: [workload({ namespace: undefined })], at: ["metadata.namespace"] },
      { resources: [workload()], config: { namespacesElsewhere: "judge" }, at: ["metadata.namespace"] },
      { resources: [unnamed, { ...workload({ namespace: UNKNOWN }), sources: { metadata: ["unnamed"] } }], at: ["metadata.name"] },
    ],
    notApplicable: [[namespace], [workload({ namespace: "kube-system" })], [workload({}, { hostNetwork: true })]],
    undecided: [
      { resources: [namespace, workload(), policy({ podSelector: UNKNOWN, policyTypes: ["Ingress", "Egress"] })], at: ["metadata.name"] },
    ],
  },
  "NP-02": {
    passes: [
      [namespace, workload(), job, deny],
      // Another stack declares the namespace, so its policies are not seen here.
      [workload()],
      [workload(), { type: "kubernetes:core/v1:NamespacePatch", name: "patch", props: { metadata: { name: "catalog" } } }],
      [namespace, workload(), policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] })],
      [
        namespace,
        workload(),
        policy({
          podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["catalog", "cart"] }] },
          egress: [{ to: [{ podSelector: {} }] }],
        }),
      ],
      [
        namespace,
        workload(),
        cilium("CiliumNetworkPolicy", { endpointSelector: { matchLabels: { "k8s:app": "catalog" } }, ingress: [{}], egressDeny: [{}] }),
      ],
      [namespace, workload(), deny, { ...workload({}, { hostNetwork: true }), name: "agent" }],
    ],
    fails: [
      { resources: [namespace, workload()], at: ["spec.template.metadata.labels"] },
      {
        resources: [namespace, job, policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] })],
        at: ["spec.template.metadata.labels"],
      },
      { resources: [namespace, workload(), denyIngress], at: ["spec.template.metadata.labels"] },
      {
        resources: [
          namespace,
          workload(),
          policy({ podSelector: { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }, policyTypes: ["Ingress", "Egress"] }),
        ],
        at: ["spec.template.metadata.labels"],
      },
    ],
    notApplicable: [[namespace], [workload({ namespace: "kube-system" })]],
    undecided: [
      {
        resources: [
          namespace,
          workload({}, {}, { app: UNKNOWN }),
          policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] }),
        ],
        at: ["spec.template.metadata.labels"],
      },
    ],
  },
  "NP-03": {
    passes: [
      [deny],
      [dnsOnly],
      [policy({ ingress: [{ from: [{ podSelector: {} }] }] })],
      [policy({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "prometheus" } } }] }] })],
      [policy({ ingress: [{ ports: [{ port: 10250 }] }] })],
      [policy({ egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53 }] }] })],
      [policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "169.254.169.254/32"] } }] }] })],
      [policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }] })],
      [policy({ ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/16" } }] }] })],
    ],
    fails: [
      { resources: [policy({ ingress: [{}] })], at: ["spec.ingress[0]"] },
      { resources: [policy({ egress: [{ to: [] }] })], at: ["spec.egress[0]"] },
      {
        resources: [policy({ ingress: [{ from: [{ podSelector: {} }, { namespaceSelector: {} }] }] })],
        at: ["spec.ingress[0].from[1].namespaceSelector"],
      },
      {
        resources: [policy({ ingress: [{ from: [{ namespaceSelector: { matchLabels: {} } }], ports: [{ port: 8080 }] }] })],
        at: ["spec.ingress[0].from[0].namespaceSelector"],
      },
      {
        resources: [policy({ ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }] })],
        at: ["spec.ingress[0].from[0].ipBlock.cidr"],
      },
      { resources: [policy({ ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] })], at: ["spec.ingress[0].from[0].ipBlock.cidr"] },
      { resources: [policy({ egress: [{ to: [{ namespaceSelector: {} }] }] })], at: ["spec.egress[0].to[0].namespaceSelector"] },
      { resources: [policy({ ingress: [{ ports: [{ protocol: "TCP" }] }] })], at: ["spec.ingress[0]"] },
      { resources: [policy({ egress: [{ ports: [{ port: 1, endPort: 65535 }] }] })], at: ["spec.egress[0]"] },
    ],
    undecided: [
      { resources: [policy({ ingress: UNKNOWN })], at: ["spec.ingress"] },
      { resources: [policy({ ingress: [{ from: UNKNOWN }] })], at: ["spec.ingress[0].from"] },
    ],
  },
};
