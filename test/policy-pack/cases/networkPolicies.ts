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

const calico = (spec: unknown, kind = "GlobalNetworkPolicy", version = "projectcalico.org/v3", name = "calico"): CaseResource => ({
  type: `kubernetes:${version}:${kind}`,
  name,
  props: { metadata: kind === "NetworkPolicy" ? { namespace: "catalog", name: "calico" } : { name: "calico" }, spec },
});
const bothTypes = { types: ["Ingress", "Egress"] };
const tier = (defaultAction: unknown): CaseResource => ({
  type: "kubernetes:projectcalico.org/v3:Tier",
  name: "tier",
  props: { metadata: { name: "platform" }, spec: { order: 100, defaultAction } },
});
/** The default deny of Calico's documentation: every namespace except those of the system. */
const calicoDefaultDeny = calico({
  namespaceSelector: 'kubernetes.io/metadata.name not in {"kube-system", "calico-system"}',
  ...bothTypes,
  egress: [{ action: "Allow", protocol: "UDP", destination: { selector: 'k8s-app == "kube-dns"', ports: [53] } }],
});

const clusterPolicy = (spec: Record<string, unknown>, kind = "ClusterNetworkPolicy", version = "v1alpha2"): CaseResource => ({
  type: `kubernetes:policy.networking.k8s.io/${version}:${kind}`,
  name: "cluster",
  props: { metadata: { name: "default" }, spec },
});
const everyPod = { namespaces: {} };
/** Upstream's default deny: from every pod, to every address. */
const denyAll = {
  ingress: [{ action: "Deny", from: [everyPod] }],
  egress: [
    { action: "Accept", to: [{ namespaces: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }] },
    { action: "Deny", to: [{ networks: ["0.0.0.0/0", "::/0"] }] },
  ],
};
const baseline = (more: Record<string, unknown> = {}) =>
  clusterPolicy({ tier: "Baseline", priority: 1000, subject: everyPod, ...denyAll, ...more });

/** Every address, in two ranges. */
const halves = ["0.0.0.0/1", "128.0.0.0/1"].map((cidr) => ({ ipBlock: { cidr } }));
/** Every namespace has this label. */
const anyNamed = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }] };

/** A denial of egress that is followed by a rule that allows everything. */
const allowAllAfter = (denial: Record<string, unknown>): CaseResource =>
  calico({ egress: [{ action: "Deny", ...denial }, { action: "Allow" }] });
const clusterAllowAllAfter = (denial: Record<string, unknown>): CaseResource =>
  baseline({
    egress: [
      { action: "Deny", ...denial },
      { action: "Accept", to: [{ networks: ["0.0.0.0/0"] }] },
    ],
  });
const catalogNamespace = "pcns.kubernetes.io/metadata.name == 'catalog'";
/** Deeper than any reader's call stack. */
const deep = [`${"!".repeat(50_000)}all()`, `${"(".repeat(50_000)}all()${")".repeat(50_000)}`];

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

const egress = (rule: unknown) => policy({ podSelector: {}, policyTypes: ["Egress"], egress: [rule] });
const world = (except: unknown = ["10.0.0.0/8", "169.254.0.0/16"], cidr: unknown = "0.0.0.0/0") => [{ ipBlock: { cidr, except } }];
const ports = (...numbers: unknown[]) => numbers.map((port) => ({ protocol: "TCP", port }));

const running = (app: string, image: string, env: unknown = [], namespaceName = "catalog"): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name: app,
  props: {
    metadata: { namespace: namespaceName },
    spec: { template: { metadata: { labels: { app } }, spec: { containers: [{ name: app, image, env }] } } },
  },
});
const cacheUser = running("web", "shop.azurecr.io/entra-sdk/auth-sidecar:1.1.2", [
  { name: "TokenCache__EnableDistributedCache", value: "true" },
]);
const redis = running("redis", "docker.io/bitnami/redis:8.2");
const batch = running("batch", "shop.azurecr.io/batch:1");
const forRedis = (from: unknown, redisPorts: unknown = ports(6379)) =>
  policy({
    podSelector: { matchLabels: { app: "redis" } },
    policyTypes: ["Ingress"],
    ingress: [{ ...(from !== undefined && { from }), ports: redisPorts }],
  });
const fromApp = (app: unknown) => [{ podSelector: { matchLabels: { app } } }];
const forApp = (app: unknown, rules: Record<string, unknown> = {}) => policy({ podSelector: { matchLabels: { app } }, ...rules });

export const cases: Record<string, ControlCases> = {
  "NP-01": {
    passes: [
      [namespace, workload(), job, deny],
      [namespace, workload(), patchedWorkload, deny],
      [namespace, workload(), patched(deny, { spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } })],
      // This stack owns neither the namespace nor the policy.
      { resources: [workload(), patchedPolicy], advised: ["metadata.namespace"] },
      // Another stack declares the namespace, so its policies are not in this stack.
      { resources: [workload()], advised: ["metadata.namespace"] },
      {
        resources: [workload(), { type: "kubernetes:core/v1:NamespacePatch", name: "patch", props: { metadata: { name: "catalog" } } }],
        advised: ["metadata.namespace"],
      },
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
      // A policy does not make a namespace this stack's: another stack declares it, with policies that this one does not contain.
      { resources: [workload(), ownPods], advised: ["metadata.namespace"] },
      { resources: [workload(), denyIngress], advised: ["metadata.namespace"] },
      // The policy isolates the pods; NP-03 reports the rule that allows everything.
      [namespace, workload(), policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] })],
      [
        namespace,
        workload(),
        cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{ fromEntities: ["all"] }], egress: [{ toCIDR: ["0.0.0.0/0"] }] }),
      ],
      [namespace, workload(), calicoDefaultDeny],
      [namespace, workload(), calico({ selector: "all()", ...bothTypes }, "NetworkPolicy")],
      [namespace, workload(), calico({ ...bothTypes, tier: "default", order: 2000 }, "NetworkPolicy", "crd.projectcalico.org/v1")],
      [namespace, workload(), calico({ selector: "projectcalico.org/namespace not in {'kube-system'}", ...bothTypes })],
      [
        { ...namespace, props: { metadata: { name: "catalog", labels: { env: "prod" } } } },
        workload(),
        calico({ namespaceSelector: "has(projectcalico.org/name) && (env == 'prod' || env starts with 'stage')", ...bothTypes }),
      ],
      [namespace, workload(), calico({ ingress: [{ action: "Deny" }], egress: [{ action: "Log" }, { action: "Deny" }] }, "NetworkPolicy")],
      // Without types, one for each direction that has rules.
      [
        namespace,
        workload(),
        calico({ ingress: [{ action: "Allow", source: { selector: "all()" } }] }, "NetworkPolicy"),
        calico({ egress: [{ action: "Deny" }] }, "NetworkPolicy", "projectcalico.org/v3", "egress"),
      ],
      [namespace, workload(), tier("Deny"), calico({ tier: "platform", ...bothTypes })],
      // Calico adds the labels of the namespace to its pods.
      [namespace, workload(), calico({ selector: catalogNamespace, ...bothTypes })],
      [
        { ...namespace, props: { metadata: { name: "catalog", labels: { team: "shop" } } } },
        workload(),
        calico({ selector: "pcns.team in {'shop', 'web'}", ...bothTypes }),
      ],
      // Every address, in one peer or in two.
      [namespace, workload(), baseline({ egress: [{ action: "Deny", to: [{ networks: ["0.0.0.0/1", "128.0.0.0/1"] }] }] })],
      [namespace, workload(), baseline({ egress: [{ action: "Deny", to: [{ networks: ["128.0.0.0/1"] }, { networks: ["0.0.0.0/1"] }] }] })],
      [
        namespace,
        workload(),
        tier("Pass"),
        calico({
          tier: "platform",
          ...bothTypes,
          ingress: [{ action: "Deny" }],
          egress: [{ action: "Deny", destination: { nets: ["0.0.0.0/0"] } }],
        }),
      ],
      [namespace, workload(), baseline()],
      [namespace, workload(), clusterPolicy({ priority: 1, subject: everyPod, ...denyAll }, "AdminNetworkPolicy", "v1alpha1")],
      [
        namespace,
        workload(),
        clusterPolicy(
          { subject: { pods: { namespaceSelector: {}, podSelector: {} } }, ...denyAll },
          "BaselineAdminNetworkPolicy",
          "v1alpha1",
        ),
      ],
      [
        namespace,
        workload(),
        baseline({
          subject: {
            namespaces: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }] },
          },
        }),
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
        resources: [namespace, workload(), cilium("CiliumNetworkPolicy", { endpointSelector: {}, ingress: [{}], egress: [] })],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), calico({ selector: "app == 'catalog'", ...bothTypes })],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), calico({ ...bothTypes, namespaceSelector: "projectcalico.org/name == 'other'" })],
        at: ["metadata.name"],
      },
      { resources: [namespace, workload(), calico({ types: ["Ingress"] })], at: ["metadata.name"] },
      {
        resources: [namespace, workload(), calico({ selector: "pcns.kubernetes.io/metadata.name == 'other'", ...bothTypes })],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), calico({ selector: "has(app) && pcns.team == 'shop'", ...bothTypes })],
        at: ["metadata.name"],
      },
      {
        resources: [namespace, workload(), baseline({ egress: [{ action: "Deny", to: [{ networks: ["0.0.0.0/1", "128.0.0.0/2"] }] }] })],
        at: ["metadata.name"],
      },
      { resources: [namespace, workload(), calico({ egress: [{ action: "Deny" }] })], at: ["metadata.name"] },
      // Policies for hosts do not apply to pods.
      { resources: [namespace, workload(), calico({ ...bothTypes, doNotTrack: true, applyOnForward: true })], at: ["metadata.name"] },
      // After the last tier Calico's profile of a namespace allows everything.
      { resources: [namespace, workload(), calico({ ...bothTypes, ingress: [{ action: "Pass" }] })], at: ["metadata.name"] },
      { resources: [namespace, workload(), tier("Pass"), calico({ tier: "platform", ...bothTypes })], at: ["metadata.name"] },
      { resources: [namespace, workload(), calico({ tier: "kube-admin", ...bothTypes })], at: ["metadata.name"] },
      {
        resources: [
          namespace,
          workload(),
          tier("Pass"),
          calico({ tier: "platform", ...bothTypes, ingress: [{ action: "Pass" }, { action: "Deny" }], egress: [{ action: "Deny" }] }),
        ],
        at: ["metadata.name"],
      },
      // These policies deny only what a rule denies.
      { resources: [namespace, workload(), baseline({ ingress: [] })], at: ["metadata.name"] },
      { resources: [namespace, workload(), baseline({ egress: [{ action: "Deny", to: [everyPod] }] })], at: ["metadata.name"] },
      {
        resources: [namespace, workload(), baseline({ ingress: [{ action: "Pass", from: [everyPod] }, ...denyAll.ingress] })],
        at: ["metadata.name"],
      },
      {
        resources: [
          namespace,
          workload(),
          baseline({ ingress: [{ action: "Deny", from: [everyPod], protocols: [{ tcp: { destinationPort: { number: 80 } } }] }] }),
        ],
        at: ["metadata.name"],
      },
      {
        resources: [
          namespace,
          workload(),
          baseline({ subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "catalog" } } } } }),
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
        cilium("CiliumNetworkPolicy", UNKNOWN),
        { ...cilium("CiliumNetworkPolicy", undefined), props: { metadata: { namespace: "catalog" }, specs: UNKNOWN } },
        cilium("CiliumNetworkPolicy", { endpointSelector: {}, enableDefaultDeny: UNKNOWN, ingress: [{}], egress: [{}] }),
        cilium("CiliumNetworkPolicy", { endpointSelector: {}, enableDefaultDeny: { egress: UNKNOWN }, ingress: [{}] }),
        // What the pack cannot read is neither a pass nor a finding.
        calico({ ...bothTypes, selector: "app = 'catalog'" }),
        calico({ ...bothTypes, selector: "app == 'catalog' &&" }),
        calico({ ...bothTypes, namespaceSelector: "team == 'shop' )" }),
        calico({ ...bothTypes, serviceAccountSelector: "team == 'shop'" }),
        ...[...deep, "pcns.team == 'shop'", "app != 'x' || pcsa.team == 'shop'"].map((selector) => calico({ ...bothTypes, selector })),
        baseline({ egress: [{ action: "Deny", to: [{ networks: ["0.0.0.0/1", UNKNOWN] }] }] }),
        calico({ ...bothTypes, tier: "elsewhere" }),
        calico({ ...bothTypes, tier: UNKNOWN }),
        calico({ types: UNKNOWN }),
        calico(UNKNOWN),
        baseline({ subject: { namespaceSelector: {} } }),
        baseline({ subject: UNKNOWN }),
        baseline({ egress: [{ action: UNKNOWN, to: [{ networks: ["0.0.0.0/0"] }] }] }),
        cilium(clusterwide, {
          endpointSelector: { matchExpressions: [{ key: UNKNOWN, operator: "Exists" }] },
          ingress: [{}],
          egress: [{}],
        }),
      ].map((one) => ({ resources: [namespace, workload(), one], at: ["metadata.name"] })),
      // Whether the labels of a namespace that another stack declares match.
      {
        resources: [workload({ namespace: undefined }), calico({ ...bothTypes, namespaceSelector: "team == 'shop'" })],
        at: ["metadata.namespace"],
      },
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
      [workload(), policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress"] })],
      // The policy selects the pods; NP-03 reports the rule that allows everything.
      [namespace, workload(), policy({ podSelector: {}, ingress: [{}], egress: [{}] })],
      [namespace, workload(), calico({ selector: "app in {'catalog', 'cart'} && !has(legacy)", ...bothTypes }, "NetworkPolicy")],
      [namespace, workload(), calico({ selector: 'app != "cart"', namespaceSelector: "all()", ...bothTypes })],
      [namespace, workload(), calico({ selector: `app == 'catalog' && ${catalogNamespace}`, ...bothTypes })],
      [namespace, workload(), calico({ selector: "app contains 'tal' && app ends with 'log' && tier not in {'web'}", ...bothTypes })],
      [namespace, workload(), baseline({ subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "catalog" } } } } })],
    ],
    fails: [
      { resources: [namespace, workload()], at: ["spec.template.metadata.labels"] },
      { resources: [namespace, workload(), patchedPolicy], at: ["spec.template.metadata.labels"] },
      {
        resources: [namespace, job, policy({ podSelector: { matchLabels: { app: "catalog" } }, policyTypes: ["Ingress", "Egress"] })],
        at: ["spec.template.metadata.labels"],
      },
      { resources: [namespace, workload(), denyIngress], at: ["spec.template.metadata.labels"] },
      { resources: [namespace, workload(), calico({ selector: "app == 'cart'", ...bothTypes })], at: ["spec.template.metadata.labels"] },
      {
        resources: [namespace, workload(), calico({ selector: "!(app == 'catalog' || has(x))", ...bothTypes })],
        at: ["spec.template.metadata.labels"],
      },
      {
        resources: [
          namespace,
          workload(),
          baseline({ subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "cart" } } } } }),
        ],
        at: ["spec.template.metadata.labels"],
      },
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
      ...["projectcalico.org/serviceaccount == 'x'", "pcns.team == 'shop'", "app ~ 'x'", ...deep, UNKNOWN].map((selector) => ({
        resources: [namespace, workload(), calico({ selector, ...bothTypes })],
        at: ["spec.template.metadata.labels"],
      })),
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
      [calicoDefaultDeny],
      [calico({ ingress: [{ action: "Deny" }, { action: "Log" }, { action: "Pass" }] })],
      // Without a namespace selector, the pods of the policy's own namespace.
      [calico({ ingress: [{ action: "Allow", source: { selector: "all()" } }] }, "NetworkPolicy")],
      [calico({ ingress: [{ action: "Allow", source: { namespaceSelector: "team == 'shop'" } }] })],
      [calico({ ingress: [{ action: "Allow", source: { namespaceSelector: "all()", selector: "app == 'prometheus'" } }] })],
      [
        calico(
          { ingress: [{ action: "Allow", source: { namespaceSelector: "global()", selector: "role == 'office'" } }] },
          "NetworkPolicy",
        ),
      ],
      [calico({ ingress: [{ action: "Allow", source: { serviceAccounts: { names: ["prometheus"] } } }] })],
      [calico({ ingress: [{ action: "Allow", protocol: "TCP", destination: { ports: [443, "8080:8090", "metrics"] } }] })],
      [calico({ ingress: [{ action: "Allow", protocol: "ICMP" }] })],
      [calico({ ingress: [{ action: "Allow", source: { nets: ["10.0.0.0/8"] } }] })],
      [calico({ ingress: [{ action: "Allow", http: { methods: ["GET"] } }] })],
      [calico({ egress: [{ action: "Allow", destination: { services: { name: "catalog", namespace: "catalog" } } }] })],
      [calico({ egress: [{ action: "Allow", destination: { nets: ["0.0.0.0/0"], notNets: ["10.0.0.0/8"] } }] })],
      // The first rule that matches decides.
      [calico({ egress: [{ action: "Deny", destination: { nets: ["10.0.0.0/8", "169.254.169.254/32"] } }, { action: "Allow" }] })],
      [calico({ ingress: [{ action: "Deny" }, { action: "Allow" }] })],
      [allowAllAfter({ ipVersion: 4, destination: { nets: ["fd00::/8", "10.0.0.0/8"] } })],
      [allowAllAfter({ destination: { notNets: ["10.0.0.0/8"] } })],
      [allowAllAfter({ destination: { nets: ["0.0.0.0/1", "128.0.0.0/1"] } })],
      [
        calico({
          egress: [
            { action: "Deny", protocol: 6, destination: { nets: ["10.0.0.0/8"] } },
            { action: "Allow", protocol: "TCP" },
          ],
        }),
      ],
      [clusterAllowAllAfter({ to: [{ networks: ["fd00::/8"] }, { networks: ["10.0.0.0/8"] }] })],
      // Other protocols than those with ports, by number.
      [calico({ ingress: [{ action: "Allow", protocol: 47 }] })],
      [calico({ ingress: [{ action: "Allow", protocol: "47" }] })],
      [calico({ preDNAT: true, applyOnForward: true, ingress: [{ action: "Allow" }] })],
      [baseline()],
      [baseline({ ingress: [{ action: "Accept", from: [{ namespaces: { matchLabels: { team: "shop" } } }] }] })],
      [
        clusterPolicy(
          { subject: everyPod, egress: [{ action: "Allow", to: [everyPod], ports: [{ portNumber: { protocol: "UDP", port: 53 } }] }] },
          "AdminNetworkPolicy",
          "v1alpha1",
        ),
      ],
      [
        baseline({
          egress: [
            { action: "Deny", to: [{ networks: ["10.0.0.0/8"] }] },
            { action: "Accept", to: [{ networks: ["0.0.0.0/0"] }] },
          ],
        }),
      ],
    ],
    fails: [
      { resources: [calico({ ingress: [{ action: "Allow" }], egress: [{ action: "Allow" }] })], at: ["spec.ingress[0]", "spec.egress[0]"] },
      ...["TCP", "tcp", "6", 6].map((protocol) => ({
        resources: [calico({ ingress: [{ action: "Allow", protocol }] }, "NetworkPolicy")],
        at: ["spec.ingress[0]"],
      })),
      // A denial of IPv6, of one protocol or for some of the pods excludes no address from what follows.
      ...[
        { ipVersion: 6 },
        { ipVersion: 6, destination: { nets: ["::/0"] } },
        { destination: { nets: ["::/0"] } },
        { destination: { notNets: ["0.0.0.0/0"] } },
        { protocol: "TCP" },
        { protocol: "UDP", destination: { nets: ["10.0.0.0/8"] } },
        { icmp: { type: 8 }, destination: { nets: ["10.0.0.0/8"] } },
        { source: { selector: "app == 'x'" }, destination: { nets: ["10.0.0.0/8"] } },
      ].map((denial) => ({ resources: [allowAllAfter(denial)], at: ["spec.egress[1]"] })),
      ...[{ to: [{ networks: ["::/0"] }] }, { to: [{ networks: ["10.0.0.0/8"] }], protocols: [{ udp: {} }] }].map((denial) => ({
        resources: [clusterAllowAllAfter(denial)],
        at: ["spec.egress[1].to[0].networks"],
      })),
      {
        resources: [calico({ ingress: [{ action: "Deny", destination: { selector: "app == 'x'" } }, { action: "Allow" }] })],
        at: ["spec.ingress[1]"],
      },
      { resources: [calico({ applyOnForward: false, ingress: [{ action: "Allow" }] })], at: ["spec.ingress[0]"] },
      {
        resources: [calico({ ingress: [{ action: "Allow", source: { selector: "all()" } }] })],
        at: ["spec.ingress[0].source.selector"],
      },
      {
        resources: [
          calico({ ingress: [{ action: "Allow", source: { namespaceSelector: "has(projectcalico.org/name)" } }] }, "NetworkPolicy"),
        ],
        at: ["spec.ingress[0].source.namespaceSelector"],
      },
      {
        resources: [
          calico(
            { ingress: [{ action: "Allow", source: { nets: ["0.0.0.0/1", "128.0.0.0/1"] } }] },
            "GlobalNetworkPolicy",
            "crd.projectcalico.org/v1",
          ),
        ],
        at: ["spec.ingress[0].source.nets"],
      },
      {
        resources: [
          calico({
            egress: [
              { action: "Deny", protocol: "TCP", destination: { ports: [25] } },
              { action: "Allow", protocol: "TCP", destination: { ports: ["1:65535"] } },
            ],
          }),
        ],
        at: ["spec.egress[1]"],
      },
      {
        resources: [baseline({ ingress: [{ action: "Accept", from: [everyPod] }, ...denyAll.ingress] })],
        at: ["spec.ingress[0].from[0].namespaces"],
      },
      {
        resources: [
          clusterPolicy(
            {
              subject: everyPod,
              ingress: [{ action: "Allow", from: [{ pods: { namespaceSelector: {}, podSelector: {} } }] }],
              egress: [{ action: "Allow", to: [{ networks: ["0.0.0.0/0"] }], ports: [{ portRange: { start: 1, end: 65535 } }] }],
            },
            "AdminNetworkPolicy",
            "v1alpha1",
          ),
        ],
        at: ["spec.ingress[0].from[0].pods", "spec.egress[0].to[0].networks"],
      },
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
      ...(
        [
          [{ selector: "all(" }, "source.selector"],
          [{ namespaceSelector: UNKNOWN }, "source.namespaceSelector"],
          [{ notSelector: "app == 'x'" }, "source.notSelector"],
          [{ nets: [UNKNOWN] }, "source.nets"],
          [UNKNOWN, "source.nets"],
        ] as const
      ).map(([source, at]) => ({
        resources: [calico({ ingress: [{ action: "Allow", source }] })],
        at: [`spec.ingress[0].${at}`],
      })),
      { resources: [calico({ ingress: [{ action: UNKNOWN }] })], at: ["spec.ingress[0].action"] },
      ...["Gre", "300", "TCP/UDP", UNKNOWN].map((protocol) => ({
        resources: [calico({ ingress: [{ action: "Allow", protocol }] })],
        at: ["spec.ingress[0].protocol"],
      })),
      ...deep.map((selector) => ({
        resources: [calico({ ingress: [{ action: "Allow", source: { selector } }] })],
        at: ["spec.ingress[0].source.selector"],
      })),
      // A policy for forwarded connections is meant for the interfaces of hosts.
      { resources: [calico({ applyOnForward: true, ingress: [{ action: "Allow" }] })], at: ["spec.applyOnForward"] },
      // A selector may select the addresses of a network set.
      { resources: [allowAllAfter({ destination: { selector: "role == 'private'" } })], at: ["spec.egress[0]"] },
      { resources: [allowAllAfter({ ipVersion: UNKNOWN })], at: ["spec.egress[0]"] },
      { resources: [calico({ ingress: UNKNOWN })], at: ["spec.ingress"] },
      { resources: [calico({ ingress: [{ action: "Allow" }], preDNAT: UNKNOWN })], at: ["spec.preDNAT"] },
      {
        resources: [calico({ ingress: [{ action: "Allow", protocol: "TCP", destination: { ports: UNKNOWN } }] })],
        at: ["spec.ingress[0].destination.ports"],
      },
      {
        resources: [calico({ ingress: [{ action: "Allow", destination: { selector: "app == 'x'" } }] })],
        at: ["spec.ingress[0].destination.selector"],
      },
      {
        resources: [calico({ egress: [{ action: UNKNOWN, destination: { nets: ["10.0.0.0/8"] } }, { action: "Allow" }] })],
        at: ["spec.egress[0]"],
      },
      {
        resources: [baseline({ ingress: [{ action: "Accept", from: [{ namespaces: UNKNOWN }] }] })],
        at: ["spec.ingress[0].from[0].namespaces"],
      },
      {
        resources: [baseline({ ingress: [{ action: "Accept", from: [{ namespaces: { sameLabels: ["team"] } }] }] })],
        at: ["spec.ingress[0].from[0].namespaces"],
      },
      {
        resources: [baseline({ ingress: [{ action: "Accept", from: [everyPod], protocols: UNKNOWN }] })],
        at: ["spec.ingress[0].protocols"],
      },
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
  "NP-04": {
    passes: [
      [deny],
      [egress({ to: world(), ports: ports(443, 53) })],
      [egress({ to: world(["169.254.169.254/32"]), ports: ports(443) })],
      // Without port 80 the metadata service is not reachable.
      [egress({ to: world(undefined), ports: ports(443) }), egress({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: ports("443") })],
      [egress({ ports: [{ port: 53, protocol: "UDP" }] })],
      [egress({ to: [{ ipBlock: { cidr: "10.20.0.0/16" } }], ports: ports(5432, 80) })],
      [egress({ to: [{ podSelector: {} }, { namespaceSelector: {} }], ports: ports(80, 8080) })],
      // NP-03 reports it.
      [egress({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }), egress({})],
      { resources: [egress({ to: world(), ports: ports(80, 443) })], config: { publicPorts: [80, 443] } },
    ],
    fails: [
      { resources: [egress({ to: world(), ports: ports(443, 5432) })], at: ["spec.egress[0].to[0].ipBlock"] },
      { resources: [egress({ to: world() })], at: ["spec.egress[0].to[0].ipBlock"] },
      { resources: [egress({ to: world(), ports: ports(80) })], at: ["spec.egress[0].to[0].ipBlock"] },
      {
        resources: [egress({ to: world(["10.0.0.0/8"]), ports: ports(80) })],
        config: { publicPorts: [80] },
        at: ["spec.egress[0].to[0].ipBlock"],
      },
      { resources: [egress({ ports: ports(5432) })], at: ["spec.egress[0]"] },
      { resources: [egress({ to: world(), ports: [{ port: 443, endPort: 8443 }] })], at: ["spec.egress[0].to[0].ipBlock"] },
      { resources: [egress({ to: [{ ipBlock: { cidr: "::/0" } }], ports: ports(22) })], at: ["spec.egress[0].to[0].ipBlock"] },
      // A known violation beside an unknown port.
      { resources: [egress({ to: world(), ports: ports(UNKNOWN, 22) })], at: ["spec.egress[0].to[0].ipBlock"] },
    ],
    undecided: [
      { resources: [egress({ to: world(), ports: ports(UNKNOWN) })], at: ["spec.egress[0].to[0].ipBlock"] },
      { resources: [egress({ to: UNKNOWN, ports: ports(22) })], at: ["spec.egress[0].to"] },
      {
        resources: [egress({ to: world(UNKNOWN), ports: ports(80) })],
        config: { publicPorts: [80] },
        at: ["spec.egress[0].to[0].ipBlock"],
      },
    ],
  },
  "NP-05": {
    passes: [
      [cacheUser, redis, batch, forRedis(fromApp("web"))],
      [cacheUser, redis, batch, forRedis([...fromApp("web"), ...fromApp("redis")])],
      // Metrics on another port.
      [cacheUser, redis, batch, forRedis(undefined, ports(9121))],
      [cacheUser, redis, batch, policy({ podSelector: { matchLabels: { app: "batch" } }, ingress: [{}] })],
      [cacheUser, redis, batch, deny],
    ],
    fails: [
      { resources: [cacheUser, redis, batch, forRedis(fromApp("batch"))], at: ["spec.ingress[0].from[0]"] },
      { resources: [cacheUser, redis, batch, forRedis([{ podSelector: {} }])], at: ["spec.ingress[0].from[0]"] },
      { resources: [cacheUser, redis, batch, forRedis(undefined)], at: ["spec.ingress[0]"] },
      { resources: [cacheUser, redis, forRedis([{ namespaceSelector: {} }], undefined)], at: ["spec.ingress[0].from[0]"] },
      {
        resources: [cacheUser, redis, forRedis([...fromApp("web"), { ipBlock: { cidr: "10.0.0.0/8" } }])],
        at: ["spec.ingress[0].from[1]"],
      },
    ],
    notApplicable: [
      // A Redis for another purpose, and one in another namespace.
      [redis, batch, forRedis(fromApp("batch"))],
      [cacheUser, running("redis", "redis:8", [], "other"), forRedis(undefined)],
    ],
    undecided: [
      { resources: [cacheUser, redis, batch, forRedis(fromApp(UNKNOWN))], at: ["spec.ingress[0].from[0].podSelector"] },
      { resources: [cacheUser, redis, forRedis(UNKNOWN)], at: ["spec.ingress[0].from"] },
    ],
  },
  "NP-06": {
    passes: [
      [namespace, workload(), forApp("catalog")],
      [namespace, workload(), deny],
      // The pods of other stacks, charts and tools are not shown.
      [workload(), forApp("other")],
      [namespace, forApp("other")],
      [namespace, workload(), forApp("other"), { type: "kubernetes:helm.sh/v3:Release", name: "chart", props: {} }],
      { resources: [namespace, workload(), forApp("other")], config: { podsElsewhere: ["catalog"] } },
      [namespace, workload(), policy({ podSelector: { matchLabels: { "acme.cert-manager.io/http01-solver": "true" } } })],
      [
        namespace,
        workload(),
        forApp("catalog", {
          ingress: [
            {
              from: [
                { podSelector: { matchLabels: { app: "catalog" } } },
                { namespaceSelector: { matchLabels: { team: "a" } }, podSelector: { matchLabels: { app: "x" } } },
              ],
            },
          ],
          egress: [
            {
              to: [
                {
                  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
                },
              ],
            },
          ],
        }),
      ],
    ],
    fails: [
      { resources: [namespace, workload(), forApp("other")], at: ["spec.podSelector"] },
      {
        resources: [
          namespace,
          workload(),
          policy({ podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["a", "b"] }] } }),
        ],
        at: ["spec.podSelector"],
      },
      {
        resources: [namespace, workload(), forApp("catalog", { ingress: [{ from: fromApp("catalog") }, { from: fromApp("web") }] })],
        at: ["spec.ingress[1].from[0].podSelector"],
      },
      {
        resources: [
          namespace,
          workload(),
          forApp("catalog", {
            egress: [
              {
                to: [
                  {
                    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "catalog" } },
                    podSelector: { matchLabels: { app: "x" } },
                  },
                ],
              },
            ],
          }),
        ],
        at: ["spec.egress[0].to[0].podSelector"],
      },
    ],
    notApplicable: [[namespace, workload()]],
    undecided: [
      { resources: [namespace, workload({}, {}, UNKNOWN), forApp("other")], at: ["spec.podSelector"] },
      { resources: [namespace, workload({}, {}, { app: UNKNOWN }), forApp("other")], at: ["spec.podSelector"] },
    ],
  },
};
