import { CILIUM_CLUSTERWIDE_NETWORK_POLICY, CILIUM_NETWORK_POLICY, NETWORK_POLICY } from "../facts/tokens";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { allOf, anyOf, isEmpty, type Match, matchesSelector, negate, selectsEverything } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, locate, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { opensBothSides } from "./ciliumOpenness";
import { ciliumSelector, NAMESPACE_LABEL } from "./ciliumSelector";
import type { Direction } from "./direction";
import { allowsEverything } from "./openness";

/** Kinds of policy after which a selected pod accepts only what some policy allows. */
export const POLICY_TYPES: readonly string[] = [NETWORK_POLICY, CILIUM_NETWORK_POLICY, CILIUM_CLUSTERWIDE_NETWORK_POLICY];

/** One set of pods that a policy isolates, in one namespace or, where `home` is undefined, in all of them. */
export interface Isolation {
  readonly home: ResolvedNamespace | undefined;
  readonly isolates: (direction: Direction) => Match;
  /** Whether every pod of a namespace is selected. */
  readonly selectsAll: (home: ResolvedNamespace) => Match;
  readonly selects: (labels: Value, home: ResolvedNamespace) => Match;
}

/** What the policies of a stack isolate. Cilium's count like Kubernetes' own: the platform runs Cilium. */
export function isolationsOf(stack: StackView): readonly Isolation[] {
  return stack.ofType(...POLICY_TYPES).flatMap((policy) => {
    // Without a selector a policy is about every pod; of a Patch, its owner says about which.
    const states = (spec: Value, selector: string) => !policy.isPatch || !isMissing(get(spec, selector));
    const { spec: own } = policy.props;
    if (policy.type === NETWORK_POLICY) return states(own, "podSelector") ? [kubernetes(stack, policy)] : [];
    const specs = [own, ...locate(policy.props, "specs[*]").map(({ value }) => value)];
    return specs.filter((spec) => !isMissing(spec) && states(spec, "endpointSelector")).map((spec) => cilium(stack, policy, spec));
  });
}

function kubernetes(stack: StackView, policy: RuleResource): Isolation {
  const spec = get(policy.props, "spec");
  const selector = get(spec, "podSelector");
  return {
    home: namespaceOf(stack, policy),
    isolates: (direction) => {
      const rules = get(spec, direction.toLowerCase());
      const open = isUnknown(rules) ? UNKNOWN : anyOf(elements(rules).map((rule) => allowsEverything(rule, direction)));
      return allOf([namesDirection(spec, direction), negate(open)]);
    },
    selectsAll: () => (isUnknown(spec) ? UNKNOWN : selectsEverything(selector)),
    selects: (labels) => (isUnknown(spec) ? UNKNOWN : matchesSelector(selector, labels)),
  };
}

/** Without `policyTypes` a policy is about ingress, and about egress where it has rules for it. */
function namesDirection(spec: Value, direction: Direction): Match {
  const types = get(spec, "policyTypes");
  if (isUnknown(types)) return UNKNOWN;
  if (elements(types).length > 0) return elements(types).includes(direction) || (elements(types).includes(UNKNOWN) ? UNKNOWN : false);
  if (direction === "Ingress") return true;
  const egress = get(spec, "egress");
  return isUnknown(egress) ? UNKNOWN : elements(egress).length > 0;
}

/** A Cilium rule isolates in each direction it has a section for, unless `enableDefaultDeny` says otherwise. */
function cilium(stack: StackView, policy: RuleResource, spec: Value): Isolation {
  const { namespaces, pods } = ciliumSelector(get(spec, "endpointSelector"));
  const ofNodes = isUnknown(get(spec, "nodeSelector")) ? UNKNOWN : !isMissing(get(spec, "nodeSelector"));
  const inNamespace = (home: ResolvedNamespace) => matchesSelector(namespaces, { [NAMESPACE_LABEL]: home });
  return {
    home: policy.type === CILIUM_NETWORK_POLICY ? namespaceOf(stack, policy) : undefined,
    isolates: (direction) => allOf([negate(ofNodes), ciliumIsolates(policy.type, spec, direction)]),
    selectsAll: (home) => allOf([inNamespace(home), selectsEverything(pods)]),
    selects: (labels, home) => allOf([inNamespace(home), matchesSelector(pods, labels)]),
  };
}

function ciliumIsolates(type: string, spec: Value, direction: Direction): Match {
  const section = direction.toLowerCase();
  const stated = get(spec, `enableDefaultDeny.${section}`);
  const lists = [get(spec, section), get(spec, `${section}Deny`)];
  const denies = isMissing(stated) ? anyOf(lists.map((list) => negate(isEmpty(list)))) : isUnknown(stated) ? UNKNOWN : stated === true;
  return allOf([denies, negate(opensBothSides(type, lists[0], direction))]);
}
