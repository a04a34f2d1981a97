import { CLUSTER_ROLE, ROLE } from "../facts/tokens";
import { asOwnCause } from "../reading/expect";
import { at, declaredNamespace } from "../reading/pods";
import { elements, get, isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";
import { ANY_NAME, checkRight, EVERYTHING, READ, type Right, type RoleRuleCheck, WRITE } from "./roleRules";

const CORE = [""];
const SECRETS: Pick<Right, "namedBy" | "apiGroups" | "resources"> = { namedBy: "resources", apiGroups: CORE, resources: ["secrets"] };

/** No rule contains `*` in its verbs, resources or API groups. `*\/scale`, one subresource of everything, is none. */
export const checkWildcards: RoleRuleCheck = (rule) => {
  const lists = ["apiGroups", "resources", "verbs"].map((key) => at(rule, key));
  const found = lists.filter(({ value }) => elements(value).includes(EVERYTHING));
  const [first] = found;
  if (first !== undefined) {
    const keys = found.map(({ path }) => path.slice(path.lastIndexOf(".") + 1));
    return [{ path: first.path, found: `* in ${keys.join(", ")}`, expected: "the names of what is needed" }];
  }
  const unknown = lists.find(({ value }) => isUnknown(value) || elements(value).some(isUnknown));
  return unknown === undefined ? [] : [{ unknown: unknown.path }];
};

/**
 * A ClusterRole neither reads nor writes secrets, except some by name; neither does a Role. A Role may create secrets, which names
 * cannot restrict.
 */
export const checkSecretAccess: RoleRuleCheck = (rule, { type }) =>
  checkRight(rule, {
    ...SECRETS,
    verbs: type === CLUSTER_ROLE ? [...READ, ...WRITE] : [...READ, ...WRITE.filter((verb) => verb !== "create")],
    expected: "resourceNames that list the secrets, or no access to secrets",
  });

/** No rule runs commands in pods, or creates pods. */
export const checkPodAccess: RoleRuleCheck = (rule) => {
  const commands = checkRight(rule, {
    namedBy: "resources",
    apiGroups: CORE,
    resources: ["pods/exec", "pods/attach", "pods/ephemeralcontainers"],
    harmfulNames: ANY_NAME,
    expected: "no access to commands in pods",
  });
  const creation = checkRight(rule, {
    namedBy: "resources",
    apiGroups: CORE,
    resources: ["pods"],
    verbs: ["create"],
    expected: "no creation of pods; a Deployment or Job runs them",
  });
  // With verbs `*`, creation is one more right that the wildcard grants; the subresources remain harmful with any verb.
  const isNamed = elements(get(rule.value, "verbs")).includes("create");
  return [...commands.map(asOwnCause), ...(isNamed ? creation.map(asOwnCause) : creation)];
};

const RBAC_GROUP = ["rbac.authorization.k8s.io"];
const ROLES = ["roles", "clusterroles"];

/**
 * No rule lets its subjects exceed their own rights: with `escalate`, `bind`, `impersonate`, or tokens of service accounts. The last
 * three are compliant where `resourceNames` lists the roles, users or accounts.
 */
export const checkEscalation: RoleRuleCheck = (rule) => [
  ...checkRight(rule, {
    namedBy: "verbs",
    apiGroups: RBAC_GROUP,
    resources: ROLES,
    verbs: ["escalate"],
    harmfulNames: ANY_NAME,
    expected: "no escalate",
  }),
  ...checkRight(rule, {
    namedBy: "verbs",
    apiGroups: RBAC_GROUP,
    resources: ROLES,
    verbs: ["bind"],
    harmfulNames: ["cluster-admin"],
    expected: "no bind, or resourceNames that list narrow roles",
  }),
  ...checkRight(rule, {
    namedBy: "verbs",
    verbs: ["impersonate"],
    harmfulNames: ["system:masters"],
    expected: "no impersonate, or resourceNames that list the users or groups",
  }),
  ...checkRight(rule, {
    namedBy: "resources",
    apiGroups: CORE,
    resources: ["serviceaccounts/token"],
    verbs: ["create"],
    expected: "resourceNames that list the service accounts, or no access to their tokens",
  }),
];

/** No rule reaches the kubelets past admission and audit, changes webhooks, or approves certificates. */
export const checkClusterControl: RoleRuleCheck = (rule) => [
  ...checkRight(rule, {
    namedBy: "resources",
    apiGroups: CORE,
    resources: ["nodes/proxy"],
    harmfulNames: ANY_NAME,
    expected: "nodes/metrics and nodes/stats, or no access to kubelets",
  }),
  ...checkRight(rule, {
    namedBy: "resources",
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
    verbs: WRITE,
    expected: "resourceNames that list the webhook configurations, or no write access",
  }),
  ...checkRight(rule, {
    namedBy: "resources",
    apiGroups: ["certificates.k8s.io"],
    resources: ["certificatesigningrequests/approval"],
    verbs: WRITE,
    harmfulNames: ANY_NAME,
    expected: "no approval of certificates",
  }),
];

/** Objects that decide where traffic goes; none of these names exists in another one of the groups. */
const TRAFFIC: Right = {
  namedBy: "resources",
  apiGroups: ["", "discovery.k8s.io", "networking.k8s.io", "extensions"],
  resources: ["endpoints", "endpointslices", "services/status", "networkpolicies", "ingresses"],
  verbs: WRITE,
  expected: "read access only, or resourceNames",
};

/** No rule redirects traffic, changes the settings of cluster components in `kube-system`, or deletes logs. */
export const checkTampering: RoleRuleCheck = (rule, resource) => [
  ...checkRight(rule, TRAFFIC),
  ...checkRight(rule, {
    namedBy: "resources",
    apiGroups: CORE,
    resources: ["pods/log"],
    verbs: ["delete", "deletecollection"],
    harmfulNames: ANY_NAME,
    expected: "no deletion of logs",
  }),
  ...(resource.type === ROLE ? inSystemNamespace(rule, declaredNamespace(resource)) : []),
];

/** Only Roles in the namespace itself: components write ConfigMaps in every namespace, for which they need a ClusterRole. */
function inSystemNamespace(rule: Located, namespace: unknown): CheckResults {
  if (!isUnknown(namespace) && namespace !== "kube-system") return [];
  const results = checkRight(rule, {
    namedBy: "resources",
    apiGroups: CORE,
    resources: ["configmaps"],
    verbs: WRITE.filter((verb) => verb !== "create"),
    expected: "resourceNames that list the component's own ConfigMaps",
  });
  return isUnknown(namespace) && results.length > 0 ? [{ unknown: "metadata.namespace" }] : results;
}
