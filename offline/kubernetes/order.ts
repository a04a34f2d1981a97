/**
 * Dependencies between Kubernetes objects, and the order in which the provider registers them (sigs.k8s.io/cli-utils,
 * pkg/object/graph and pkg/ordering): definitions before their custom resources, namespaces before what is in them.
 */
import { definedKind, type GroupKind, groupKind, type KubernetesObject, text } from "./object";

/** Kinds in the order of pkg/ordering/sort.go; others follow, by group and kind. */
const FIRST = [
  "/Namespace",
  "/ResourceQuota",
  "storage.k8s.io/StorageClass",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "/ServiceAccount",
  "extensions/PodSecurityPolicy",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/Role",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/RoleBinding",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "/ConfigMap",
  "/Secret",
  "/Service",
  "/LimitRange",
  "scheduling.k8s.io/PriorityClass",
  "extensions/Deployment",
  "apps/Deployment",
  "apps/StatefulSet",
  "batch/CronJob",
  "policy/PodDisruptionBudget",
];
const LAST = ["admissionregistration.k8s.io/ValidatingWebhookConfiguration"];
const RANKS: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((kind, index) => [kind, index - FIRST.length] as const),
  ...LAST.map((kind, index) => [kind, index + 1] as const),
]);

const DEPENDS_ON = "config.kubernetes.io/depends-on";

export interface Ordered {
  readonly object: KubernetesObject;
  /** Objects that it depends on, all of which come before it. */
  readonly dependencies: readonly KubernetesObject[];
}

/**
 * Objects in the order of their registration. Of objects with the same group, kind, namespace and name the provider keeps the last.
 * @throws Error for an annotation `depends-on` that is not valid, and for a circle
 */
export function order(objects: readonly KubernetesObject[]): readonly Ordered[] {
  const byId = new Map(objects.map((object) => [idOf(object), object]));
  const edges = new Map(Array.from(byId, ([id, object]) => [id, edgesOf(id, object, byId)] as const));
  const ordered: Ordered[] = [];
  const remaining = new Map(edges);
  while (remaining.size > 0) {
    const leaves = Array.from(remaining).filter(([, targets]) => targets.every((target) => !remaining.has(target)));
    if (leaves.length === 0) throw new Error(`cyclic dependency: ${Array.from(remaining.keys()).join(", ")}`);
    for (const [id] of leaves) remaining.delete(id);
    const set = pick(
      byId,
      leaves.map(([id]) => id),
    ).sort(compare);
    for (const object of set) {
      ordered.push({ object, dependencies: pick(byId, edges.get(idOf(object)) ?? []) });
    }
  }
  return ordered;
}

function pick(byId: ReadonlyMap<string, KubernetesObject>, ids: readonly string[]): KubernetesObject[] {
  return ids.map((id) => byId.get(id)).filter((object) => object !== undefined);
}

function edgesOf(id: string, object: KubernetesObject, byId: ReadonlyMap<string, KubernetesObject>): readonly string[] {
  const targets = new Set<string>();
  const kind = kindOf(groupKind(object));
  const namespace = text(object, "metadata", "namespace");
  for (const [otherId, other] of byId) {
    const defined = definedKind(other);
    if (defined !== undefined && kindOf(defined) === kind) targets.add(otherId);
    if (namespace !== "" && kindOf(groupKind(other)) === "/Namespace" && text(other, "metadata", "name") === namespace)
      targets.add(otherId);
  }
  for (const target of annotated(id, object, byId)) targets.add(target);
  return Array.from(targets);
}

/** Objects that the annotation `depends-on` names, all of which have to be among the objects. */
function annotated(id: string, object: KubernetesObject, byId: ReadonlyMap<string, KubernetesObject>): readonly string[] {
  const annotation = text(object, "metadata", "annotations", DEPENDS_ON);
  if (annotation === "") return [];
  return annotation.split(",").map((reference) => {
    const target = parse(reference.trim());
    if (target === undefined || !byId.has(target))
      throw new Error(`invalid object "${id}": annotation ${DEPENDS_ON}: "${reference.trim()}" is not one of the objects`);
    return target;
  });
}

/** `group/kind/name` or `group/namespaces/namespace/kind/name`, as an id. */
function parse(reference: string): string | undefined {
  const fields = reference.split("/");
  const [group = "", second = "", third = "", kind = "", name = ""] = fields;
  if (fields.length === 3) return id({ group, kind: second }, "", third);
  return fields.length === 5 && second === "namespaces" ? id({ group, kind }, third, name) : undefined;
}

export function idOf(object: KubernetesObject): string {
  return id(groupKind(object), text(object, "metadata", "namespace"), text(object, "metadata", "name"));
}

function id(kind: GroupKind, namespace: string, name: string): string {
  return [namespace, name, kind.group, kind.kind].join("_");
}

function kindOf({ group, kind }: GroupKind): string {
  return `${group}/${kind}`;
}

function compare(one: KubernetesObject, other: KubernetesObject): number {
  const [a, b] = [groupKind(one), groupKind(other)];
  return (
    (RANKS.get(kindOf(a)) ?? 0) - (RANKS.get(kindOf(b)) ?? 0) ||
    compareText(a.group, b.group) ||
    compareText(a.kind, b.kind) ||
    compareText(text(one, "metadata", "namespace"), text(other, "metadata", "namespace")) ||
    compareText(text(one, "metadata", "name"), text(other, "metadata", "name"))
  );
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
