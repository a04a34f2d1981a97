import { GRPC_ROUTE, HTTP_ROUTE, INGRESS, SERVICE, TCP_ROUTE, TLS_ROUTE, VIRTUAL_SERVICE } from "../facts/tokens";
import { namespaceOf, type ResolvedNamespace, sameNamespace } from "../reading/namespaces";
import { below } from "../reading/pods";
import { elements, get, isMissing, isUnknown, type Located, toText, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";
import type { Sidecar } from "./detect";
import { portsIn, routesToSidecar, sidecarsIn } from "./exposure";

/** Where a route sends requests: a Service, by name and port. */
interface Backend {
  readonly path: string;
  readonly service: string;
  readonly namespace: ResolvedNamespace;
  /** Number or name of the Service's port; absent where the Service has one port only. */
  readonly port: Value;
}

type Read = (place: Located, routeNamespace: ResolvedNamespace) => Backend | undefined;

/** Where Gateway API routes specify the backends that they send or mirror requests to. */
const BACKEND_REFS = {
  paths: ["backendRefs[*]", "filters[*].requestMirror.backendRef", "backendRefs[*].filters[*].requestMirror.backendRef"].map(
    (path) => `rules[*].${path}`,
  ),
  read: routeBackend,
};

/** Kinds that route into the cluster, with the paths of their backends. */
const ROUTES: Readonly<Record<string, { readonly paths: readonly string[]; readonly read: Read }>> = {
  [INGRESS]: { paths: ["defaultBackend", "rules[*].http.paths[*].backend"], read: ingressBackend },
  [HTTP_ROUTE]: BACKEND_REFS,
  [GRPC_ROUTE]: BACKEND_REFS,
  [TLS_ROUTE]: BACKEND_REFS,
  [TCP_ROUTE]: BACKEND_REFS,
  [VIRTUAL_SERVICE]: {
    paths: [
      "http[*].route[*].destination",
      "tcp[*].route[*].destination",
      "tls[*].route[*].destination",
      "http[*].mirror",
      "http[*].mirrors[*].destination",
    ],
    read: istioBackend,
  },
};

export const ROUTE_TYPES: readonly string[] = Object.keys(ROUTES);

/** No Ingress, Gateway API route or VirtualService routes, through a Service, to a port of a sidecar. */
export function checkNoRouteToSidecar(stack: StackView): Outcome {
  const sidecars = sidecarsIn(stack);
  if (sidecars.length === 0) return NOT_APPLICABLE;
  return stack
    .ofType(...ROUTE_TYPES)
    .flatMap((route) => backendsOf(stack, route).flatMap((one) => checkBackend(stack, route, one, sidecars)));
}

function backendsOf(stack: StackView, route: RuleResource): readonly Backend[] {
  const { paths, read } = ROUTES[route.type] ?? { paths: [], read: () => undefined };
  const spec = { path: "spec", value: route.props.spec };
  const places = paths.flatMap((path) => below(spec, path)).filter(({ value }) => !isMissing(value) && !isUnknown(value));
  return places.flatMap((place) => read(place, namespaceOf(stack, route)) ?? []);
}

function checkBackend(stack: StackView, route: RuleResource, backend: Backend, sidecars: readonly Sidecar[]): CheckResults {
  const services = stack.ofType(SERVICE).filter((service) => isService(stack, service, backend));
  const isRouted = services.some((service) =>
    portsIn(service)
      .filter((port) => isPort(port, backend.port))
      .some((port) => routesToSidecar(stack, service, port, sidecars) === true),
  );
  return isRouted
    ? [
        {
          path: backend.path,
          found: `${backend.service}:${toText(backend.port ?? "")}`,
          expected: "a port of the application",
          resource: route,
        },
      ]
    : [];
}

function isService(stack: StackView, service: RuleResource, backend: Backend): boolean {
  return get(service.props, "metadata.name") === backend.service && sameNamespace(namespaceOf(stack, service), backend.namespace) === true;
}

function isPort(port: Located, reference: Value): boolean {
  return isMissing(reference) || get(port.value, "port") === reference || get(port.value, "name") === reference;
}

function ingressBackend({ path, value }: Located, routeNamespace: ResolvedNamespace): Backend | undefined {
  const service = get(value, "service.name");
  const port = get(value, "service.port.number") ?? get(value, "service.port.name");
  return typeof service === "string" ? { path: `${path}.service`, service, namespace: routeNamespace, port } : undefined;
}

function routeBackend({ path, value }: Located, routeNamespace: ResolvedNamespace): Backend | undefined {
  const [service, namespace, kind] = [get(value, "name"), get(value, "namespace"), get(value, "kind") ?? "Service"];
  if (typeof service !== "string" || kind !== "Service") return undefined;
  return { path, service, namespace: typeof namespace === "string" ? namespace : routeNamespace, port: get(value, "port") };
}

/** Hosts are a Service's short name, `name.namespace`, or the full name that ends in the cluster's domain. */
function istioBackend({ path, value }: Located, routeNamespace: ResolvedNamespace): Backend | undefined {
  const host = get(value, "host");
  if (typeof host !== "string") return undefined;
  const [service = "", namespace] = elements(host.split(".")).map(String);
  return { path, service, namespace: namespace ?? routeNamespace, port: get(value, "port.number") };
}
