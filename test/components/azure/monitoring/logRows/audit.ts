import type { Sample } from "../../../../support/kql/tables";
import { type AlertRows, type LogRows, times } from "./sample";

const ADMIN = "11111111-2222-3333-4444-555555555555";
const WORKLOAD = "system:serviceaccount:catalog:catalog";
const REPLICA_SET_CONTROLLER = "system:serviceaccount:kube-system:replicaset-controller";
const NODE = "system:node:aks-workload-12345678-vmss000001";

/** An audit event as Kubernetes writes it (audit.k8s.io/v1) in the columns of AKSAudit and AKSAuditAdmin. */
function event(username: string, Verb: string, ObjectRef: Sample, rest: Sample = {}): Sample {
  return { User: { username }, Verb, ObjectRef, ResponseStatus: { code: 200 }, SourceIps: ["10.0.4.7"], ...rest };
}

const refused = (code: number, message: string): Sample => ({ ResponseStatus: { status: "Failure", code, message } });

const changes = (what: string, fires: boolean, rows: readonly Sample[]): LogRows => ({ what, fires, table: "AKSAuditAdmin", rows });
const requests = (what: string, fires: boolean, rows: readonly Sample[]): LogRows => ({
  ...{ what, fires, table: "AKSAudit", rows },
  fullAuditLog: true,
});

const SECRET = { resource: "secrets", namespace: "catalog", apiVersion: "v1" };
const POLICY = { resource: "networkpolicies", apiGroup: "networking.k8s.io", namespace: "catalog", name: "default-deny" };
const POD = { resource: "pods", namespace: "catalog", name: "catalog-5d9c", apiVersion: "v1" };
const EXEC = { ...POD, subresource: "exec" };
const BINDING = { resource: "clusterrolebindings", apiGroup: "rbac.authorization.k8s.io", name: "mine" };
const ROLE = { resource: "clusterroles", apiGroup: "rbac.authorization.k8s.io", name: "mine" };
const unauthorized = refused(401, "Unauthorized");
const forbiddenRead = refused(
  403,
  'secrets is forbidden: User "x" cannot list resource "secrets" in API group "" in the namespace "catalog"',
);
const violation = 'pods "catalog-5d9c" is forbidden: violates PodSecurity "restricted:v1.36": privileged (container "app" must not set …)';
const gatekeeper =
  'admission webhook "validation.gatekeeper.sh" denied the request: [azurepolicy-k8sazurev2noprivilege] Privileged container';
const quota = 'pods "catalog-5d9c" is forbidden: exceeded quota: quota, requested: limits.memory=1Gi, used: limits.memory=4Gi';
const escalation =
  'clusterroles.rbac.authorization.k8s.io "mine" is forbidden: user "x" (groups=["system:authenticated"]) is attempting to grant RBAC' +
  " permissions not currently held";
const impersonation = 'users "admin" is forbidden: User "x" cannot impersonate resource "users" in API group "" at the cluster scope';

const binding = (user: string, role: string, Verb = "create"): Sample =>
  event(user, Verb, BINDING, { RequestObject: { kind: "ClusterRoleBinding", roleRef: { kind: "ClusterRole", name: role } } });

const before = { TimeGenerated: new Date("2026-10-31T09:00:00Z") };
const change = (user: string, rest: Sample = {}) => event(user, "patch", { ...SECRET, name: "a" }, rest);

export const AUDIT_ROWS: AlertRows = {
  "failed-api-authentication": [
    changes("an address without a valid token tries to create secrets", true, times(21, event("", "create", SECRET, unauthorized))),
    requests("an address without a valid token lists secrets", true, times(21, event("", "list", SECRET, unauthorized))),
    requests("a workload's service account is refused to read secrets", true, times(21, event(WORKLOAD, "get", SECRET, forbiddenRead))),
    requests("a kubelet is refused secrets of pods that have left its node", false, times(40, event(NODE, "get", SECRET, forbiddenRead))),
    requests("an administrator reads secrets", false, times(40, event(ADMIN, "list", SECRET))),
    changes("twenty refusals", false, times(20, event("", "create", SECRET, unauthorized))),
  ],
  "unusual-api-server-access": [
    changes("an account changes something for the first time", true, [change(ADMIN)]),
    changes("a workload's service account changes something for the first time", true, [change(WORKLOAD)]),
    changes("an account that made a change the day before", false, [change(ADMIN, before), change(ADMIN)]),
    changes("a controller", false, [change(REPLICA_SET_CONTROLLER), change(NODE), change("aksService")]),
    changes("an account asks what it may do", false, [
      event(ADMIN, "create", { resource: "selfsubjectaccessreviews", apiGroup: "authorization.k8s.io" }),
    ]),
  ],
  "network-policy-changes": [
    changes("the deployer removes a policy", true, [event(ADMIN, "delete", POLICY)]),
    changes("a workload's service account adds a policy", true, [event(WORKLOAD, "create", { ...POLICY, name: "open" })]),
    changes("a policy of the whole cluster", true, [
      event(ADMIN, "patch", { resource: "ciliumclusterwidenetworkpolicies", apiGroup: "cilium.io", name: "open" }),
    ]),
    changes("Cilium's operator writes a status", false, [
      event("system:serviceaccount:kube-system:cilium-operator", "update", { ...POLICY, resource: "ciliumnetworkpolicies" }),
    ]),
    changes("another object", false, [event(ADMIN, "delete", POD)]),
  ],
  "privilege-escalation": [
    changes("a workload's service account binds cluster-admin", true, [binding(WORKLOAD, "cluster-admin")]),
    changes("a group is added to the binding of a powerful role", true, [
      event(ADMIN, "patch", BINDING, { RequestObject: { subjects: [] }, ResponseObject: { roleRef: { name: "cluster-admin" } } }),
    ]),
    changes("a role that may escalate", true, [
      event(ADMIN, "create", ROLE, { RequestObject: { rules: [{ resources: ["clusterroles"], verbs: ["escalate"] }] } }),
    ]),
    changes("a role with every verb", true, [
      event(ADMIN, "create", ROLE, { RequestObject: { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] } }),
    ]),
    changes("a Deployment asks for a privileged pod", true, [event(REPLICA_SET_CONTROLLER, "create", POD, refused(403, violation))]),
    changes("Azure Policy refuses a pod", true, [event(REPLICA_SET_CONTROLLER, "create", POD, refused(403, gatekeeper))]),
    changes("Kubernetes refuses an escalation", true, [event(WORKLOAD, "create", ROLE, refused(403, escalation))]),
    changes("Kubernetes refuses an impersonation", true, [event(WORKLOAD, "create", POD, refused(403, impersonation))]),
    changes("a pod exceeds the quota", false, [event(REPLICA_SET_CONTROLLER, "create", POD, refused(403, quota))]),
    changes("AKS binds its own roles", false, [binding("aksService", "cluster-admin")]),
    changes("a binding of a reader's role", false, [binding(ADMIN, "view")]),
    changes("a role that reads every resource", false, [
      event(ADMIN, "create", ROLE, { RequestObject: { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["get"] }] } }),
    ]),
    changes("a role without escalation", false, [
      event(ADMIN, "create", ROLE, { RequestObject: { rules: [{ resources: ["pods"], verbs: ["get", "list"] }] } }),
    ]),
  ],
  "container-access": [
    requests("kubectl 1.31 opens a shell: a GET request", true, [event(ADMIN, "get", EXEC, { ResponseStatus: { code: 101 } })]),
    requests("a workload's service account opens a shell", true, [event(WORKLOAD, "get", EXEC)]),
    requests("a tunnel by a node's kubelet", true, [event(WORKLOAD, "get", { resource: "nodes", name: "aks-1", subresource: "proxy" })]),
    changes("an older kubectl opens a shell: a POST request", true, [event(ADMIN, "create", EXEC)]),
    changes("a debug container", true, [event(ADMIN, "patch", { ...POD, subresource: "ephemeralcontainers" })]),
    requests("the metrics agent of AKS reads by a node's proxy", false, [
      event("system:serviceaccount:kube-system:ama-metrics", "get", { resource: "nodes", name: "aks-1", subresource: "proxy" }),
    ]),
    requests("an administrator reads a pod and its log", false, [
      event(ADMIN, "get", POD),
      event(ADMIN, "get", { ...POD, subresource: "log" }),
    ]),
  ],
};
