import { NAMESPACE } from "../facts/tokens";
import type { RuleResource, StackView } from "../rule";
import { NAMESPACE_PATH, writtenNamespace } from "./pods";
import { get, isMissing, isUnknown, UNKNOWN } from "./values";

/** A namespace as rules compare them: by name, or by URN while the name is not given yet. */
export type ResolvedNamespace = string | typeof UNKNOWN;

/** The namespace an object lives in; a name that is unknown is followed to the Namespace it was computed from. */
export function namespaceOf(stack: StackView, resource: RuleResource): ResolvedNamespace {
  const name = writtenNamespace(resource);
  if (!isUnknown(name)) return typeof name === "string" ? name : "default";
  if (!isUnknown(get(resource.props, NAMESPACE_PATH))) return UNKNOWN;
  const sources = stack.sourcesOf(resource, "metadata").filter(({ type }) => type === NAMESPACE);
  return sources.length === 1 && sources[0] !== undefined ? namespaceNamedBy(sources[0]) : UNKNOWN;
}

/** The namespace that a Namespace object makes. */
export function namespaceNamedBy(namespace: RuleResource): string {
  const name = get(namespace.props, "metadata.name");
  return typeof name === "string" && !isMissing(name) ? name : namespace.urn;
}

/** Whether two homes are the same; unknown as soon as one is. */
export function sameNamespace(one: ResolvedNamespace, other: ResolvedNamespace): boolean | typeof UNKNOWN {
  return isUnknown(one) || isUnknown(other) ? UNKNOWN : one === other;
}
