import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const namespace: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "namespace", props: { metadata: { name: "catalog" } } };
/** Auto-named by Pulumi: the name is not known during preview. */
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

const cilium = (kind: string, spec: unknown): CaseResource => ({
  type: `kubernetes:cilium.io/v2:${kind}`,
  name: "cilium",
  props: { metadata: kind === "CiliumNetworkPolicy" ? { namespace: "catalog" } : {}, spec },
});

const clusterwide = "CiliumClusterwideNetworkPolicy";
const ciliumRules = (rules: Record<string, unknown>, kind = "CiliumNetworkPolicy"): CaseResource =>
  cilium(kind, { endpointSelector: { matchLabels: { app: "catalog" } }, ...rules });

/** Every address, in two ranges. */
const halves = ["0.0.0.0/1", "128.0.0.0/1"].map((cidr) => ({ ipBlock: { cidr } }));
/** Every namespace has this label. */
const anyNamed = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }] };

const everywhereInCilium = cilium("CiliumClusterwideNetworkPolicy", {
  endpointSelector: { matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: "NotIn", values: ["kube-system"] }] },
  ingress: [{}],
  egress: [{ toEndpoints: [{}] }],
});

/** A Patch of a resource that another owner deployed. */
const patched = (resource: CaseResource, props: Record<string, unknown>): CaseResource => ({
  type: `${resource.type}Patch`,
  name: "patch",
  props: { metadata: { name: "other", namespace: "catalog" }, ...props },
});
const patchedWorkload = patched(workload(), { spec: { template: { spec: { nodeSelector: { pool: "x" } } } } });
const patchedPolicy = patched(deny, { spec: { policyTypes: ["Ingress", "Egress"] } });
const ownPods = policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] });

export const cases: Record<string, ControlCases> = {
  "NP-01": {
    passes: [
      [namespace, workload(), job, deny],
      [namespace, workload(), patchedWorkload, deny],
      [namespace, workload(), patched(deny, { spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } })],
      // This stack owns neither the namespace nor the policy.
      [workload(), patchedPolicy],
      // Another stack declares the namespace, so its policies are not in this stack.
      [workload()],
      [workload(), { type: "kubernetes:core/v1:NamespacePatch", name: "patch", props: { metadata: { name: "catalog" } } }],
      [namespace, workload(), denyIngress, denyEgress],
      [namespace, workload(), denyIngress, dnsOnly],
      [namespace, workload(), cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{}], egress: [{}] })],
      [namespace, workload(), everywhereInCilium],
      // The namespace's name as the label that Kubernetes sets.
      [
        namespace,
        workload(),
        cilium(clusterwide, {
          endpointSelector: {
            matchExpressions: [
              { key: "k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
            ],
          },
          ingress: [{}],
          egress: [{}],
        }),
      ],
      // One side only: the cluster, but not the addresses outside it.
      [
        namespace,
        workload(),
        cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{ fromEntities: ["cluster"] }], egress: [{}] }),
      ],
      [
        namespace,
        workload(),
        cilium("CiliumNetworkPolicy", {
          endpointSelector: {},
          enableDefaultDeny: { egress: true },
          ingress: [{ fromEntities: ["all"], toPorts: [{ ports: [{ port: "8080", protocol: "TCP" }] }] }],
        }),
      ],
      // On a first preview the provider has not set its namespace on the objects yet.
      [namespace, workload({ namespace: undefined }), deny].map((one) => ({
        ...one,
        provider: { kubeconfig: UNKNOWN, namespace: "catalog" },
      })),
      [
        unnamed,
        { ...workload({ namespace: UNKNOWN }), sources: { metadata: ["unnamed"] } },
        { ...policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] }, { namespace: UNKNOWN }), sources: { metadata: ["unnamed"] } },
      ],
    ],
    fails: [
      { resources: [namespace, workload()], at: ["metadata.name"] },
      { resources: [namespace, patchedWorkload], at: ["metadata.name"] },
      { resources: [namespace, workload(), patchedPolicy], at: ["metadata.name"] },
      {
        resources: [namespace, workload(), patched(everywhereInCilium, { spec: { ingress: [{}], egress: [{}] } })],
        at: ["metadata.name"],
      },
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
      {
        resources: [
          namespace,
          workload(),
          cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{ fromEntities: ["world", "cluster"] }], egress: [{}] }),
        ],
        at: ["metadata.name"],
      },
      {
        resources: [
          namespace,
          workload(),
          cilium("CiliumNetworkPolicy", {
            endpointSelector: {},
            enableDefaultDeny: { egress: true },
            ingress: [{}],
            egress: [{ toCIDR: ["0.0.0.0/0"] }, { toEntities: ["cluster"] }],
          }),
        ],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{ from: halves }] })],
        at: ["metadata.name"],
      },
      {
        resources: [
          namespace,
          workload(),
          policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{ ports: [{ port: 2, endPort: 65535 }] }] }),
        ],
        at: ["metadata.name"],
      },
      { resources: [workload({ namespace: undefined })], at: ["metadata.namespace"] },
      { resources: [workload()], config: { namespacesElsewhere: "judge" }, at: ["metadata.namespace"] },
      { resources: [unnamed, { ...workload({ namespace: UNKNOWN }), sources: { metadata: ["unnamed"] } }], at: ["metadata.name"] },
    ],
    notApplicable: [[namespace], [workload({ namespace: "kube-system" })], [workload({}, { hostNetwork: true })]],
    undecided: [
      {
        resources: [namespace, workload({ namespace: undefined }), deny].map((one) => ({
          ...one,
          provider: { kubeconfig: UNKNOWN, namespace: UNKNOWN },
        })),
        config: { namespacesElsewhere: "judge" },
        at: ["metadata.namespace"],
      },
      { resources: [namespace, workload(), policy({ podSelector: UNKNOWN, policyTypes: ["Ingress", "Egress"] })], at: ["metadata.name"] },
      ...[
        policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: UNKNOWN }),
        policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{ from: UNKNOWN }] }),
        cilium("CiliumNetworkPolicy", UNKNOWN),
        { ...cilium("CiliumNetworkPolicy", undefined), props: { metadata: { namespace: "catalog" }, specs: UNKNOWN } },
        cilium("CiliumNetworkPolicy", { endpointSelector: {}, enableDefaultDeny: UNKNOWN, ingress: [{}], egress: [{}] }),
        cilium("CiliumNetworkPolicy", { endpointSelector: {}, enableDefaultDeny: { egress: UNKNOWN }, ingress: [{}] }),
        cilium("CiliumNetworkPolicy", {
          endpointSelector: {},
          egress: [{}],
          ingress: [{ fromEntities: ["all"], toPorts: [{ ports: UNKNOWN }] }],
        }),
        cilium(clusterwide, {
          endpointSelector: { matchExpressions: [{ key: UNKNOWN, operator: "Exists" }] },
          ingress: [{}],
          egress: [{}],
        }),
      ].map((one) => ({ resources: [namespace, workload(), one], at: ["metadata.name"] })),
    ],
  },
  "NP-02": {
    passes: [
      [namespace, workload(), job, deny],
      // A Patch sets no labels, or only some of them.
      [namespace, workload(), ownPods, patchedWorkload],
      [namespace, workload(), ownPods, patched(workload(), { spec: { template: { metadata: { labels: { team: "x" } }, spec: {} } } })],
      // Another stack declares the namespace, so its policies are not in this stack.
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
      { resources: [namespace, workload(), patchedPolicy], at: ["spec.template.metadata.labels"] },
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
    notApplicable: [[namespace], [workload({ namespace: "kube-system" })], [namespace, patchedWorkload]],
    undecided: [
      {
        resources: [
          namespace,
          workload({}, {}, { app: UNKNOWN }),
          policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] }),
        ],
        at: ["spec.template.metadata.labels"],
      },
      { resources: [namespace, workload(), cilium("CiliumNetworkPolicy", UNKNOWN)], at: ["spec.template.metadata.labels"] },
    ],
  },
  "NP-03": {
    passes: [
      [deny],
      [dnsOnly],
      [policy({ ingress: [{ from: [{ podSelector: {} }] }] })],
      [policy({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "prometheus" } } }] }] })],
      [policy({ ingress: [{ from: [{ namespaceSelector: UNKNOWN, podSelector: { matchLabels: { app: "prometheus" } } }] }] })],
      [policy({ ingress: [{ ports: [{ port: 10250 }] }] })],
      [policy({ egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53 }] }] })],
      [policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "169.254.169.254/32"] } }] }] })],
      [policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }] })],
      [policy({ ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/16" } }] }] })],
      [policy({ ingress: [{ from: [{ ipBlock: { cidr: "fc00::/7" } }, { ipBlock: { cidr: "10.0.0.0/8" } }] }] })],
      // All public addresses as a list of ranges: equivalent to `except`.
      [policy({ egress: [{ to: ["8.0.0.0/7", "64.0.0.0/2", "168.0.0.0/6", "2000::/3"].map((cidr) => ({ ipBlock: { cidr } })) }] })],
      [policy({ ingress: [{ ports: [{ port: 30000, endPort: 32767 }] }] })],
      [policy({ egress: [{ ports: [{ protocol: "UDP", port: 32768, endPort: 60999 }] }] })],
      [policy({ ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: "team", operator: "Exists" }] } }] }] })],
      [ciliumRules({ ingress: [{ fromEndpoints: [{}] }, { fromEntities: ["host", "remote-node", "kube-apiserver"] }] })],
      [ciliumRules({ ingress: [{ fromEntities: ["world"], toPorts: [{ ports: [{ port: "443" }] }] }] })],
      [ciliumRules({ ingress: [{ fromEntities: ["all"], icmps: [{ fields: [{ type: 8 }] }] }] })],
      [ciliumRules({ egress: [{ toCIDRSet: [{ cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] }] }] })],
      [ciliumRules({ egress: [{ toEntities: ["world"] }], egressDeny: [{ toCIDR: ["10.0.0.0/8"] }] })],
      [ciliumRules({ egress: [{ toEndpoints: [{}], toPorts: [{ ports: [{ port: "53", protocol: "ANY" }] }] }] }, clusterwide)],
      [cilium(clusterwide, { nodeSelector: {}, ingress: [{ fromEntities: ["cluster"] }] })],
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
      {
        resources: [policy({ ingress: [{ from: halves }] })],
        at: ["spec.ingress[0].from[0].ipBlock.cidr", "spec.ingress[0].from[1].ipBlock.cidr"],
      },
      {
        resources: [policy({ egress: [{ to: halves }] })],
        at: ["spec.egress[0].to[0].ipBlock.cidr", "spec.egress[0].to[1].ipBlock.cidr"],
      },
      {
        resources: [policy({ ingress: [{ from: [{ namespaceSelector: anyNamed }] }] })],
        at: ["spec.ingress[0].from[0].namespaceSelector"],
      },
      { resources: [policy({ ingress: [{ ports: [{ protocol: "TCP", port: 2, endPort: 65535 }] }] })], at: ["spec.ingress[0]"] },
      {
        resources: [
          policy({
            ingress: [
              {
                ports: [
                  { port: 1, endPort: 30000 },
                  { port: 30001, endPort: 65535 },
                ],
              },
            ],
          }),
        ],
        at: ["spec.ingress[0]"],
      },
      {
        resources: [policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 2, endPort: 65535 }] }] })],
        at: ["spec.egress[0].to[0].ipBlock.cidr"],
      },
      {
        resources: [deny, ciliumRules({ ingress: [{ fromEntities: ["all"] }], egress: [{ toEntities: ["all"] }] })],
        at: ["spec.ingress[0].fromEntities[0]", "spec.egress[0].toEntities[0]"],
      },
      {
        resources: [ciliumRules({ ingress: [{ fromEntities: ["world", "cluster", "host"] }] })],
        at: ["spec.ingress[0].fromEntities[0]", "spec.ingress[0].fromEntities[1]"],
      },
      { resources: [ciliumRules({ ingress: [{ fromEndpoints: [{}] }] }, clusterwide)], at: ["spec.ingress[0].fromEndpoints[0]"] },
      {
        resources: [
          ciliumRules({
            ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: "Exists" }] }] }],
          }),
        ],
        at: ["spec.ingress[0].fromEndpoints[0]"],
      },
      {
        resources: [ciliumRules({ egress: [{ toCIDR: ["10.1.0.0/16", "0.0.0.0/0"], toPorts: [{ ports: [{ port: "0" }] }] }] })],
        at: ["spec.egress[0].toCIDR[1]"],
      },
      {
        resources: [
          {
            ...cilium(clusterwide, {}),
            props: { specs: [{ endpointSelector: {}, ingress: [{ fromCIDRSet: [{ cidr: "::/0", except: ["fc00::/7"] }] }] }] },
          },
        ],
        at: ["specs[0].ingress[0].fromCIDRSet[0]"],
      },
    ],
    undecided: [
      { resources: [policy({ ingress: UNKNOWN })], at: ["spec.ingress"] },
      { resources: [policy({ ingress: [{ from: UNKNOWN }] })], at: ["spec.ingress[0].from"] },
      {
        resources: [policy({ ingress: [{ from: [{ ipBlock: { cidr: UNKNOWN } }] }] })],
        at: ["spec.ingress[0].from[0].ipBlock.cidr"],
      },
      { resources: [policy({ ingress: [{ ports: UNKNOWN }] })], at: ["spec.ingress[0].ports"] },
      { resources: [policy({ ingress: [{ ports: [UNKNOWN] }] })], at: ["spec.ingress[0].ports"] },
      { resources: [policy({ egress: [{ to: halves, ports: [{ port: 1, endPort: UNKNOWN }] }] })], at: ["spec.egress[0].ports"] },
      {
        resources: [policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: UNKNOWN } }] }] })],
        at: ["spec.egress[0].to[0].ipBlock.except"],
      },
      {
        resources: [policy({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: UNKNOWN }] }] })],
        at: ["spec.ingress[0].from[0].podSelector"],
      },
      {
        resources: [policy({ ingress: [{ from: [{ namespaceSelector: { matchExpressions: UNKNOWN } }] }] })],
        at: ["spec.ingress[0].from[0].namespaceSelector"],
      },
      { resources: [ciliumRules({ egress: UNKNOWN })], at: ["spec.egress"] },
      { resources: [ciliumRules({ ingress: [{ fromEntities: ["all"], icmps: UNKNOWN }] })], at: ["spec.ingress[0].toPorts"] },
      {
        resources: [ciliumRules({ ingress: [{ fromEntities: ["world"], toPorts: [{ ports: UNKNOWN }] }] })],
        at: ["spec.ingress[0].toPorts"],
      },
      { resources: [ciliumRules({ egress: [{ toEntities: ["world"] }], egressDeny: UNKNOWN })], at: ["spec.egressDeny"] },
      {
        resources: [ciliumRules({ egress: [{ toCIDRSet: [{ cidr: "0.0.0.0/0", except: UNKNOWN }] }] })],
        at: ["spec.egress[0].toCIDRSet[0]"],
      },
      {
        resources: [ciliumRules({ ingress: [{ fromEndpoints: [{ matchLabels: UNKNOWN }] }] }, clusterwide)],
        at: ["spec.ingress[0].fromEndpoints[0]"],
      },
      { resources: [ciliumRules({ egress: [{ toCIDR: [UNKNOWN] }] })], at: ["spec.egress[0].toCIDR[0]"] },
    ],
  },
};
