import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE, ROLE_BINDING, SECRET } from "../facts/tokens";
import { isNot, property } from "../reading/expect";
import type { ResourceRule, Rule } from "../rule";
import { checkClusterAdmin, checkDefaultAccount, checkSystemSubjects } from "./bindings";
import { type ComponentNeed, componentRolesOption } from "./componentRoles";
import { checkClusterControl, checkEscalation, checkPodAccess, checkSecretAccess, checkTampering, checkWildcards } from "./rights";
import { onRoleRules, type RoleRuleCheck } from "./roleRules";

const GOOD_PRACTICES = "https://kubernetes.io/docs/concepts/security/rbac-good-practices/";
const RBAC = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/";

const BINDINGS = [ROLE_BINDING, CLUSTER_ROLE_BINDING];

/** What the controls of roles have in common. */
function roles(need: ComponentNeed, check: RoleRuleCheck): Pick<ResourceRule, "types" | "options" | "check"> {
  const options = componentRolesOption(need);
  return { types: [ROLE, CLUSTER_ROLE], options, check: onRoleRules(options, check) };
}

/** Kubernetes RBAC: roles, bindings, and tokens of service accounts. */
export const rules: readonly Rule[] = [
  {
    id: "RB-01",
    name: "rbac-no-cluster-admin",
    title: "No binding to cluster-admin",
    why: "Whoever obtains one credential of these subjects controls every object of the cluster, including all secrets.",
    fix: "Bind a role that has only the rights that the subjects need.",
    severity: "critical",
    enforcement: "mandatory",
    url: `${GOOD_PRACTICES}#least-privilege`,
    frameworks: { "cis-aks-t1.2.0": ["4.1.1"], "cis-aks-t1.8.0": ["4.1.1"], "cis-v1.10.0": ["5.1.1"], "cis-v1.12.0": ["5.1.1"] },
    types: BINDINGS,
    check: checkClusterAdmin,
  },
  {
    id: "RB-02",
    name: "rbac-no-wildcards",
    title: "No * in verbs, resources, apiGroups",
    why: "A wildcard also grants what is added later: new verbs, subresources such as pods/exec, and every custom resource.",
    fix: "List the verbs, resources and API groups that are needed.",
    severity: "high",
    enforcement: "mandatory",
    url: `${RBAC}#referring-to-resources`,
    frameworks: {
      "cis-aks-t1.2.0": ["4.1.3"],
      "cis-aks-t1.8.0": ["4.1.3"],
      "cis-v1.10.0": ["5.1.3"],
      "cis-v1.12.0": ["5.1.3"],
      NSA: ["C-0035"],
    },
    ...roles("wildcards", checkWildcards),
  },
  {
    id: "RB-03",
    name: "rbac-no-secret-read",
    title: "No cluster-wide read/write of secrets; namespaced only by name",
    why: "Whoever reads the secrets of a namespace has its passwords and certificates, and the tokens of its service accounts.",
    fix: "List the secrets in resourceNames, in a Role; let pods mount theirs instead of reading them from the API.",
    severity: "high",
    enforcement: "mandatory",
    url: `${GOOD_PRACTICES}#listing-secrets`,
    frameworks: { "cis-aks-t1.2.0": ["4.1.2"], "cis-aks-t1.8.0": ["4.1.2"], "cis-v1.10.0": ["5.1.2"], "cis-v1.12.0": ["5.1.2"] },
    ...roles("secrets", checkSecretAccess),
  },
  {
    id: "RB-04",
    name: "rbac-no-pod-exec-create",
    title: "No pods/exec, pods/attach, ephemeralcontainers; no pod create except controllers",
    why: "Who runs commands in pods, or creates pods, can use every secret and service account of the namespace.",
    fix: "Remove the rule; for a controller that creates pods, list its role in componentRoles.",
    severity: "high",
    enforcement: "mandatory",
    url: `${GOOD_PRACTICES}#workload-creation`,
    frameworks: {
      "cis-aks-t1.2.0": ["4.1.4"],
      "cis-aks-t1.8.0": ["4.1.4"],
      "cis-v1.10.0": ["5.1.4"],
      "cis-v1.12.0": ["5.1.4"],
      NSA: ["C-0002"],
    },
    coveredBy: ["RB-02"],
    ...roles("pods", checkPodAccess),
  },
  {
    id: "RB-05",
    name: "rbac-no-escalation-verbs",
    title: "No escalate, bind, impersonate, serviceaccounts/token",
    why: "With any of these rights the subject can give itself rights that it does not have, up to cluster-admin.",
    fix: "Remove the verb or resource, or restrict it to single objects with resourceNames.",
    severity: "critical",
    enforcement: "mandatory",
    url: `${GOOD_PRACTICES}#escalate-verb`,
    frameworks: { "cis-aks-t1.8.0": ["4.1.12"], "cis-v1.10.0": ["5.1.13", "5.1.8"], "cis-v1.12.0": ["5.1.13", "5.1.8"] },
    ...roles("escalation", checkEscalation),
  },
  {
    id: "RB-06",
    name: "rbac-no-system-groups",
    title: "No binding to system:anonymous, unauthenticated, authenticated, masters",
    why: "These groups contain everybody who reaches the API server, or administrators whose rights cannot be withdrawn.",
    fix: "Bind the role to a group of your directory, or to a service account.",
    severity: "critical",
    enforcement: "mandatory",
    url: `${RBAC}#referring-to-subjects`,
    types: BINDINGS,
    check: checkSystemSubjects,
  },
  {
    id: "RB-07",
    name: "rbac-no-default-sa",
    title: "No binding to a default service account",
    why: "Every pod of the namespace that names no service account gets these rights, whatever it runs.",
    fix: "Create a service account for the workload, name it in the pod's serviceAccountName and bind the role to it.",
    severity: "high",
    enforcement: "mandatory",
    url: `${RBAC}#service-account-permissions`,
    frameworks: { "cis-aks-t1.2.0": ["5.2.1"], "cis-aks-t1.8.0": ["5.2.1"] },
    types: BINDINGS,
    check: checkDefaultAccount,
  },
  {
    id: "RB-08",
    name: "rbac-no-node-proxy-webhooks-csr",
    title: "No nodes/proxy, webhook configuration or CSR approval rights",
    why: "These rights bypass admission and audit: commands in any pod of a node, changes to admitted objects, certificates for any user.",
    fix: "Remove the rule; use nodes/metrics for metrics, and resourceNames for a component's own webhook configuration.",
    severity: "high",
    enforcement: "mandatory",
    url: `${GOOD_PRACTICES}#access-to-proxy-subresource-of-nodes`,
    frameworks: {
      "cis-aks-t1.8.0": ["4.1.10", "4.1.11", "4.1.9"],
      "cis-v1.10.0": ["5.1.10", "5.1.11", "5.1.12"],
      "cis-v1.12.0": ["5.1.10", "5.1.11", "5.1.12"],
    },
    ...roles("clusterControl", checkClusterControl),
  },
  {
    id: "RB-09",
    name: "no-long-lived-sa-token",
    title: "No Secret of type kubernetes.io/service-account-token",
    why: "The token in such a Secret never expires, and is valid until somebody deletes the Secret or the account.",
    fix: "Let the pod mount a projected token, or request one with kubectl create token; Azure accepts tokens through workload identity.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token",
    types: [SECRET],
    check: property("type", isNot("kubernetes.io/service-account-token")),
  },
  {
    id: "RB-10",
    name: "rbac-no-network-or-log-tampering",
    title:
      "No write on endpoints, endpointslices, services/status, networkpolicies, ingresses, kube-system configmaps; no delete of pods/log",
    why: "Whoever changes these objects redirects traffic to itself, opens network policies, reconfigures the cluster or deletes evidence.",
    fix: "Remove the write verbs, or restrict them to single objects with resourceNames.",
    severity: "medium",
    enforcement: "advisory",
    url: `${RBAC}#write-access-for-endpoints`,
    ...roles("traffic", checkTampering),
  },
];
