import { NAMESPACE } from "../facts/tokens";
import type { RuleResource, StackView } from "../rule";
import { NAMESPACE_PATH, namespaceOf } from "./pods";
import { get, isMissing, isUnknown, UNKNOWN } from "./values";

/** A namespace as rules compare them: by name, or by URN while the name is not given yet. */
export type Home = string | typeof UNKNOWN;

/** The namespace an object lives in; a name that is unknown is followed to the Namespace it was computed from. */
export function homeOf(stack: StackView, resource: RuleResource): Home {
  const name = namespaceOf(resource);
  if (!isUnknown(name)) return typeof name === "string" ? name : "default";
  if (!isUnknown(get(resource.props, NAMESPACE_PATH))) return UNKNOWN;
  const sources = stack.sourcesOf(resource, "metadata").filter(({ type }) => type === NAMESPACE);
  return sources.length === 1 && sources[0] !== undefined ? homeNamedBy(sources[0]) : UNKNOWN;
}

/** The namespace that a Namespace object makes. */
export function homeNamedBy(namespace: RuleResource): string {
  const name = get(namespace.props, "metadata.name");
  return typeof name === "string" && !isMissing(name) ? name : namespace.urn;
}

/** Whether two homes are the same; unknown as soon as one is. */
export function sameHome(one: Home, other: Home): boolean | typeof UNKNOWN {
  return isUnknown(one) || isUnknown(other) ? UNKNOWN : one === other;
}
