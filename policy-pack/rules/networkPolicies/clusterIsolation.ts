import type { ResolvedNamespace } from "../reading/namespaces";
import { allOf, type Match, matchesSelector, selectsEverything } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { clusterRules } from "./clusterRules";
import { namespaceLabels, selectsNamespace } from "./namespaceLabels";
import { deniesByDefault } from "./orderedRules";
import type { Isolation } from "./policyKinds";

/**
 * A cluster-wide policy of the Kubernetes policy API isolates by a rule that denies everything, in either tier: selecting a pod does
 * not isolate it (network-policy-api: "API Object Overview"). A NetworkPolicy that overrides the Baseline tier isolates by itself.
 */
export function clusterIsolation(stack: StackView, policy: RuleResource): Isolation {
  const subject = get(policy.props, "spec.subject");
  const selects = (namespace: ResolvedNamespace, ofPods: (selector: Value) => Match): Match => {
    const [namespaces, pods] = [get(subject, "namespaces"), get(subject, "pods")];
    const known = namespaceLabels(stack, namespace);
    if (!isMissing(namespaces) && !isUnknown(namespaces)) return selectsNamespace(namespaces, known);
    // A subject of an earlier version of the API has other fields.
    if (isMissing(pods) || isUnknown(pods)) return UNKNOWN;
    return allOf([selectsNamespace(get(pods, "namespaceSelector"), known), ofPods(get(pods, "podSelector"))]);
  };
  return {
    namespace: undefined,
    isolates: (direction) => deniesByDefault(clusterRules(policy, direction), false),
    selectsAll: (namespace) => selects(namespace, selectsEverything),
    selects: (labels, namespace) => selects(namespace, (selector) => matchesSelector(selector, labels)),
  };
}
