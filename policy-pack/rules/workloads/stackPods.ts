import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { EXCLUDED_NAMESPACES, POD_TYPES, type Pod, podOf, strings } from "../reading/pods";
import { isRecord, isUnknown, toText, type Value } from "../reading/values";
import type { RuleContext, RuleResource, StackView } from "../rule";

/** A resource of a stack and its namespace. */
export interface Namespaced {
  readonly resource: RuleResource;
  readonly namespace: ResolvedNamespace;
}

/** Pods of a stack and their namespace. */
export interface NamespacedPod extends Namespaced {
  readonly pod: Pod;
}

/** The resources of some types, except those in namespaces that the policy's configuration excludes. */
export function namespaced(stack: StackView, context: RuleContext, ...types: readonly string[]): readonly Namespaced[] {
  const excluded = strings(context, EXCLUDED_NAMESPACES);
  return stack
    .ofType(...types)
    .map((resource): Namespaced => ({ resource, namespace: namespaceOf(stack, resource) }))
    .filter(({ namespace }) => isUnknown(namespace) || !excluded.includes(namespace));
}

/** Everything that runs pods, except Patches, which know only a part of the pod. */
export function podsIn(stack: StackView, context: RuleContext): readonly NamespacedPod[] {
  return namespaced(stack, context, ...POD_TYPES)
    .filter(({ resource }) => !resource.isPatch)
    .map((one) => ({ ...one, pod: podOf(one.resource) }))
    .filter(({ pod }) => isRecord(pod.spec.value));
}

/** Groups resources by namespace. Those in an unknown one are in every group, since any may be theirs. */
export function byNamespace<One extends Namespaced>(all: readonly One[]): (namespace: ResolvedNamespace) => readonly One[] {
  const groups = new Map<ResolvedNamespace, One[]>();
  for (const one of all) {
    const group = groups.get(one.namespace);
    if (group === undefined) groups.set(one.namespace, [one]);
    else group.push(one);
  }
  const anywhere = all.filter(({ namespace }) => isUnknown(namespace));
  return (namespace) => (isUnknown(namespace) ? all : [...(groups.get(namespace) ?? []), ...anywhere]);
}

/**
 * Groups resources by namespace and a name that they have or refer to. Those whose namespace or name is unknown are in every group
 * that may be theirs; so is everything where the group that is asked for is unknown.
 */
export function byName<One extends Namespaced>(
  all: readonly One[],
  nameOf: (one: One) => Value,
): (namespace: ResolvedNamespace, name: Value) => readonly One[] {
  const isCertain = (namespace: ResolvedNamespace, name: Value) => !isUnknown(namespace) && typeof name === "string";
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = `${toText(one.namespace)} ${toText(nameOf(one))}`;
    const group = groups.get(key);
    if (!isCertain(one.namespace, nameOf(one))) continue;
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const uncertain = byNamespace(all.filter((one) => !isCertain(one.namespace, nameOf(one))));
  const everything = byNamespace(all);
  return (namespace, name) =>
    isCertain(namespace, name)
      ? [...(groups.get(`${toText(namespace)} ${toText(name)}`) ?? []), ...uncertain(namespace)]
      : everything(namespace);
}
