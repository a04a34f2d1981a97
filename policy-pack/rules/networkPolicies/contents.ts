import { HELM_CHART, HELM_RELEASE } from "../facts/tokens";
import { perStack } from "../reading/memoize";
import { declarationOf, namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { at, POD_TYPES, podOf } from "../reading/pods";
import { isUnknown, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";

/** Pods of a stack: one for each resource that runs them. */
export interface StackPods {
  readonly resource: RuleResource;
  readonly namespace: ResolvedNamespace;
  readonly labels: Value;
}

/** Types that show which pods a stack contains. */
export const CONTENT_TYPES: readonly string[] = [HELM_RELEASE, HELM_CHART, ...POD_TYPES];

const podsByNamespace = perStack((stack) => {
  const pods = new Map<ResolvedNamespace, StackPods[]>();
  for (const resource of stack.ofType(...POD_TYPES)) {
    const namespace = namespaceOf(stack, resource);
    const one: StackPods = { resource, namespace, labels: at(podOf(resource).metadata, "labels").value };
    const others = pods.get(namespace);
    if (others === undefined) pods.set(namespace, [one]);
    else others.push(one);
  }
  return pods;
});

export function podsIn(stack: StackView, namespace: ResolvedNamespace): readonly StackPods[] {
  return podsByNamespace(stack).get(namespace) ?? [];
}

/** Whether a stack shows every pod of a namespace: it declares the namespace, runs pods in it, and has no chart with hidden objects. */
export function showsPods(stack: StackView, namespace: ResolvedNamespace): boolean {
  if (isUnknown(namespace) || declarationOf(stack, namespace) === undefined) return false;
  return podsIn(stack, namespace).length > 0 && stack.ofType(HELM_RELEASE, HELM_CHART).length === 0;
}
