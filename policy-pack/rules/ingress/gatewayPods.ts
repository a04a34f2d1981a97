import * as namespaces from "../facts/namespaces";
import { GATEWAY, GATEWAY_CLASS, ISTIO_GATEWAY } from "../facts/tokens";
import { perStack } from "../reading/memoize";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { POD_TYPES, podOf } from "../reading/pods";
import { anyOf, type Match, matchesLabels } from "../reading/selectors";
import { elements, entries, get, isMissing, isRecord, isUnknown, toText, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { type GatewayName, isNamed } from "./gateways";
import { perGateway } from "./perGateway";

/** The pods of a gateway, as far as the stack shows them. */
export interface GatewayPods {
  /** Whether Istio runs them: other implementations of Gateway API read no AuthorizationPolicy. */
  readonly areIstio: Match;
  /** Namespaces in which they run, in each or in one of them; none where the stack does not show it. */
  readonly namespaces: readonly ResolvedNamespace[];
  /** Root namespaces of their mesh. */
  readonly roots: readonly string[];
  /** Labels that they have. */
  readonly labels: Value;
  /** Whether they may have labels that the stack does not show; unknown where it does, with a value that is not known yet. */
  readonly hasOtherLabels: Match;
  /** The Gateway that `targetRefs` name: Istio compares it with the name label of the pods that it created for a Gateway. */
  readonly target: GatewayName | undefined;
}

const NAME_LABEL = "gateway.networking.k8s.io/gateway-name";
const CLASS_LABEL = "gateway.networking.k8s.io/gateway-class-name";
const ROOTS = [namespaces.AKS_ROOT_NAMESPACE, namespaces.ISTIO_ROOT_NAMESPACE];
/** Usual classes of other implementations. */
const OTHER_CLASS = /(?:^|[^a-z])(?:azure|alb|nginx|cilium|traefik|kong|envoy|eg|haproxy|contour|apisix|ambassador)(?:[^a-z]|$)/i;
/** Types that tell where a gateway's pods run, and with which labels. */
export const GATEWAY_POD_TYPES: readonly string[] = [GATEWAY, GATEWAY_CLASS, ISTIO_GATEWAY, ...POD_TYPES];

// A Patch does not show what the Gateway's owner sets.
const gatewaysOf = (type: string) => perStack((stack) => stack.ofType(type).filter(({ isPatch }) => isPatch !== true));
const [istioGateways, kubernetesGateways, gatewayClasses] = [gatewaysOf(ISTIO_GATEWAY), gatewaysOf(GATEWAY), gatewaysOf(GATEWAY_CLASS)];

/** Every possibility for a gateway's pods: several where the stack leaves open which pods they are. */
export const podsOf = perGateway((stack: StackView, gateway: GatewayName): readonly GatewayPods[] => {
  const resources = (gateway.kind === "istio" ? istioGateways : kubernetesGateways)(stack);
  const matches = resources.map((resource) => ({ resource, match: isNamed(stack, resource, gateway) }));
  const named = matches.filter(({ match }) => match === true);
  const possible = named.length > 0 ? named : matches.filter(({ match }) => isUnknown(match));
  const pods = possible.flatMap(({ resource }) =>
    gateway.kind === "istio" ? podsOfIstioGateway(stack, resource) : podsOfGateway(stack, resource, gateway),
  );
  return named.length > 0 ? pods : [...pods, podsElsewhere(gateway)];
});

/** Pods of which the stack shows nothing. */
const HIDDEN: GatewayPods = { areIstio: true, namespaces: [], roots: ROOTS, labels: {}, hasOtherLabels: true, target: undefined };
/** Pods that depend on values that are not known yet. */
const UNDECIDED: GatewayPods = { ...HIDDEN, namespaces: [UNKNOWN], labels: UNKNOWN };

/**
 * The pods of a gateway that is not in this stack. Those of a Gateway API gateway have its name as a label; only the owner of an
 * Istio gateway, or of a Gateway that is known by its ListenerSet alone, can tell which pods it selects.
 */
function podsElsewhere(gateway: GatewayName): GatewayPods {
  if (gateway.kind === "istio" || gateway.name === "") return HIDDEN;
  return { ...HIDDEN, namespaces: [gateway.namespace], labels: { [NAME_LABEL]: gateway.name }, target: gateway };
}

/**
 * An Istio Gateway selects pods by labels in any namespace, unless PILOT_SCOPE_GATEWAY_TO_NAMESPACE is set. The AKS add-on's gateways
 * are in its own namespace. Where the pods of others run, only a stack that contains them shows: the Gateway's namespace is no proof.
 */
function podsOfIstioGateway(stack: StackView, resource: RuleResource): readonly GatewayPods[] {
  const labels = get(resource.props, "spec.selector") ?? {};
  const { key, values } = namespaces.AKS_GATEWAY_LABEL;
  const isAddOn = anyOf(values.map((value) => matchesLabels({ [key]: value }, labels)));
  if (isUnknown(isAddOn)) return [UNDECIDED];
  if (isAddOn) return [{ ...HIDDEN, labels, namespaces: [namespaces.AKS_GATEWAY_NAMESPACE], roots: [namespaces.AKS_ROOT_NAMESPACE] }];
  const hidden: GatewayPods = { ...HIDDEN, labels };
  if (entries(labels).length === 0) return [hidden];
  const pods = shownPods(stack).map((shown) => ({ ...shown, match: matchesLabels(labels, shown.labels) }));
  const inStack = pods.filter(({ match }) => match === true);
  const possible = inStack.length > 0 ? inStack : pods.filter(({ match }) => isUnknown(match));
  const found = { ...hidden, namespaces: [...new Set(possible.map(({ namespace }) => namespace))] };
  if (possible.length === 0) return [hidden];
  return inStack.length > 0 ? [found] : [hidden, found];
}

interface ShownPods {
  readonly labels: Value;
  readonly namespace: ResolvedNamespace;
}

/** The pods that a stack contains. */
const shownPods = perStack((stack): readonly ShownPods[] =>
  stack.ofType(...POD_TYPES).map((resource) => ({
    labels: get(podOf(resource).metadata.value, "labels"),
    namespace: namespaceOf(stack, resource),
  })),
);

/**
 * Istio creates the pods of a Gateway in its namespace. They have its name and class as labels, and those of `spec.infrastructure`
 * or, without any there, the Gateway's own (istio/istio, kube-gateway.yaml and deploymentcontroller.go, 2026). Current versions do not
 * set `istio.io/gateway-name`, the label's name before Istio 1.21 (istio/istio#47229). A Gateway with host names as addresses uses the
 * pods of all those Services (Istio's manual deployment; istio/istio, extractGatewayServices, 2026).
 */
function podsOfGateway(stack: StackView, resource: RuleResource, gateway: GatewayName): readonly GatewayPods[] {
  const gatewayClass = get(resource.props, "spec.gatewayClassName");
  const areIstio = isIstioClass(stack, gatewayClass);
  const ownNamespace = namespaceOf(stack, resource);
  const addresses = get(resource.props, "spec.addresses");
  const mayHaveHost = isUnknown(addresses) || elements(addresses).some((address) => isUnknown(get(address, "type")));
  const undecided: readonly GatewayPods[] = mayHaveHost ? [{ ...UNDECIDED, areIstio }] : [];
  const hosts = elements(addresses).filter((address) => get(address, "type") === "Hostname");
  const ofServices = hosts.map((host): GatewayPods => ({ ...podsOfService(get(host, "value"), ownNamespace), areIstio }));
  if (ofServices.length > 0) return [...ofServices, ...undecided];
  const copied = get(resource.props, "spec.infrastructure.labels") ?? get(resource.props, "metadata.labels") ?? {};
  const name = get(resource.props, "metadata.name");
  const own = { [NAME_LABEL]: name, [CLASS_LABEL]: gatewayClass, "gateway.istio.io/managed": "istio.io-gateway-controller" };
  const created: GatewayPods = {
    ...HIDDEN,
    areIstio,
    namespaces: [ownNamespace],
    labels: { ...(isRecord(copied) ? copied : {}), ...own },
    hasOtherLabels: isUnknown(copied) ? UNKNOWN : false,
    target: gateway,
  };
  return [created, ...undecided];
}

/** Pods of a Service that a Gateway names as `name` or `name.namespace.svc…`; they have no name label, so no targetRefs. */
function podsOfService(host: Value, ownNamespace: ResolvedNamespace): GatewayPods {
  if (typeof host !== "string") return UNDECIDED;
  const [service = "", namespace = ownNamespace] = host.split(".");
  const isAddOn = namespace === namespaces.AKS_GATEWAY_NAMESPACE;
  return { ...HIDDEN, namespaces: [namespace], labels: isAddOn ? { [namespaces.AKS_GATEWAY_LABEL.key]: service } : {} };
}

/**
 * Whether Istio implements a GatewayClass: by its controller where the stack contains it, otherwise by its name. A name that is neither
 * Istio's nor that of a known implementation is no proof.
 */
function isIstioClass(stack: StackView, name: Value): Match {
  if (isUnknown(name)) return UNKNOWN;
  const resource = gatewayClasses(stack).find(({ props }) => get(props, "metadata.name") === name);
  const controller = resource === undefined ? undefined : get(resource.props, "spec.controllerName");
  if (isUnknown(controller)) return UNKNOWN;
  if (!isMissing(controller)) return toText(controller).startsWith("istio.io/");
  if (typeof name !== "string") return false;
  if (/istio/i.test(name)) return true;
  return OTHER_CLASS.test(name) ? false : UNKNOWN;
}
