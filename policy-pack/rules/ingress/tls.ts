import { INGRESS } from "../facts/tokens";
import { asUndecided } from "../reading/listed";
import { perStack } from "../reading/memoize";
import { anyOf, isEqual, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, locate, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { goBoolean } from "./goBoolean";
import { classOf, isApplicationGateway, TERMINATED_ELSEWHERE, unlessClassListed } from "./ingressClass";
import { annotationOf } from "./mergeable";

/** Annotations that turn TLS on without a section for it: the controller passes it on, or takes the certificate from elsewhere. */
const TLS_SWITCHES = ["nginx.ingress.kubernetes.io/ssl-passthrough", "traefik.ingress.kubernetes.io/router.tls"];
const TLS_CERTIFICATES = ["appgw.ingress.kubernetes.io/appgw-ssl-certificate", "traefik.ingress.kubernetes.io/router.tls.certresolver"];

/**
 * Compliant: the TLS section of an Ingress of the same class covers every host. Controllers serve a host with the certificate of
 * whichever Ingress has one for it (ingress-nginx, controller.go: createServers), so that it may be another one of the stack.
 */
export function checkTls(stack: StackView, context: RuleContext): Outcome {
  // A Patch may omit what the owner of the Ingress sets; its own TLS section counts.
  const ingresses = stack.ofType(INGRESS).filter(({ isPatch }) => isPatch !== true);
  if (ingresses.length === 0) return NOT_APPLICABLE;
  return ingresses.flatMap((ingress): CheckResults => {
    const outcome = unlessClassListed(ingress, TERMINATED_ELSEWHERE, context, () => checkHosts(stack, ingress));
    return outcome === NOT_APPLICABLE ? [] : outcome.map((item) => ({ ...item, resource: ingress }));
  });
}

function checkHosts(stack: StackView, ingress: RuleResource): CheckResults {
  if (isUnknown(ingress.props.spec)) return [{ unknown: "spec" }];
  const annotated = hasTlsAnnotation(ingress);
  if (annotated === true) return [];
  const tls = get(ingress.props, "spec.tls");
  const hosts = hostsOf(ingress).map((host) => ({ host, match: isCovered(stack, ingress, host) }));
  const open = hosts
    .filter(({ match }) => match === false)
    .map(({ host }) => (isMissing(host) || host === "" ? "requests without a host" : toText(host)));
  const unknown = hosts.some(({ match }) => isUnknown(match)) ? [{ unknown: isUnknown(tls) ? "spec.tls" : "spec.rules" }] : [];
  if (open.length === 0) return unknown;
  const finding = {
    path: "spec.tls",
    found: `no TLS for ${open.join(", ")}`,
    expected: "an entry for every host, with the Secret of its certificate",
  };
  return isUnknown(annotated) ? asUndecided([finding], "metadata.annotations") : [finding, ...unknown];
}

/** The hosts of the rules; `undefined` for requests without one, which a rule without host or a default backend receives. */
function hostsOf({ props }: RuleResource): readonly Value[] {
  const hosts = locate(props, "spec.rules[*].host").map(({ value }) => value);
  return hosts.length === 0 && !isMissing(get(props, "spec.defaultBackend")) ? [undefined] : hosts;
}

function hasTlsAnnotation(ingress: RuleResource): Match {
  const switches = TLS_SWITCHES.map((name) => annotationOf(ingress, name)).map(
    (value): Match => (isUnknown(value) ? UNKNOWN : goBoolean(value) === true),
  );
  const certificates = TLS_CERTIFICATES.map((name) => annotationOf(ingress, name)).map(
    (value): Match => (isUnknown(value) ? UNKNOWN : !isMissing(value) && value !== ""),
  );
  return anyOf([...switches, ...certificates]);
}

/** An entry without hosts covers all hosts of its Ingress; one for `*.domain` each name directly below it. */
function isCovered(stack: StackView, ingress: RuleResource, host: Value): Match {
  const own = get(ingress.props, "spec.tls");
  if (isUnknown(own)) return UNKNOWN;
  const ingressClass = classOf(ingress).value;
  if (isApplicationGateway(ingressClass)) return hasCertificate(elements(own), host);
  const isWhole = anyOf(
    elements(own).map((entry) =>
      isUnknown(entry) || isUnknown(get(entry, "hosts")) ? UNKNOWN : elements(get(entry, "hosts")).length === 0,
    ),
  );
  if (isWhole !== false) return isWhole;
  if (isUnknown(host)) return UNKNOWN;
  // A section with hosts makes the controller listen with TLS for other requests too, with its default certificate.
  if (typeof host !== "string" || host === "") return elements(own).length > 0;
  const { hosts, uncertain } = coverageOf(stack);
  const keys = [host, host.replace(/^[^.]+/, "*")].map((name) => keyOf(ingressClass, name.toLowerCase()));
  if (keys.some((key) => hosts.has(key))) return true;
  return isUnknown(ingressClass) || uncertain.has(ingressClass) || uncertain.has(UNKNOWN) ? UNKNOWN : false;
}

/**
 * Whether the Application Gateway Ingress Controller serves a host with the certificate of a TLS entry of the same Ingress: of the one that
 * lists exactly this host, or of one without hosts. For any other host it opens a listener for plain HTTP, whatever other Ingresses have
 * (application-gateway-kubernetes-ingress, pkg/appgw: getCertificate, processIngressRule).
 */
function hasCertificate(tls: readonly Value[], host: Value): Match {
  const has = anyOf(tls.map((entry) => isCertificateOf(entry, host)));
  return has === true || !isUnknown(host) ? has : UNKNOWN;
}

function isCertificateOf(entry: Value, host: Value): Match {
  if (isUnknown(entry)) return UNKNOWN;
  const hosts = get(entry, "hosts");
  if (isUnknown(hosts)) return UNKNOWN;
  return elements(hosts).length === 0 || anyOf(elements(hosts).map((one) => isEqual(lowerCase(one), lowerCase(host))));
}

const lowerCase = (host: Value): Value => (isUnknown(host) ? host : toText(host ?? "").toLowerCase());

interface Coverage {
  /** Classes and hosts with TLS. */
  readonly hosts: ReadonlySet<string>;
  /** Classes with a host that is not known. */
  readonly uncertain: ReadonlySet<Value>;
}

const coverageOf = perStack((stack): Coverage => {
  const [hosts, uncertain] = [new Set<string>(), new Set<Value>()];
  for (const ingress of stack.ofType(INGRESS)) {
    const ingressClass = classOf(ingress).value;
    const entries = isUnknown(ingress.props.spec) ? [UNKNOWN] : locate(ingress.props, "spec.tls[*].hosts[*]").map(({ value }) => value);
    for (const host of entries) {
      if (isUnknown(host) || isUnknown(ingressClass)) uncertain.add(ingressClass);
      else hosts.add(keyOf(ingressClass, toText(host).toLowerCase()));
    }
  }
  return { hosts, uncertain };
});

function keyOf(ingressClass: Value, host: string): string {
  return JSON.stringify([ingressClass ?? null, host]);
}
