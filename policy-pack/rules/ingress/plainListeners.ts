import { GATEWAY, GRPC_ROUTE, HTTP_ROUTE, LISTENER_SET, X_LISTENER_SET } from "../facts/tokens";
import { namespaceOf, sameNamespace } from "../reading/namespaces";
import { at, below, strings } from "../reading/pods";
import { allInTurn, anyOf, isEmpty, isEqual, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { gatewayNamed, isListedGateway, isNamed, objectNamed } from "./gateways";
import { TERMINATED_ELSEWHERE } from "./ingressClass";

/** Kinds with listeners, as the parents of routes name them. */
const HOLDERS: Readonly<Record<string, string>> = { Gateway: GATEWAY, ListenerSet: LISTENER_SET, XListenerSet: X_LISTENER_SET };
const ROUTES = [HTTP_ROUTE, GRPC_ROUTE];
export const PLAIN_LISTENER_TYPES: readonly string[] = [...Object.values(HOLDERS), ...ROUTES];

const PLAIN_PROTOCOL = "HTTP";
const PARENTS = "spec.parentRefs";
const EXPECTED = "a listener with TLS, or rules that redirect to https";
const FIX =
  "Set sectionName of the parent to a listener with TLS, and redirect HTTP in a route of its own: filter RequestRedirect, scheme https.";

/** A listener for plain HTTP, or one that may be. */
interface Listener {
  readonly holder: RuleResource;
  readonly value: Value;
}

/**
 * Compliant: a route of Gateway API that a listener for plain HTTP serves only redirects to HTTPS. A parent without sectionName attaches
 * the route to every listener of the gateway. Listeners of gateways in other stacks are not known.
 */
export function checkPlainListeners(stack: StackView, context: RuleContext): Outcome {
  const routes = stack.ofType(...ROUTES);
  const listeners = plainListeners(stack);
  if (routes.length === 0 || listeners.length === 0) return NOT_APPLICABLE;
  const terminated = strings(context, TERMINATED_ELSEWHERE);
  return routes.flatMap((route) => checkRoute(stack, route, listeners, terminated));
}

function plainListeners(stack: StackView): readonly Listener[] {
  return stack.ofType(...Object.values(HOLDERS)).flatMap((holder) =>
    locate(holder.props, "spec.listeners[*]")
      .map(({ value }) => ({ holder, value }))
      .filter(({ value }) => isEqual(get(value, "protocol"), PLAIN_PROTOCOL) !== false),
  );
}

function checkRoute(stack: StackView, route: RuleResource, listeners: readonly Listener[], terminated: readonly string[]): CheckResults {
  const spec = { path: "spec", value: route.props.spec };
  const serves = anyOf(below(spec, "rules[*]").map(({ value }) => negate(isCompliant(value))));
  if (serves === false) return [];
  const parents = below(spec, "parentRefs[*]").map((parent) => {
    const attached = listeners.map((listener) => ({ listener, match: isAttached(stack, route, parent, listener, terminated) }));
    return { parent, attached };
  });
  const certain = parents.flatMap(({ parent, attached }) =>
    attached.filter(({ match }) => match === true).map((one) => ({ parent, ...one })),
  );
  const [first] = certain;
  if (first !== undefined && serves === true) return [{ ...finding(first.parent, first.listener), resource: route }];
  if (first !== undefined) return [{ unknown: "spec.rules", resource: route }];
  return parents.some(({ attached }) => attached.some(({ match }) => isUnknown(match))) ? [{ unknown: PARENTS, resource: route }] : [];
}

function finding({ path }: Located, { holder, value }: Listener) {
  const name = get(value, "name");
  const listener = typeof name === "string" ? `listener ${name}` : "a listener";
  return { path, found: `${listener} of ${holder.name}, without TLS`, expected: EXPECTED, fix: FIX };
}

/** A rule redirects to HTTPS, or leads nowhere. */
function isCompliant(rule: Value): Match {
  const filters = get(rule, "filters");
  if (isUnknown(filters)) return UNKNOWN;
  const redirect = elements(filters).find((filter) => get(filter, "type") === "RequestRedirect");
  if (redirect !== undefined) return isEqual(get(redirect, "requestRedirect.scheme"), "https");
  return elements(filters).some((filter) => isUnknown(get(filter, "type"))) ? UNKNOWN : isEmpty(get(rule, "backendRefs"));
}

/** Whether a parent of a route attaches it to a listener (Gateway API: ParentReference, AllowedRoutes, Listener.hostname). */
function isAttached(
  stack: StackView,
  route: RuleResource,
  parent: Located,
  { holder, value }: Listener,
  terminated: readonly string[],
): Match {
  if (isUnknown(parent.value) || isUnknown(value)) return UNKNOWN;
  const equals = (key: string, other: Value): Match => isMissing(at(parent, key).value) || isEqual(at(parent, key).value, other);
  const namespace = namespaceOf(stack, route);
  return allInTurn(
    () => isKind(at(parent, "kind").value, holder),
    () => isNamed(stack, holder, objectNamed(parent.value, namespace)),
    () => equals("sectionName", get(value, "name")),
    () => equals("port", get(value, "port")),
    () => isEqual(get(value, "protocol"), PLAIN_PROTOCOL),
    () => admits(get(value, "allowedRoutes.namespaces.from") ?? "Same", sameNamespace(namespaceOf(stack, holder), namespace)),
    () => sharesHost(get(value, "hostname"), get(route.props, "spec.hostnames")),
    () => isEvaluated(stack, route, parent.value, terminated),
  );
}

function isKind(kind: Value, { type }: RuleResource): Match {
  return isUnknown(kind) ? UNKNOWN : HOLDERS[toText(kind ?? "Gateway")] === type;
}

/** Which namespaces a selector selects depends on labels that the stack may not contain. */
function admits(from: Value, isSame: Match): Match {
  if (from === "All") return true;
  if (from === "Same") return isSame;
  return from === "None" ? false : UNKNOWN;
}

/** Without a hostname a listener, and a route, are for every host. */
function sharesHost(listener: Value, hosts: Value): Match {
  if (isUnknown(hosts)) return UNKNOWN;
  if (isMissing(listener) || listener === "" || elements(hosts).length === 0) return true;
  return anyOf(
    elements(hosts).map((host) => (isUnknown(host) || isUnknown(listener) ? UNKNOWN : isSameHost(toText(host), toText(listener)))),
  );
}

/** `*.domain` is for all names below the domain. */
function isSameHost(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first === second || isBelow(first, second) || isBelow(second, first);
}

function isBelow(name: string, wildcard: string): boolean {
  return wildcard.startsWith("*.") && name.endsWith(wildcard.slice(1));
}

function isEvaluated(stack: StackView, route: RuleResource, parent: Value, terminated: readonly string[]): Match {
  const gateway = gatewayNamed(stack, route, parent);
  if (gateway === undefined) return false;
  return isUnknown(gateway) ? UNKNOWN : negate(isListedGateway(gateway, terminated));
}
