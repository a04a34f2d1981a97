import { LISTENER_SET, X_LISTENER_SET } from "../facts/tokens";
import { isListedObject } from "../reading/listed";
import { namespaceOf, type ResolvedNamespace, sameNamespace } from "../reading/namespaces";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";

interface ObjectName {
  readonly home: ResolvedNamespace;
  readonly name: string | typeof UNKNOWN;
}

/** A gateway a route is attached to. */
export interface GatewayName extends ObjectName {
  /** The ListenerSet through which the route reaches it. */
  readonly set?: ObjectName;
}

/** Whether configuration says of a gateway, or of its listeners, that only the inside reaches it. */
export function isInternalGateway({ home, name, set }: GatewayName, internal: readonly string[]): Match {
  const names: readonly ObjectName[] = [{ home, name }, ...(set === undefined ? [] : [set])];
  return anyOf(names.map((one) => isListedObject(plain(one.home), one.name, internal)));
}

/**
 * The gateway that a route names: `name` or `namespace/name` in a VirtualService, a parent in a route of Gateway API.
 *
 * @returns `undefined` for what is inside the mesh: Istio's `mesh`, and parents that are Services; unknown while its kind is.
 */
export function gatewayNamed(stack: StackView, route: RuleResource, name: Value): GatewayName | undefined | typeof UNKNOWN {
  if (typeof name === "string") return name === "mesh" ? undefined : istioGateway(stack, route, name);
  const kind = get(name, "kind") ?? "Gateway";
  if (isUnknown(kind)) return UNKNOWN;
  if (kind === "Service") return undefined;
  const parent = nameOf(name, namespaceOf(stack, route));
  return kind === "ListenerSet" || kind === "XListenerSet" ? gatewayOfSet(stack, parent) : parent;
}

/** The gateway that a ListenerSet adds its listeners to; of a set in another stack, none that this stack could name. */
function gatewayOfSet(stack: StackView, set: ObjectName): GatewayName {
  const sets = stack.ofType(LISTENER_SET, X_LISTENER_SET).map((resource) => ({ resource, match: isNamed(stack, resource, set) }));
  const resource = sets.find(({ match }) => match === true)?.resource;
  const maybe = sets.some(({ match }) => isUnknown(match));
  if (resource === undefined) return maybe ? { home: UNKNOWN, name: UNKNOWN, set } : { home: set.home, name: "", set };
  return { ...nameOf(get(resource.props, "spec.parentRef"), namespaceOf(stack, resource)), set };
}

function isNamed(stack: StackView, resource: RuleResource, { home, name }: ObjectName): Match {
  const own = get(resource.props, "metadata.name");
  return allOf([isUnknown(own) || isUnknown(name) ? UNKNOWN : own === name, sameNamespace(namespaceOf(stack, resource), home)]);
}

function nameOf(reference: Value, fallback: ResolvedNamespace): ObjectName {
  const [namespace, name] = [get(reference, "namespace") ?? fallback, get(reference, "name")];
  return { home: text(namespace), name: text(name) };
}

function istioGateway(stack: StackView, route: RuleResource, reference: string): GatewayName {
  const [first = "", second] = reference.split("/");
  return second === undefined ? { home: namespaceOf(stack, route), name: first } : { home: first, name: second };
}

function text(value: Value): ResolvedNamespace {
  return isUnknown(value) ? UNKNOWN : String(value ?? "");
}

/** Configuration writes names, so a namespace that is known by its URN only has none yet. */
function plain(home: ResolvedNamespace): ResolvedNamespace {
  return !isUnknown(home) && home.startsWith("urn:") ? UNKNOWN : home;
}
