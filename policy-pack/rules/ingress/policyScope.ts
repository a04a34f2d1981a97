import { GATEWAY_NAMESPACES } from "../facts/namespaces";
import { ISTIO_GATEWAY } from "../facts/tokens";
import { namespaceOf, sameNamespace } from "../reading/namespaces";
import { allOf, anyOf, type Match, matchesLabels } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import type { GatewayName } from "./gateways";

const GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";

/** Whether an AuthorizationPolicy is for a gateway. Of pods that are not in this stack, its own selector is believed. */
export function appliesTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  return isFor(stack, policy, gateway, get(policy.props, "spec.selector.matchLabels"));
}

/** The same for a policy that would do harm there: of pods that are not in this stack, nothing is known. */
export function mayApplyTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  return isFor(stack, policy, gateway, UNKNOWN);
}

function isFor(stack: StackView, policy: RuleResource, gateway: GatewayName, elsewhere: Value): Match {
  const home = namespaceOf(stack, policy);
  const targets = targetsOf(policy);
  if (isUnknown(targets)) return UNKNOWN;
  if (targets.length > 0) return allOf([sameNamespace(home, gateway.home), anyOf(targets.map((target) => isTarget(target, gateway)))]);
  const isPlaced = !isUnknown(home) && GATEWAY_NAMESPACES.includes(home) ? true : sameNamespace(home, gateway.home);
  const wanted = get(policy.props, "spec.selector.matchLabels");
  return allOf([isPlaced, matchesLabels(wanted, podLabels(stack, gateway, wanted, elsewhere))]);
}

function targetsOf({ props }: RuleResource): readonly Value[] | typeof UNKNOWN {
  const [list, single] = [get(props, "spec.targetRefs"), get(props, "spec.targetRef")];
  if (isUnknown(list) || isUnknown(single)) return UNKNOWN;
  return [...elements(list), ...(isMissing(single) ? [] : [single])];
}

function isTarget(target: Value, gateway: GatewayName): Match {
  const [kind, name] = [get(target, "kind"), get(target, "name")];
  if (!isUnknown(kind) && kind !== "Gateway") return false;
  return isUnknown(kind) || isUnknown(name) || isUnknown(gateway.name) ? UNKNOWN : name === gateway.name;
}

/** The labels by which a gateway finds its pods. */
function podLabels(stack: StackView, { home, name }: GatewayName, wanted: Value, elsewhere: Value): Value {
  const gateway = stack.ofType(ISTIO_GATEWAY).find((one) => get(one.props, "metadata.name") === name && namespaceOf(stack, one) === home);
  const stated = gateway === undefined ? wanted : (get(gateway.props, "spec.selector") ?? {});
  if (!isRecord(stated)) return stated;
  // Gateway API gateways label their pods with their own name.
  const own = stated[GATEWAY_LABEL];
  if (own !== undefined && own !== name) return isUnknown(own) || isUnknown(name) ? UNKNOWN : {};
  return gateway === undefined && own === undefined ? elsewhere : stated;
}
