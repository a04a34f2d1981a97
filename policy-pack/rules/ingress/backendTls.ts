import {
  BACKEND_TLS_POLICY,
  DESTINATION_RULE,
  GRPC_ROUTE,
  HTTP_ROUTE,
  INGRESS,
  NAMESPACE,
  SERVICE,
  VIRTUAL_SERVICE,
} from "../facts/tokens";
import { namespaceInjection } from "../reading/injection";
import { isListedObject, unlessExcluded } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { declarationOf, namespaceOf, type ResolvedNamespace, sameNamespace } from "../reading/namespaces";
import { at, below, strings } from "../reading/pods";
import { allOf, anyInTurn, anyOf, isEqual, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { classOf, isOtherController } from "./ingressClass";

/** Option that lists Services that may receive requests without encryption. */
export const PLAIN_BACKENDS = "plainBackends";

const GATEWAY_API_ROUTES = [HTTP_ROUTE, GRPC_ROUTE];
const ROUTES = [INGRESS, VIRTUAL_SERVICE, ...GATEWAY_API_ROUTES];
export const BACKEND_TLS_TYPES: readonly string[] = [...ROUTES, DESTINATION_RULE, BACKEND_TLS_POLICY, SERVICE, NAMESPACE];

const ANNOTATION = "nginx.ingress.kubernetes.io";
const INGRESS_BACKENDS = ["defaultBackend.service", "rules[*].http.paths[*].backend.service"];
const LOCAL = "svc.cluster.local";

/** A Service that a route leads to. */
interface Backend {
  readonly place: Located;
  readonly namespace: ResolvedNamespace;
  readonly name: Value;
}

/**
 * Compliant: a gateway connects by TLS to each Service that a route leads to, and verifies the certificate. Evaluated where the stack
 * shows the Service and its namespace; in a namespace of the mesh the proxies encrypt.
 */
export function checkBackendTls(stack: StackView, context: RuleContext): Outcome {
  const routes = stack.ofType(...ROUTES).filter(({ isPatch }) => isPatch !== true);
  if (routes.length === 0) return NOT_APPLICABLE;
  const plain = strings(context, PLAIN_BACKENDS);
  return routes.flatMap((route) => {
    const check = () => backendsOf(stack, route).flatMap((backend) => checkBackend(stack, route, backend, plain));
    return unlessExcluded(isReadElsewhere(route), "spec", route, check);
  });
}

function backendsOf(stack: StackView, route: RuleResource): readonly Backend[] {
  const spec = { path: "spec", value: route.props.spec };
  const own = namespaceOf(stack, route);
  if (route.type === VIRTUAL_SERVICE) return below(spec, "http[*].route[*].destination").map((place) => destinationOf(place, own));
  if (route.type === INGRESS)
    return INGRESS_BACKENDS.flatMap((path) => below(spec, path)).map((place) => ({ place, namespace: own, name: at(place, "name").value }));
  return below(spec, "rules[*].backendRefs[*]").map((place) => ({
    place,
    namespace: namespaceIn(at(place, "namespace").value, own),
    name: (at(place, "kind").value ?? "Service") === "Service" ? at(place, "name").value : undefined,
  }));
}

/** Whether the gateways that the control knows do not read the route: another controller does, which has settings of its own, or the mesh. */
function isReadElsewhere(route: RuleResource): Match {
  if (route.type === INGRESS) {
    const { value } = classOf(route);
    return isUnknown(value) ? value : isOtherController(value);
  }
  const list = get(route.props, route.type === VIRTUAL_SERVICE ? "spec.gateways" : "spec.parentRefs");
  if (isUnknown(list)) return list;
  if (isMissing(list)) return route.type === VIRTUAL_SERVICE;
  return allOf(elements(list).map(route.type === VIRTUAL_SERVICE ? isMesh : isServiceParent));
}

function isMesh(gateway: Value): Match {
  return isUnknown(gateway) ? gateway : gateway === "mesh";
}

function isServiceParent(parent: Value): Match {
  const kind = isUnknown(parent) ? parent : get(parent, "kind");
  return isUnknown(kind) ? kind : kind === "Service" || kind === "ServiceEntry";
}

/** A short name is one of the route's namespace; hosts outside the cluster are no Services. */
function destinationOf(place: Located, own: ResolvedNamespace): Backend {
  const host = at(place, "host").value;
  if (isUnknown(host)) return { place, namespace: UNKNOWN, name: UNKNOWN };
  const [name, namespace, ...rest] = toText(host).split(".");
  const isLocal = rest.length === 0 || LOCAL.startsWith(rest.join("."));
  return { place, namespace: namespace ?? own, name: isLocal ? name : undefined };
}

function namespaceIn(value: Value, fallback: ResolvedNamespace): ResolvedNamespace {
  if (isUnknown(value)) return UNKNOWN;
  return isMissing(value) ? fallback : toText(value);
}

const servicesOf = perStack((stack) => stack.ofType(SERVICE).filter(({ isPatch }) => isPatch !== true));

function checkBackend(stack: StackView, route: RuleResource, { place, namespace, name }: Backend, plain: readonly string[]): CheckResults {
  if (isMissing(place.value) || isMissing(name) || isUnknown(name) || isUnknown(namespace)) return [];
  const isOf = (one: RuleResource) => get(one.props, "metadata.name") === name && namespaceOf(stack, one) === namespace;
  const declared = declarationOf(stack, namespace);
  if (declared === undefined || !servicesOf(stack).some(isOf)) return [];
  const injection = namespaceInjection(declared);
  const encrypted = anyInTurn(
    () => (isUnknown(injection) ? injection : injection !== undefined),
    () => isListedObject(namespace, name, plain),
    () => isVerified(stack, route, namespace, toText(name)),
  );
  if (encrypted === true) return [];
  if (isUnknown(encrypted)) return [{ unknown: place.path, resource: route }];
  return [
    {
      path: place.path,
      found: "requests without encryption, or to a server that is not verified",
      expected: EXPECTED[kindOf(route)],
      resource: route,
    },
  ];
}

const EXPECTED = {
  istio: "a DestinationRule for the host, with tls.mode SIMPLE or MUTUAL, an authority and, where it sets sni, subjectAltNames",
  gatewayApi: "a BackendTLSPolicy for the Service",
  nginx: "the annotations backend-protocol: HTTPS, proxy-ssl-verify: on and proxy-ssl-secret",
} as const;

function kindOf({ type }: RuleResource): keyof typeof EXPECTED {
  if (type === VIRTUAL_SERVICE) return "istio";
  return type === INGRESS ? "nginx" : "gatewayApi";
}

function isVerified(stack: StackView, route: RuleResource, namespace: string, name: string): Match {
  const kind = kindOf(route);
  if (kind === "nginx") return isVerifiedByNginx(route);
  if (kind === "istio") return anyOf(stack.ofType(DESTINATION_RULE).map((rule) => isVerifiedByRule(stack, rule, namespace, name)));
  return anyOf(stack.ofType(BACKEND_TLS_POLICY).map((policy) => isVerifiedByPolicy(stack, policy, namespace, name)));
}

function isVerifiedByNginx({ props }: RuleResource): Match {
  const setting = (name: string) => get(props, `metadata.annotations["${ANNOTATION}/${name}"]`);
  const [protocol, verify, secret] = [setting("backend-protocol"), setting("proxy-ssl-verify"), setting("proxy-ssl-secret")];
  return allOf([
    isUnknown(protocol) ? protocol : ["HTTPS", "GRPCS"].includes(toText(protocol).toUpperCase()),
    isUnknown(verify) ? verify : verify === "on",
    isUnknown(secret) ? secret : !isMissing(secret),
  ]);
}

/** Port settings take precedence over those of the host, so one without verification is one too many. */
function isVerifiedByRule(stack: StackView, rule: RuleResource, namespace: string, name: string): Match {
  const spec = { path: "spec", value: rule.props.spec };
  const ports = below(spec, "trafficPolicy.portLevelSettings[*].tls").filter(({ value }) => !isMissing(value));
  const host = at(spec, "trafficPolicy.tls");
  const settings = isMissing(host.value) ? ports : [host, ...ports];
  return allOf([
    matchesHost(at(spec, "host").value, namespaceOf(stack, rule), namespace, name),
    settings.length > 0,
    ...settings.map(({ value }) => isVerifyingTls(value)),
  ]);
}

function matchesHost(host: Value, own: ResolvedNamespace, namespace: string, name: string): Match {
  if (isUnknown(host)) return host;
  const text = toText(host);
  const full = `${name}.${namespace}.${LOCAL}`;
  if (text.startsWith("*")) return full.endsWith(text.slice(1));
  return text.includes(".") ? text === full : allOf([text === name, sameNamespace(own, namespace)]);
}

/** With SIMPLE and MUTUAL, Envoy verifies nothing where neither a file nor a Secret has the authority. */
function isVerifyingTls(tls: Value): Match {
  const [mode, skip, authority, secret] = ["mode", "insecureSkipVerify", "caCertificates", "credentialName"].map((field) =>
    get(tls, field),
  );
  if (mode === "ISTIO_MUTUAL") return true;
  if ([mode, skip].some(isUnknown)) return UNKNOWN;
  const hasAuthority = !isMissing(authority) || !isMissing(secret);
  return allOf([(mode === "SIMPLE" || mode === "MUTUAL") && skip !== true && hasAuthority, isComparingName(tls)]);
}

/**
 * With a fixed `sni` Istio compares the certificate with `subjectAltNames` only; without one, with the name that it sends (istio/istio:
 * cluster_tls.go, setAutoSniAndAutoSanValidation).
 */
function isComparingName(tls: Value): Match {
  const [sni, names] = [get(tls, "sni"), get(tls, "subjectAltNames")];
  if (isUnknown(names)) return names;
  if (!isMissing(names) && elements(names).length > 0) return true;
  return isUnknown(sni) ? sni : isMissing(sni) || sni === "";
}

function isVerifiedByPolicy(stack: StackView, policy: RuleResource, namespace: string, name: string): Match {
  const targets = below({ path: "spec", value: policy.props.spec }, "targetRefs[*]");
  const isTarget = ({ value }: Located): Match => {
    if (isUnknown(value)) return value;
    const [kind, target] = [get(value, "kind") ?? "Service", get(value, "name")];
    return allOf([isEqual(kind, "Service"), isEqual(target, name)]);
  };
  return allOf([sameNamespace(namespaceOf(stack, policy), namespace), anyOf(targets.map(isTarget))]);
}
