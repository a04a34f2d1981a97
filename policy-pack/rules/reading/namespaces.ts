import { NAMESPACE } from "../facts/tokens";
import type { RuleResource, StackView } from "../rule";
import { perStack } from "./memoize";
import { declaredNamespace, NAMESPACE_PATH } from "./pods";
import { get, isMissing, isUnknown, UNKNOWN } from "./values";

/** A namespace as rules compare it: by name, or by URN while the name is not known yet. */
export type ResolvedNamespace = string | typeof UNKNOWN;

/** The namespace of an object; an unknown name is resolved by the Namespace resource it was computed from. */
export function namespaceOf(stack: StackView, resource: RuleResource): ResolvedNamespace {
  const name = declaredNamespace(resource);
  if (!isUnknown(name)) return typeof name === "string" ? name : "default";
  if (!isUnknown(get(resource.props, NAMESPACE_PATH))) return UNKNOWN;
  const sources = stack.sourcesOf(resource, "metadata").filter(({ type }) => type === NAMESPACE);
  return sources.length === 1 && sources[0] !== undefined ? namespaceNamedBy(sources[0]) : UNKNOWN;
}

/** The namespace that a Namespace resource creates. */
export function namespaceNamedBy(namespace: RuleResource): string {
  const name = get(namespace.props, "metadata.name");
  return typeof name === "string" && !isMissing(name) ? name : namespace.urn;
}

/** Whether two namespaces are the same; unknown if either is. */
export function sameNamespace(one: ResolvedNamespace, other: ResolvedNamespace): boolean | typeof UNKNOWN {
  return isUnknown(one) || isUnknown(other) ? UNKNOWN : one === other;
}

/** The Namespace object that creates a namespace; a NamespacePatch changes one that another owner created. */
export function declarationOf(stack: StackView, namespace: ResolvedNamespace): RuleResource | undefined {
  return declarations(stack).get(namespace);
}

/** The first Namespace object of each name. */
const declarations = perStack((stack): ReadonlyMap<ResolvedNamespace, RuleResource> => {
  const declared = stack.ofType(NAMESPACE).filter(({ isPatch }) => !isPatch);
  return new Map(declared.map((one) => [namespaceNamedBy(one), one] as const).reverse());
});
