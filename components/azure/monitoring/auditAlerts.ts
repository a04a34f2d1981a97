import type { QueryAlert } from "./alerts";
import { isPlatformPrincipal } from "./platformPrincipals";

/**
 * Alerts on the API server's audit log. AKSAuditAdmin has every event except those with the verbs get and list; AKSAudit, which the
 * category kube-audit fills (`cluster.fullAuditLog`), has these too (Azure Monitor: tables AKSAuditAdmin and AKSAudit).
 */
export interface AuditAlertArgs {
  /** Whether the cluster sends kube-audit, so that alerts on requests that only read are possible. */
  readonly fullAuditLog: boolean;
}

const BY_PEOPLE_AND_WORKLOADS = `| extend Who = tostring(User.username)\n| where not${isPlatformPrincipal("Who")}`;

/** Verbs of the audit log that change an object. `bind`, `escalate` and `impersonate` are verbs of RBAC and never occur in it. */
const CHANGES = '"create", "update", "patch", "delete", "deletecollection"';

/** Resources that open or close traffic: of Kubernetes, of Cilium, and of Calico. Policies add up, so that a new one can open it. */
const NETWORK_POLICIES = [
  ...["networkpolicies", "adminnetworkpolicies", "baselineadminnetworkpolicies", "clusternetworkpolicies"],
  ...["ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies", "globalnetworkpolicies"],
];

const UNUSUAL_API_SERVER_ACCESS: QueryAlert = {
  key: "unusual-api-server-access",
  description: "An account that made no change to this cluster in the two days before has made one in the last hour.",
  severity: 3,
  query: [
    "let Changes = AKSAuditAdmin",
    `| where Verb in (${CHANGES})`,
    // Reviews of tokens and permissions are created, but change nothing.
    '| where tostring(ObjectRef.apiGroup) !in ("authentication.k8s.io", "authorization.k8s.io")',
    BY_PEOPLE_AND_WORKLOADS,
    "| project TimeGenerated, Who;",
    "let Known = Changes | where TimeGenerated <= ago(1h) | distinct Who;",
    "Changes",
    "| where TimeGenerated > ago(1h)",
    "| where Who !in (Known)",
    "| summarize Operations = count() by Who",
  ].join("\n"),
  dimensions: ["Who"],
  window: "PT1H",
  // The longest query time range of a log alert.
  range: "P2D",
  frequency: "PT15M",
};

const NETWORK_POLICY_CHANGES: QueryAlert = {
  key: "network-policy-changes",
  description: "An account, which may be the deployer's, created, changed or removed a network policy.",
  severity: 1,
  query: [
    "AKSAuditAdmin",
    `| where Verb in (${CHANGES})`,
    `| where tostring(ObjectRef.resource) in (${NETWORK_POLICIES.map((resource) => `"${resource}"`).join(", ")})`,
    BY_PEOPLE_AND_WORKLOADS,
    "| project TimeGenerated, Who, Verb, Namespace = tostring(ObjectRef.namespace), Policy = tostring(ObjectRef.name)",
  ].join("\n"),
};

/**
 * A pod that a Deployment asks for is refused to a controller of Kubernetes, so that refusals count for every account; those for other
 * reasons, such as an exceeded quota, have another message. A patch names only what it changes, therefore the role of a binding is
 * read from the response too. Attempts to escalate or to impersonate are refused with a message (Kubernetes: using RBAC
 * authorization, privilege escalation prevention).
 */
const PRIVILEGE_ESCALATION: QueryAlert = {
  key: "privilege-escalation",
  description:
    "An account bound cluster-admin, admin or edit, created a role with every verb or with bind, escalate or impersonate, tried to " +
    "escalate or to impersonate, or asked for a pod that was refused.",
  severity: 0,
  query: [
    "AKSAuditAdmin",
    "| extend Who = tostring(User.username), Resource = tostring(ObjectRef.resource), Code = toint(ResponseStatus.code)",
    '| extend Refusal = tostring(ResponseStatus.message), Change = tostring(ObjectRef.subresource) == "" and Verb in ("create", "update", "patch")',
    "| extend Reason = case(",
    '    Resource == "pods" and Change and Code == 403 and Refusal has_any ("violates PodSecurity", "denied the request", "cannot create resource"),',
    '        "refused pod",',
    `    ${isPlatformPrincipal("Who")}, "",`,
    '    Resource in ("clusterrolebindings", "rolebindings") and Change and (',
    '        tostring(RequestObject.roleRef.name) in ("cluster-admin", "admin", "edit")',
    '        or tostring(ResponseObject.roleRef.name) in ("cluster-admin", "admin", "edit")), "powerful binding",',
    '    Resource in ("clusterroles", "roles") and Change',
    '        and (tostring(RequestObject.rules) has_any ("bind", "escalate", "impersonate")',
    // tostring() of a dynamic value is JSON without blanks.
    '        or tostring(RequestObject.rules) contains "\\"verbs\\":[\\"*\\"]"), "powerful role",',
    '    Code == 403 and Refusal has_any ("attempting to grant RBAC permissions", "cannot impersonate"), "refused escalation",',
    '    "")',
    '| where Reason != ""',
    "| project TimeGenerated, Who, Reason, Namespace = tostring(ObjectRef.namespace), Name = tostring(ObjectRef.name)",
  ].join("\n"),
};

function failedApiAuthentication({ fullAuditLog }: AuditAlertArgs): QueryAlert {
  const requests = fullAuditLog ? "requests" : "requests that change or watch something";
  return {
    key: "failed-api-authentication",
    description: `The API server refused more than 20 ${requests} of one account at one address in 15 minutes.`,
    severity: 2,
    query: [
      fullAuditLog ? "AKSAudit" : "AKSAuditAdmin",
      "| extend Code = toint(ResponseStatus.code), From = tostring(SourceIps[0])",
      "| where Code in (401, 403)",
      // Kubelets are refused objects of pods that have just left their node.
      BY_PEOPLE_AND_WORKLOADS,
      "| summarize Refusals = count() by From, Who",
      "| where Refusals > 20",
    ].join("\n"),
    dimensions: ["From", "Who"],
  };
}

/**
 * A shell opened by WebSocket, as current versions of kubectl do, is a GET request, thus the verb get (sapcc/kubernikus#996,
 * kubernetes/kubernetes#133515). The proxy of a node leads to its kubelet, which opens shells as well.
 */
function containerAccess({ fullAuditLog }: AuditAlertArgs): QueryAlert {
  const what = "An account opened a shell, a debug container or a tunnel into a running container";
  const limit = "; without cluster.fullAuditLog this misses kubectl 1.31 and newer, except for debug containers";
  return {
    key: "container-access",
    description: `${what}${fullAuditLog ? "" : limit}.`,
    severity: 1,
    query: [
      fullAuditLog ? "AKSAudit" : "AKSAuditAdmin",
      '| where tostring(ObjectRef.subresource) in ("exec", "attach", "portforward", "ephemeralcontainers", "proxy")',
      BY_PEOPLE_AND_WORKLOADS,
      "| project TimeGenerated, Who, Access = tostring(ObjectRef.subresource), Namespace = tostring(ObjectRef.namespace), Name = tostring(ObjectRef.name)",
    ].join("\n"),
  };
}

/** Returns the alerts on the audit log. Those on changes read AKSAuditAdmin, which is the smaller table, in any case. */
export function auditAlerts(args: AuditAlertArgs): readonly QueryAlert[] {
  return [failedApiAuthentication(args), UNUSUAL_API_SERVER_ACCESS, NETWORK_POLICY_CHANGES, PRIVILEGE_ESCALATION, containerAccess(args)];
}
