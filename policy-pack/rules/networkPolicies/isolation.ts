import { CILIUM_NETWORK_POLICY, NETWORK_POLICY } from "../facts/tokens";
import { namespaceOf } from "../reading/namespaces";
import { allOf, anyOf, isEmpty, type Match, matchesSelector, negate, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, locate, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { calicoIsolation } from "./calicoIsolation";
import { ciliumSelector, NAMESPACE_LABEL } from "./ciliumSelector";
import { clusterIsolation } from "./clusterIsolation";
import { byDirection, type Direction } from "./direction";
import { CALICO_POLICIES, CLUSTER_POLICIES, type Isolation, POLICY_TYPES } from "./policyKinds";

/**
 * The sets of pods that the policies of a stack isolate, of every engine that the platform can run.
 *
 * What the rules of a policy allow does not matter here: a rule that allows everything is one fault, which the control for open
 * rules reports at the policy.
 */
export function isolationsOf(stack: StackView): readonly Isolation[] {
  return stack.ofType(...POLICY_TYPES).flatMap((policy) => {
    // Without a selector a policy applies to every pod; the selector that a Patch omits is set by the policy's owner.
    const hasSelector = (spec: Value, selector: string) => !policy.isPatch || !isMissing(get(spec, selector));
    const { spec: own } = policy.props;
    if (policy.type === NETWORK_POLICY) return hasSelector(own, "podSelector") ? [kubernetesIsolation(stack, policy)] : [];
    if (CALICO_POLICIES.includes(policy.type)) return hasSelector(own, "selector") ? [calicoIsolation(stack, policy)] : [];
    if (CLUSTER_POLICIES.includes(policy.type)) return hasSelector(own, "subject") ? [clusterIsolation(stack, policy)] : [];
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
    isolates: byDirection((direction) => appliesToDirection(spec, direction)),
    inNamespace: () => true,
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
  return {
    namespace: policy.type === CILIUM_NETWORK_POLICY ? namespaceOf(stack, policy) : undefined,
    isolates: byDirection((direction) => allOf([negate(selectsNodes), ciliumIsolates(spec, direction)])),
    inNamespace: (namespace) => matchesSelector(namespaces, { [NAMESPACE_LABEL]: namespace }),
    selectsAll: () => selectsEverything(pods),
    selects: (labels) => matchesSelector(pods, labels),
  };
}

function ciliumIsolates(spec: Value, direction: Direction): Match {
  const section = direction.toLowerCase();
  const defaultDeny = get(spec, `enableDefaultDeny.${section}`);
  const lists = [get(spec, section), get(spec, `${section}Deny`)];
  if (isMissing(defaultDeny)) return anyOf(lists.map((list) => negate(isEmpty(list))));
  return isUnknown(defaultDeny) ? UNKNOWN : defaultDeny === true;
}
