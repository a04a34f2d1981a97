import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const GROUP = "kubernetes:rbac.authorization.k8s.io/v1:";

const role = (rules: unknown, name: unknown = "reader", namespace: unknown = "catalog"): CaseResource => ({
  type: `${GROUP}Role`,
  name: typeof name === "string" ? name : "computed",
  props: { metadata: { name, namespace }, rules },
});
const clusterRole = (rules: unknown, name: unknown = "reader", more: Record<string, unknown> = {}): CaseResource => ({
  type: `${GROUP}ClusterRole`,
  name: typeof name === "string" ? name : "computed",
  props: { metadata: { name }, rules, ...more },
});
const rule = (apiGroups: unknown, resources: unknown, verbs: unknown, resourceNames?: unknown) => ({
  apiGroups,
  resources,
  verbs,
  ...(resourceNames !== undefined && { resourceNames }),
});

const binding = (roleName: unknown, subjects: unknown, kind: unknown = "ClusterRole", name: unknown = "operators"): CaseResource => ({
  type: `${GROUP}ClusterRoleBinding`,
  name: "binding",
  props: { metadata: { name }, roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: roleName }, subjects },
});
const account = (name: unknown, namespace: unknown = "catalog") => ({ kind: "ServiceAccount", name, namespace });
const group = (name: unknown, kind: unknown = "Group") => ({ kind, name, apiGroup: "rbac.authorization.k8s.io" });
const operators = group("3d3d3a08-3f0c-4e8f-9f37-5fbb9d1f0a55");

const READ = ["get", "list", "watch"];
const secrets = (verbs: unknown, resourceNames?: unknown) => rule([""], ["secrets"], verbs, resourceNames);
const leases = rule(["coordination.k8s.io"], ["leases"], ["get", "create", "update"]);
const readPods = rule([""], ["pods", "pods/log"], READ);
const deployments = rule(["apps"], ["deployments", "statefulsets"], ["get", "create", "update", "delete"]);

export const cases: Record<string, ControlCases> = {
  "RB-01": {
    passes: [
      [binding("view", [operators])],
      [binding("cluster-admin-reader", [operators])],
      // A Role of this name in the namespace has other rights.
      [binding("cluster-admin", [operators], "Role")],
      // The subjects of a binding that another stack owns.
      [{ type: `${GROUP}ClusterRoleBindingPatch`, props: { metadata: { name: "operators" }, subjects: [operators] } }],
    ],
    fails: [
      { resources: [binding("cluster-admin", [operators])], at: ["roleRef.name"] },
      { resources: [binding("cluster-admin", UNKNOWN)], at: ["roleRef.name"] },
      {
        resources: [
          {
            type: `${GROUP}RoleBinding`,
            props: { metadata: { namespace: "catalog" }, roleRef: { kind: "ClusterRole", name: "cluster-admin" }, subjects: [operators] },
          },
        ],
        at: ["roleRef.name"],
      },
      {
        resources: [
          {
            type: "kubernetes:rbac.authorization.k8s.io/v1beta1:ClusterRoleBindingPatch",
            props: { roleRef: { kind: "ClusterRole", name: "cluster-admin" } },
          },
        ],
        at: ["roleRef.name"],
      },
    ],
    notApplicable: [[binding("cluster-admin", [group("system:masters")], "ClusterRole", "system:admins")]],
    undecided: [
      { resources: [binding(UNKNOWN, [operators])], at: ["roleRef.name"] },
      { resources: [binding("cluster-admin", [operators], UNKNOWN)], at: ["roleRef.kind"] },
    ],
  },
  "RB-02": {
    passes: [
      [role([leases, readPods])],
      [clusterRole([deployments])],
      // One subresource of every kind, which autoscalers need.
      [clusterRole([rule(["apps"], ["*/scale"], ["get", "update"])], "scaler")],
      // Names of signers end with an asterisk.
      [clusterRole([rule(["certificates.k8s.io"], ["signers"], ["sign"], ["issuers.cert-manager.io/*"])])],
      [clusterRole([{ nonResourceURLs: ["/metrics"], verbs: ["get"] }])],
      [clusterRole(undefined)],
    ],
    fails: [
      { resources: [clusterRole([rule(["*"], ["*"], ["*"])])], at: ["rules[0].apiGroups"] },
      { resources: [role([leases, rule(["apps"], ["deployments"], ["*"])])], at: ["rules[1].verbs"] },
      { resources: [role([rule(["monitoring.coreos.com"], ["*"], READ)])], at: ["rules[0].resources"] },
      { resources: [role([rule(["*"], [UNKNOWN], READ)])], at: ["rules[0].apiGroups"] },
      { resources: [clusterRole([rule(["networking.istio.io"], ["*"], READ)], "istiod-reader")], at: ["rules[0].resources"] },
      // Charts do not compute the names of their roles.
      { resources: [clusterRole([rule([""], ["pods"], ["*"])], UNKNOWN)], at: ["rules[0].verbs"] },
      {
        resources: [{ type: `${GROUP}RolePatch`, props: { metadata: { name: "reader" }, rules: [rule([""], ["pods"], ["*"])] } }],
        at: ["rules[0].verbs"],
      },
    ],
    notApplicable: [
      [clusterRole([rule(["*"], ["*"], ["*"])], "cluster-admin")],
      [clusterRole([rule(["*"], ["*"], ["*"])], "system:kube-controller-manager")],
      // The controller replaces the rules of an aggregated role.
      [
        clusterRole([rule(["*"], ["*"], ["*"])], "monitoring", {
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] },
        }),
      ],
      [clusterRole([rule(["networking.istio.io"], ["*"], READ)], "istiod-clusterrole-asm-1-29-istio-system")],
      [clusterRole([rule(["monitoring.coreos.com"], ["alertmanagers"], ["*"])], "kube-prometheus-stack-operator")],
      [clusterRole([rule(["monitoring.coreos.com"], ["alertmanagers"], ["*"])], "prometheus-kube-prometheus-operator")],
      { resources: [clusterRole([rule(["*"], ["*"], ["*"])], "argocd-server")], config: { componentRoles: ["argocd-*"] } },
    ],
    undecided: [
      { resources: [role(UNKNOWN)], at: ["rules"] },
      { resources: [role([UNKNOWN])], at: ["rules[0]"] },
      { resources: [role([rule([""], ["pods"], [UNKNOWN])])], at: ["rules[0].verbs"] },
      { resources: [role([rule([""], UNKNOWN, READ)])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule(["*"], ["pods"], READ)], "a", { aggregationRule: UNKNOWN })], at: ["aggregationRule"] },
      {
        resources: [clusterRole([rule(["*"], ["pods"], READ)], UNKNOWN)],
        config: { componentRoles: ["argocd-*"] },
        at: ["metadata.name"],
      },
    ],
  },
  "RB-03": {
    passes: [
      [role([leases, readPods])],
      [role([secrets(["get", "watch", "list", "update"], ["webhook-ca"]), secrets(["create"])], "webhook:dynamic-serving")],
      [clusterRole([secrets(["get"], ["registry-credentials"])])],
      [clusterRole([rule(["external-secrets.io"], ["secretstores"], READ)])],
      // The kind of another API group.
      [clusterRole([rule(["vault.example.com"], ["secrets"], READ)])],
      [role([secrets(["get"], [UNKNOWN])])],
      // RB-02 refuses the wildcard itself.
      [clusterRole([rule(["*"], ["*"], ["*"])])],
    ],
    fails: [
      { resources: [clusterRole([secrets(READ)])], at: ["rules[0].resources"] },
      { resources: [role([readPods, secrets(["get"])])], at: ["rules[1].resources"] },
      { resources: [role([secrets(["get"], [])])], at: ["rules[0].resources"] },
      // A list of all secrets is a request for the name "".
      { resources: [role([secrets(["list"], [""])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([secrets(["create"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule(["", "apps"], ["configmaps", "secrets"], ["*"])])], at: ["rules[0].resources"] },
      // Without API groups the API server rejects the rule; it was meant for some.
      { resources: [role([{ resources: ["secrets"], verbs: READ }])], at: ["rules[0].resources"] },
      { resources: [clusterRole([secrets(READ)], "cert-manager-reader")], at: ["rules[0].resources"] },
      { resources: [clusterRole([secrets([UNKNOWN, "get"])])], at: ["rules[0].resources"] },
    ],
    notApplicable: [
      [clusterRole([secrets(READ)], "cert-manager-cainjector")],
      [clusterRole([secrets([...READ, "update"])], "certs-cert-manager-controller-certificates")],
      [clusterRole([secrets([...READ, "update"])], "external-secrets-controller")],
      [clusterRole([secrets(["get", "update"])], "external-secrets-cert-controller")],
      [clusterRole([secrets(["list", "watch"])], "ingress-nginx")],
      [role([secrets(READ)], "ingress-nginx", "ingress-nginx")],
      [role([secrets(["get", "create"])], "ingress-nginx-admission", "ingress-nginx")],
      [clusterRole([secrets(["list", "watch"])], "prometheus-kube-state-metrics")],
      [clusterRole([secrets(READ)], "view")],
    ],
    undecided: [
      { resources: [clusterRole([secrets([UNKNOWN])])], at: ["rules[0].verbs"] },
      { resources: [clusterRole([rule([UNKNOWN], ["secrets"], READ)])], at: ["rules[0].apiGroups"] },
      { resources: [clusterRole([rule([""], ["pods", UNKNOWN], READ)])], at: ["rules[0].resources"] },
      { resources: [role([secrets(["get"], UNKNOWN)])], at: ["rules[0].resourceNames"] },
    ],
  },
  "RB-04": {
    passes: [
      [role([readPods, deployments])],
      // To evict or delete a pod is not to run something in it.
      [clusterRole([rule([""], ["pods", "pods/eviction"], ["get", "list", "delete"]), rule(["batch"], ["jobs"], ["create"])])],
      [role([rule([""], ["pods/portforward"], ["create"])])],
      [role([rule(["metrics.k8s.io"], ["pods"], ["create"])])],
    ],
    fails: [
      { resources: [role([rule([""], ["pods/exec"], ["create"])])], at: ["rules[0].resources"] },
      // With get, a command runs over a WebSocket.
      { resources: [role([readPods, rule([""], ["pods/exec", "pods/attach"], ["get"])])], at: ["rules[1].resources"] },
      { resources: [role([rule([""], ["pods/exec"], ["create"], ["catalog-0"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule([""], ["pods/ephemeralcontainers"], ["patch"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule([""], ["*/exec"], ["create"])])], at: ["rules[0].resources"] },
      { resources: [role([rule([""], ["pods"], ["create", "delete"])])], at: ["rules[0].resources"] },
      { resources: [role([rule([""], ["pods"], ["*"])])], at: ["rules[0].resources"] },
    ],
    notApplicable: [
      [clusterRole([rule([""], ["pods", "services"], ["create"])], "cert-manager-controller-challenges")],
      { resources: [role([rule([""], ["pods", "pods/exec"], ["create"])], "runner", "ci")], config: { componentRoles: ["runner"] } },
    ],
    undecided: [
      { resources: [role([rule([""], ["pods"], ["get", UNKNOWN])])], at: ["rules[0].verbs"] },
      { resources: [role([rule([""], [UNKNOWN], ["get"])])], at: ["rules[0].resources"] },
    ],
  },
  "RB-05": {
    passes: [
      [role([readPods, rule(["rbac.authorization.k8s.io"], ["roles", "rolebindings"], ["get", "create"])])],
      [clusterRole([rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["bind"], ["view", "edit"])])],
      // The chart of cert-manager: a token for its own account only.
      [role([rule([""], ["serviceaccounts/token"], ["create"], ["cert-manager"])], "cert-manager-tokenrequest", "cert-manager")],
      [clusterRole([rule([""], ["users"], ["impersonate"], ["support@example.com"])])],
      [clusterRole([rule([""], ["serviceaccounts"], ["create"])])],
      // Another API's verb of the same name.
      [clusterRole([rule(["network.example.com"], ["addresses"], ["bind"])])],
      // RB-02 refuses the wildcard itself.
      [clusterRole([rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["*"])])],
    ],
    fails: [
      { resources: [clusterRole([rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["get", "escalate"])])], at: ["rules[0].verbs"] },
      { resources: [clusterRole([rule(["rbac.authorization.k8s.io"], ["roles"], ["escalate"], ["app"])])], at: ["rules[0].verbs"] },
      { resources: [clusterRole([rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["bind"])])], at: ["rules[0].verbs"] },
      {
        resources: [clusterRole([rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["bind"], ["view", "cluster-admin"])])],
        at: ["rules[0].verbs"],
      },
      { resources: [clusterRole([rule(["*"], ["*"], ["bind"])])], at: ["rules[0].verbs"] },
      { resources: [clusterRole([rule([""], ["users", "groups"], ["impersonate"])])], at: ["rules[0].verbs"] },
      { resources: [clusterRole([rule([""], ["groups"], ["impersonate"], ["system:masters"])])], at: ["rules[0].verbs"] },
      { resources: [role([rule([""], ["serviceaccounts/token"], ["create"])])], at: ["rules[0].resources"] },
    ],
    notApplicable: [
      [clusterRole([rule([""], ["serviceaccounts/token"], ["create"])], "external-secrets-controller")],
      [clusterRole([rule([""], ["serviceaccounts"], ["impersonate"])], "admin")],
    ],
    undecided: [
      {
        resources: [clusterRole([rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["bind"], [UNKNOWN])])],
        at: ["rules[0].resourceNames"],
      },
      { resources: [role([rule([""], ["serviceaccounts/token"], [UNKNOWN])])], at: ["rules[0].verbs"] },
    ],
  },
  "RB-06": {
    passes: [
      [binding("view", [operators, account("catalog")])],
      // No group, but an account of an unfortunate name.
      [binding("view", [account("system:authenticated")])],
      [binding("view", undefined)],
    ],
    fails: [
      { resources: [binding("view", [group("system:authenticated")])], at: ["subjects[0].name"] },
      {
        resources: [binding("view", [operators, group("system:unauthenticated"), group("system:anonymous", "User")])],
        at: ["subjects[1].name", "subjects[2].name"],
      },
      { resources: [binding(UNKNOWN, [group("system:masters")])], at: ["subjects[0].name"] },
    ],
    notApplicable: [[binding("system:discovery", [group("system:authenticated")], "ClusterRole", "system:discovery")]],
    undecided: [
      { resources: [binding("view", [group(UNKNOWN)])], at: ["subjects[0].name"] },
      { resources: [binding("view", UNKNOWN)], at: ["subjects"] },
      { resources: [binding("view", [group("system:masters", UNKNOWN)])], at: ["subjects[0].kind"] },
    ],
  },
  "RB-07": {
    passes: [
      [binding("view", [operators, account("catalog"), account("default-backend")])],
      [binding("view", [group("default")])],
      [binding("view", [group("default", "User")])],
    ],
    fails: [
      { resources: [binding("view", [account("default")])], at: ["subjects[0].name"] },
      { resources: [binding("view", [operators, account("default", UNKNOWN)])], at: ["subjects[1].name"] },
      { resources: [binding("view", [group("system:serviceaccount:catalog:default", "User")])], at: ["subjects[0].name"] },
    ],
    notApplicable: [[binding("system:basic-user", [account("default")], "ClusterRole", "system:basic-user")]],
    undecided: [
      { resources: [binding("view", [account(UNKNOWN)])], at: ["subjects[0].name"] },
      { resources: [binding("view", [group("default", UNKNOWN)])], at: ["subjects[0].kind"] },
    ],
  },
  "RB-08": {
    passes: [
      [clusterRole([rule([""], ["nodes", "nodes/metrics", "nodes/stats"], READ)])],
      [clusterRole([rule(["admissionregistration.k8s.io"], ["validatingwebhookconfigurations"], READ)])],
      // The chart of External Secrets: a component's own configurations.
      [
        clusterRole([
          rule(["admissionregistration.k8s.io"], ["validatingwebhookconfigurations"], ["update", "patch"], ["secretstore-validate"]),
        ]),
      ],
      [
        clusterRole([
          rule(["certificates.k8s.io"], ["certificatesigningrequests", "certificatesigningrequests/status"], ["get", "update"]),
        ]),
      ],
    ],
    fails: [
      { resources: [clusterRole([rule([""], ["nodes/proxy"], ["get"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule([""], ["nodes/proxy"], ["get"], [UNKNOWN])])], at: ["rules[0].resources"] },
      {
        resources: [clusterRole([rule(["admissionregistration.k8s.io"], ["mutatingwebhookconfigurations"], ["create"])])],
        at: ["rules[0].resources"],
      },
      {
        resources: [clusterRole([rule(["certificates.k8s.io"], ["certificatesigningrequests/approval"], ["update"])])],
        at: ["rules[0].resources"],
      },
    ],
    notApplicable: [
      [clusterRole([rule(["admissionregistration.k8s.io"], ["validatingwebhookconfigurations"], ["update"])], "cert-manager-cainjector")],
      [clusterRole([rule(["admissionregistration.k8s.io"], ["validatingwebhookconfigurations"], ["update"])], "ingress-nginx-admission")],
    ],
    undecided: [{ resources: [clusterRole([rule([UNKNOWN], ["nodes/proxy"], ["get"])])], at: ["rules[0].apiGroups"] }],
  },
  "RB-09": {
    passes: [
      [{ type: "kubernetes:core/v1:Secret", props: { type: "Opaque", stringData: { note: "a" } } }],
      [{ type: "kubernetes:core/v1:Secret", props: { metadata: { name: "tls" } } }],
      [{ type: "kubernetes:core/v1:SecretPatch", props: { metadata: { name: "tls", labels: { team: "shop" } } } }],
    ],
    fails: [
      {
        resources: [
          {
            type: "kubernetes:core/v1:Secret",
            props: {
              type: "kubernetes.io/service-account-token",
              metadata: { annotations: { "kubernetes.io/service-account.name": "ci" } },
            },
          },
        ],
        at: ["type"],
      },
      { resources: [{ type: "kubernetes:core/v1:SecretPatch", props: { type: "kubernetes.io/service-account-token" } }], at: ["type"] },
    ],
    undecided: [{ resources: [{ type: "kubernetes:core/v1:Secret", props: { type: UNKNOWN } }], at: ["type"] }],
  },
  "RB-10": {
    passes: [
      [role([readPods, deployments])],
      [clusterRole([rule([""], ["endpoints"], READ), rule(["networking.k8s.io"], ["ingresses", "networkpolicies"], READ)])],
      // Ingress controllers write the status of an Ingress, and cert-manager its finalizers.
      [clusterRole([rule(["networking.k8s.io"], ["ingresses/status", "ingresses/finalizers"], ["update"])])],
      [clusterRole([rule([""], ["configmaps"], ["create", "update"])])],
      [role([rule([""], ["configmaps"], ["update"])])],
      [role([rule([""], ["configmaps"], ["update"], ["coredns-custom"])], "dns", "kube-system")],
      [clusterRole([rule(["networking.istio.io"], ["ingresses"], ["update"])])],
    ],
    fails: [
      { resources: [role([rule(["networking.k8s.io"], ["networkpolicies"], ["delete"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule(["", "discovery.k8s.io"], ["endpoints", "endpointslices"], ["*"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule(["extensions"], ["ingresses"], ["update"])])], at: ["rules[0].resources"] },
      { resources: [clusterRole([rule([""], ["services/status"], ["patch"])])], at: ["rules[0].resources"] },
      { resources: [role([rule([""], ["pods/log"], ["get", "delete"])])], at: ["rules[0].resources"] },
      { resources: [role([rule([""], ["configmaps"], ["update"])], "dns", "kube-system")], at: ["rules[0].resources"] },
    ],
    notApplicable: [
      [clusterRole([rule(["networking.k8s.io"], ["ingresses"], ["create", "delete"])], "cert-manager-controller-challenges")],
      [clusterRole([rule([""], ["endpoints"], ["create"])], "kube-prometheus-stack-operator")],
    ],
    undecided: [
      { resources: [role([rule([""], ["configmaps"], ["update"])], "dns", UNKNOWN)], at: ["metadata.namespace"] },
      { resources: [role([rule(["networking.k8s.io"], ["ingresses"], [UNKNOWN])])], at: ["rules[0].verbs"] },
    ],
  },
};
