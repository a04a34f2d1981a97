import { GATEWAY_NAMESPACES } from "../limits";
import { homeOf, sameHome } from "../namespaces/home";
import type { RuleResource, StackView } from "../rule";
import { allOf, anyOf, type Match, matchesLabels } from "../selectors";
import { AUTHORIZATION_POLICY, ISTIO_GATEWAY } from "../tokens";
import { elements, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../values";
import { type Edge, HEADER, isFrontDoorId } from "./edge";
import type { GatewayName } from "./gateways";

const GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";

/**
 * Whether an AuthorizationPolicy on a gateway denies every request without the id: action DENY, `notValues` with ids only.
 * DENY outranks every ALLOW, so one such policy checks every route of the gateway.
 */
export function isDeniedAt(stack: StackView, gateway: GatewayName, edge: Edge): Match {
  const policies = stack.ofType(AUTHORIZATION_POLICY).filter(({ props }) => get(props, "spec.action") === "DENY");
  return anyOf(policies.map((policy) => allOf([appliesTo(stack, policy, gateway), deniesWithoutId(policy, edge)])));
}

function deniesWithoutId({ props }: RuleResource, edge: Edge): Match {
  return anyOf(elements(get(props, "spec.rules")).map((rule) => ruleDenies(rule, edge)));
}

/** Sources, further conditions and named operations would narrow the rule; paths left out (health checks) may be. */
function ruleDenies(rule: Value, edge: Edge): Match {
  const [condition, ...more] = elements(get(rule, "when"));
  if (!isRecord(condition) || more.length > 0 || !isMissing(get(rule, "from")) || !elements(get(rule, "to")).every(leavesPathsOut))
    return false;
  const refused = get(condition, "notValues");
  if (String(get(condition, "key")).toLowerCase() !== `request.headers[${HEADER}]` || !isMissing(get(condition, "values"))) return false;
  if (isUnknown(refused)) return UNKNOWN;
  return elements(refused).length > 0 && allOf(elements(refused).map((id) => isFrontDoorId(id, edge)));
}

function leavesPathsOut(to: Value): boolean {
  const operation = get(to, "operation");
  const paths = elements(get(operation, "notPaths"));
  return (
    isRecord(operation) && Object.keys(operation).every((key) => key === "notPaths") && !paths.some((path) => path === "*" || path === "/*")
  );
}

function appliesTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  const home = homeOf(stack, policy);
  const targets = [...elements(get(policy.props, "spec.targetRefs")), get(policy.props, "spec.targetRef")].filter(isRecord);
  if (targets.length > 0) return allOf([sameHome(home, gateway.home), anyOf(targets.map((target) => isTarget(target, gateway)))]);
  const isPlaced = !isUnknown(home) && GATEWAY_NAMESPACES.includes(home) ? true : sameHome(home, gateway.home);
  return allOf([isPlaced, matchesLabels(get(policy.props, "spec.selector.matchLabels"), podLabels(stack, gateway, policy))]);
}

function isTarget({ kind, name }: Readonly<Record<string, Value>>, gateway: GatewayName): Match {
  if (kind !== "Gateway") return false;
  return isUnknown(name) || isUnknown(gateway.name) ? UNKNOWN : name === gateway.name;
}

/** The labels by which a gateway finds its pods; of a gateway that is not in this stack, what the policy itself says of them. */
function podLabels(stack: StackView, { home, name }: GatewayName, policy: RuleResource): Value {
  const gateway = stack.ofType(ISTIO_GATEWAY).find((one) => get(one.props, "metadata.name") === name && homeOf(stack, one) === home);
  const stated = get(gateway?.props, "spec.selector") ?? (gateway === undefined ? get(policy.props, "spec.selector.matchLabels") : {});
  if (isUnknown(stated) || !isRecord(stated)) return stated;
  // Gateway API gateways label their pods with their own name.
  const own = stated[GATEWAY_LABEL];
  return own === undefined || own === name ? stated : {};
}
