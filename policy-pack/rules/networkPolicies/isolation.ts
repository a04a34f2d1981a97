import { CILIUM_CLUSTERWIDE_NETWORK_POLICY, CILIUM_NETWORK_POLICY, NETWORK_POLICY } from "../facts/tokens";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { allOf, anyOf, isEmpty, type Match, matchesSelector, negate, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, locate, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { allowsBothSides } from "./ciliumOpenRules";
import { ciliumSelector, NAMESPACE_LABEL } from "./ciliumSelector";
import type { Direction } from "./direction";
import { allowsEverything } from "./openRules";

/** Kinds of policy after which a selected pod accepts only what some policy allows. */
export const POLICY_TYPES: readonly string[] = [NETWORK_POLICY, CILIUM_NETWORK_POLICY, CILIUM_CLUSTERWIDE_NETWORK_POLICY];

/** One set of pods that a policy isolates. */
export interface Isolation {
  /** Namespace of the pods; `undefined` for a policy that applies to all namespaces. */
  readonly namespace: ResolvedNamespace | undefined;
  /** Whether the policy isolates the pods it selects in a direction. */
  readonly isolates: (direction: Direction) => Match;
  /** Whether every pod of a namespace is selected. */
  readonly selectsAll: (namespace: ResolvedNamespace) => Match;
  /** Whether pods with these labels in a namespace are selected. */
  readonly selects: (labels: Value, namespace: ResolvedNamespace) => Match;
}

/** The sets of pods that the policies of a stack isolate. Cilium's policies count too: the platform runs Cilium. */
export function isolationsOf(stack: StackView): readonly Isolation[] {
  return stack.ofType(...POLICY_TYPES).flatMap((policy) => {
    // Without a selector a policy applies to every pod; the selector that a Patch omits is set by the policy's owner.
    const hasSelector = (spec: Value, selector: string) => !policy.isPatch || !isMissing(get(spec, selector));
    const { spec: own } = policy.props;
    if (policy.type === NETWORK_POLICY) return hasSelector(own, "podSelector") ? [kubernetesIsolation(stack, policy)] : [];
    const specs = [own, ...locate(policy.props, "specs[*]").map(({ value }) => value)];
    return specs
      .filter((spec) => !isMissing(spec) && hasSelector(spec, "endpointSelector"))
      .map((spec) => ciliumIsolation(stack, policy, spec));
  });
}

function kubernetesIsolation(stack: StackView, policy: RuleResource): Isolation {
  const spec = get(policy.props, "spec");
  const selector = get(spec, "podSelector");
  return {
    namespace: namespaceOf(stack, policy),
    isolates: (direction) => {
      const rules = get(spec, direction.toLowerCase());
      const allowsAll = isUnknown(rules) ? UNKNOWN : anyOf(elements(rules).map((rule) => allowsEverything(rule, direction)));
      return allOf([appliesToDirection(spec, direction), negate(allowsAll)]);
    },
    selectsAll: () => (isUnknown(spec) ? UNKNOWN : selectsEverything(selector)),
    selects: (labels) => (isUnknown(spec) ? UNKNOWN : matchesSelector(selector, labels)),
  };
}

/** Without `policyTypes` a policy applies to ingress, and to egress if it has egress rules. */
function appliesToDirection(spec: Value, direction: Direction): Match {
  const types = get(spec, "policyTypes");
  if (isUnknown(types)) return UNKNOWN;
  if (elements(types).length > 0) return elements(types).includes(direction) || (elements(types).includes(UNKNOWN) ? UNKNOWN : false);
  if (direction === "Ingress") return true;
  const egress = get(spec, "egress");
  return isUnknown(egress) ? UNKNOWN : elements(egress).length > 0;
}

/** A Cilium rule isolates in each direction for which it has a section, unless `enableDefaultDeny` sets something else. */
function ciliumIsolation(stack: StackView, policy: RuleResource, spec: Value): Isolation {
  const { namespaces, pods } = ciliumSelector(get(spec, "endpointSelector"));
  const selectsNodes = isUnknown(get(spec, "nodeSelector")) ? UNKNOWN : !isMissing(get(spec, "nodeSelector"));
  const selectsNamespace = (namespace: ResolvedNamespace) => matchesSelector(namespaces, { [NAMESPACE_LABEL]: namespace });
  return {
    namespace: policy.type === CILIUM_NETWORK_POLICY ? namespaceOf(stack, policy) : undefined,
    isolates: (direction) => allOf([negate(selectsNodes), ciliumIsolates(policy.type, spec, direction)]),
    selectsAll: (namespace) => allOf([selectsNamespace(namespace), selectsEverything(pods)]),
    selects: (labels, namespace) => allOf([selectsNamespace(namespace), matchesSelector(pods, labels)]),
  };
}

function ciliumIsolates(type: string, spec: Value, direction: Direction): Match {
  const section = direction.toLowerCase();
  const defaultDeny = get(spec, `enableDefaultDeny.${section}`);
  const lists = [get(spec, section), get(spec, `${section}Deny`)];
  const denies = isMissing(defaultDeny)
    ? anyOf(lists.map((list) => negate(isEmpty(list))))
    : isUnknown(defaultDeny)
      ? UNKNOWN
      : defaultDeny === true;
  return allOf([denies, negate(allowsBothSides(type, lists[0], direction))]);
}
