import { GATEWAY_NAMESPACES } from "../facts/namespaces";
import { ISTIO_GATEWAY } from "../facts/tokens";
import { namespaceOf, sameNamespace } from "../reading/namespaces";
import { allOf, anyOf, type Match, matchesLabels } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import type { GatewayName } from "./gateways";

const GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";

/** Whether an AuthorizationPolicy applies to a gateway. Pods that are not in this stack are assumed to match its selector. */
export function appliesTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  return selectsGateway(stack, policy, gateway, get(policy.props, "spec.selector.matchLabels"));
}

/** Whether an AuthorizationPolicy may apply to a gateway: the labels of pods that are not in this stack are unknown. */
export function mayApplyTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  return selectsGateway(stack, policy, gateway, UNKNOWN);
}

function selectsGateway(stack: StackView, policy: RuleResource, gateway: GatewayName, otherPodLabels: Value): Match {
  const namespace = namespaceOf(stack, policy);
  const targets = targetsOf(policy);
  if (isUnknown(targets)) return UNKNOWN;
  if (targets.length > 0)
    return allOf([sameNamespace(namespace, gateway.namespace), anyOf(targets.map((target) => isTarget(target, gateway)))]);
  const isSameNamespace =
    !isUnknown(namespace) && GATEWAY_NAMESPACES.includes(namespace) ? true : sameNamespace(namespace, gateway.namespace);
  const selector = get(policy.props, "spec.selector.matchLabels");
  return allOf([isSameNamespace, matchesLabels(selector, podLabels(stack, gateway, selector, otherPodLabels))]);
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

/** The labels of a gateway's pods: the gateway's selector where it is in this stack. */
function podLabels(stack: StackView, { namespace, name }: GatewayName, selector: Value, otherPodLabels: Value): Value {
  const gateway = stack
    .ofType(ISTIO_GATEWAY)
    .find((one) => get(one.props, "metadata.name") === name && namespaceOf(stack, one) === namespace);
  const labels = gateway === undefined ? selector : (get(gateway.props, "spec.selector") ?? {});
  if (!isRecord(labels)) return labels;
  // Gateway API gateways label their pods with their own name.
  const own = labels[GATEWAY_LABEL];
  if (own !== undefined && own !== name) return isUnknown(own) || isUnknown(name) ? UNKNOWN : {};
  return gateway === undefined && own === undefined ? otherPodLabels : labels;
}
