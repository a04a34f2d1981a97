import { LISTENER_SET, X_LISTENER_SET } from "../facts/tokens";
import { isListedObject } from "../reading/listed";
import { namespaceOf, type ResolvedNamespace, sameNamespace } from "../reading/namespaces";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { get, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";

interface ObjectName {
  readonly namespace: ResolvedNamespace;
  readonly name: string | typeof UNKNOWN;
}

/** A gateway that a route is attached to. */
export interface GatewayName extends ObjectName {
  /** `istio` for Istio's own kind, which VirtualServices name; `gatewayApi` for a parent of a Gateway API route. */
  readonly kind: "istio" | "gatewayApi";
  /** The ListenerSet through which the route is attached. */
  readonly set?: ObjectName;
}

/** Whether a list in configuration contains a gateway, or its ListenerSet. */
export function isListedGateway({ namespace, name, set }: GatewayName, list: readonly string[]): Match {
  const names: readonly ObjectName[] = [{ namespace, name }, ...(set === undefined ? [] : [set])];
  return anyOf(names.map((one) => isListedObject(knownName(one.namespace), one.name, list)));
}

/**
 * The gateway that a route names: `name` or `namespace/name` in a VirtualService, a parent in a Gateway API route.
 *
 * @returns `undefined` for references inside the mesh (Istio's `mesh`, and parents that are Services or ServiceEntries); unknown while the kind is.
 */
export function gatewayNamed(stack: StackView, route: RuleResource, name: Value): GatewayName | undefined | typeof UNKNOWN {
  if (typeof name === "string") return name === "mesh" ? undefined : istioGateway(stack, route, name);
  const kind = get(name, "kind") ?? "Gateway";
  if (isUnknown(kind)) return UNKNOWN;
  if (kind === "Service" || kind === "ServiceEntry") return undefined;
  const parent = objectNamed(name, namespaceOf(stack, route));
  return kind === "ListenerSet" || kind === "XListenerSet" ? gatewayOfSet(stack, parent) : { kind: "gatewayApi", ...parent };
}

/** The gateway that a ListenerSet adds its listeners to; without a name where another stack declares the ListenerSet. */
function gatewayOfSet(stack: StackView, set: ObjectName): GatewayName {
  const sets = stack.ofType(LISTENER_SET, X_LISTENER_SET).map((resource) => ({ resource, match: isNamed(stack, resource, set) }));
  const resource = sets.find(({ match }) => match === true)?.resource;
  const isUndecided = sets.some(({ match }) => isUnknown(match));
  if (resource !== undefined)
    return { kind: "gatewayApi", ...objectNamed(get(resource.props, "spec.parentRef"), namespaceOf(stack, resource)), set };
  return { kind: "gatewayApi", ...(isUndecided ? { namespace: UNKNOWN, name: UNKNOWN } : { namespace: set.namespace, name: "" }), set };
}

/** Whether a resource is the object of a name. */
export function isNamed(stack: StackView, resource: RuleResource, { namespace, name }: ObjectName): Match {
  const own = get(resource.props, "metadata.name");
  return allOf([isUnknown(own) || isUnknown(name) ? UNKNOWN : own === name, sameNamespace(namespaceOf(stack, resource), namespace)]);
}

/** The object that a reference names: in its namespace, or in the one of the resource with the reference. */
export function objectNamed(reference: Value, fallback: ResolvedNamespace): ObjectName {
  const [namespace, name] = [get(reference, "namespace") ?? fallback, get(reference, "name")];
  return { namespace: text(namespace), name: text(name) };
}

function istioGateway(stack: StackView, route: RuleResource, reference: string): GatewayName {
  const [first = "", second] = reference.split("/");
  if (second === undefined) return { kind: "istio", namespace: namespaceOf(stack, route), name: first };
  return { kind: "istio", namespace: first === "." ? namespaceOf(stack, route) : first, name: second };
}

function text(value: Value): ResolvedNamespace {
  return isUnknown(value) ? UNKNOWN : toText(value ?? "");
}

/** Configuration contains names, so a namespace that is known only by its URN has an unknown name. */
function knownName(namespace: ResolvedNamespace): ResolvedNamespace {
  return !isUnknown(namespace) && namespace.startsWith("urn:") ? UNKNOWN : namespace;
}
