import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { allOf, anyOf, isEqual, type Match, matchesLabels } from "../reading/selectors";
import { elements, entries, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { type GatewayPods, podsOf } from "./gatewayPods";
import type { GatewayName } from "./gateways";

const GATEWAY_GROUP = "gateway.networking.k8s.io";

/** Whether an AuthorizationPolicy applies to a gateway. What the stack does not show of the gateway's pods is no proof. */
export function appliesTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  return agree(podsOf(stack, gateway).map((pods) => selects(stack, policy, pods, false)));
}

/** Whether an AuthorizationPolicy may apply to a gateway: what the stack does not show of the gateway's pods is unknown. */
export function mayApplyTo(stack: StackView, policy: RuleResource, gateway: GatewayName): Match {
  return agree(podsOf(stack, gateway).map((pods) => selects(stack, policy, pods, UNKNOWN)));
}

/**
 * A policy with `targetRefs` applies to the Gateways that it names in its own namespace, and to nothing else at an ingress: Services
 * are for waypoints. Another one applies to the pods of its namespace, or of the whole mesh from the root namespace, that match its
 * selector (istio/istio, policyattachment.go and authorization.go, 2026).
 *
 * @param notShown the result that depends on a label or namespace that the stack does not show.
 */
function selects(stack: StackView, policy: RuleResource, pods: GatewayPods, notShown: Match): Match {
  const namespace = namespaceOf(stack, policy);
  const targets = targetsOf(policy);
  const isSameNamespace = pods.namespaces.length === 0 ? notShown : runIn(namespace, pods.namespaces);
  const isRoot = isUnknown(namespace) ? UNKNOWN : pods.roots.includes(namespace);
  if (isUnknown(targets)) return allOf([pods.areIstio, anyOf([isRoot, isSameNamespace]), UNKNOWN]);
  if (targets.length > 0) return allOf([pods.areIstio, isSameNamespace, anyOf(targets.map((target) => isTarget(target, pods.target)))]);
  const selector = get(policy.props, "spec.selector.matchLabels");
  return allOf([pods.areIstio, anyOf([isRoot, isSameNamespace]), hasLabels(pods, selector, notShown)]);
}

/** Whether pods run in the namespace of a policy, and in no other one. */
function runIn(namespace: ResolvedNamespace, namespaces: readonly ResolvedNamespace[]): Match {
  if (isUnknown(namespace) || namespaces.includes(UNKNOWN)) return UNKNOWN;
  if (!namespaces.includes(namespace)) return false;
  return namespaces.length === 1 ? true : UNKNOWN;
}

/** Unknown also for a Patch that sets neither targets nor labels: without them it does not become a policy for its whole namespace. */
function targetsOf({ isPatch, props }: RuleResource): readonly Value[] | typeof UNKNOWN {
  const [list, single] = [get(props, "spec.targetRefs"), get(props, "spec.targetRef")];
  if (isUnknown(list) || isUnknown(single)) return UNKNOWN;
  const labels = get(props, "spec.selector.matchLabels");
  if (isPatch === true && [list, single, labels].every(isMissing)) return UNKNOWN;
  return [...elements(list), ...(isMissing(single) ? [] : [single])];
}

/** Istio compares group and kind: without the group the target is a kind of Kubernetes' core. */
function isTarget(target: Value, gateway: GatewayName | undefined): Match {
  if (gateway === undefined) return false;
  return allOf([
    isEqual(get(target, "group"), GATEWAY_GROUP),
    isEqual(get(target, "kind"), "Gateway"),
    isEqual(get(target, "name"), gateway.name),
    isEqual(get(target, "namespace") ?? gateway.namespace, gateway.namespace),
  ]);
}

function hasLabels({ labels, hasOtherLabels }: GatewayPods, selector: Value, notShown: Match): Match {
  if (isUnknown(selector)) return UNKNOWN;
  const other = hasOtherLabels === true ? notShown : hasOtherLabels;
  return allOf(
    entries(selector).map(([key, value]) => {
      const isShown = isUnknown(labels) || (isRecord(labels) && Object.hasOwn(labels, key));
      return isShown ? matchesLabels({ [key]: value }, labels) : other;
    }),
  );
}

/** The result of all possibilities; unknown where they differ. */
function agree(matches: readonly Match[]): Match {
  const [first = false] = matches;
  return matches.every((match) => match === first) ? first : UNKNOWN;
}
