import { at } from "../reading/pods";
import { get, isMissing, isUnknown, locate, toText, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type ResourceRule, type RuleResource } from "../rule";

const ROLE_NAME = "roleRef.name";
const ROLE_KIND = "roleRef.kind";
const CLUSTER_ADMIN = "cluster-admin";
/** Names of Kubernetes' own bindings, users and groups begin with it. */
const SYSTEM_PREFIX = "system:";

/** Everybody, or who cannot be restricted: groups and users whose members Kubernetes itself determines. */
const SYSTEM_SUBJECTS: readonly string[] = ["system:anonymous", "system:unauthenticated", "system:authenticated", "system:masters"];
/** The user as which the default service account of a namespace authenticates. */
const DEFAULT_ACCOUNT_USER = /^system:serviceaccount:[^:]*:default$/;

/** The role that is bound is not cluster-admin. */
export const checkClusterAdmin = onBindings(({ props }) => {
  const [name, kind] = [get(props, ROLE_NAME), get(props, ROLE_KIND)];
  if (isUnknown(name)) return [{ unknown: ROLE_NAME }];
  if (name !== CLUSTER_ADMIN || kind === "Role") return [];
  return isUnknown(kind)
    ? [{ unknown: ROLE_KIND }]
    : [{ path: ROLE_NAME, found: name, expected: "a role with the rights that are needed" }];
});

/** No subject is a group or user of Kubernetes itself that stands for everybody, or for unrestricted administrators. */
export const checkSystemSubjects = onSubjects("a user, group or service account of your own", (kind, name) => {
  return kind !== "ServiceAccount" && SYSTEM_SUBJECTS.includes(name);
});

/** No subject is the default service account of a namespace. */
export const checkDefaultAccount = onSubjects("a service account of the workload's own", (kind, name) => {
  return kind === "ServiceAccount" ? name === "default" : DEFAULT_ACCOUNT_USER.test(name);
});

/** The check of a RoleBinding or ClusterRoleBinding that is not one of Kubernetes' own. */
function onBindings(check: (binding: RuleResource) => CheckResults): ResourceRule["check"] {
  return (binding) => {
    const name = get(binding.props, "metadata.name");
    return typeof name === "string" && name.startsWith(SYSTEM_PREFIX) ? NOT_APPLICABLE : check(binding);
  };
}

function onSubjects(expected: string, isRefused: (kind: string, name: string) => boolean): ResourceRule["check"] {
  return onBindings(({ props }) =>
    locate(props, "subjects[*]").flatMap((subject): CheckResults => {
      const [kind, name] = [at(subject, "kind"), at(subject, "name")];
      const refused = kindsOf(kind.value).filter((one) => typeof name.value === "string" && isRefused(one, name.value));
      if (isUnknown(name.value)) return [{ unknown: name.path }];
      if (refused.length === 0) return [];
      return isUnknown(kind.value) ? [{ unknown: kind.path }] : [{ path: name.path, found: name.value, expected }];
    }),
  );
}

/** The kind of a subject; every kind while it is not known. */
function kindsOf(kind: Value): readonly string[] {
  if (isUnknown(kind)) return ["ServiceAccount", "User"];
  return isMissing(kind) ? [] : [toText(kind)];
}
