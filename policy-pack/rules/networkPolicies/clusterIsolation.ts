import { type Match, matchesSelector, selectsEverything } from "../reading/selectors";
import { get, isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { clusterRules } from "./clusterRules";
import { byDirection } from "./direction";
import { namespaceLabels, selectsNamespace } from "./namespaceLabels";
import { deniesByDefault } from "./orderedRules";
import type { Isolation } from "./policyKinds";

/**
 * A cluster-wide policy of the Kubernetes policy API isolates by a rule that denies everything, in either tier: selecting a pod does
 * not isolate it (network-policy-api: "API Object Overview"). A NetworkPolicy that overrides the Baseline tier isolates by itself.
 */
export function clusterIsolation(stack: StackView, policy: RuleResource): Isolation {
  const subject = get(policy.props, "spec.subject");
  const [namespaces, pods] = [get(subject, "namespaces"), get(subject, "pods")];
  const ofNamespaces = !isMissing(namespaces) && !isUnknown(namespaces);
  // A subject of an earlier version of the API has other fields.
  const isUnread = !ofNamespaces && (isMissing(pods) || isUnknown(pods));
  const ofPods = (match: (selector: Value) => Match): Match => {
    if (isUnread) return UNKNOWN;
    return ofNamespaces ? true : match(get(pods, "podSelector"));
  };
  return {
    namespace: undefined,
    isolates: byDirection((direction) => deniesByDefault(clusterRules(policy, direction), false)),
    inNamespace: (namespace) =>
      isUnread ? UNKNOWN : selectsNamespace(ofNamespaces ? namespaces : get(pods, "namespaceSelector"), namespaceLabels(stack, namespace)),
    selectsAll: () => ofPods(selectsEverything),
    selects: (labels) => ofPods((selector) => matchesSelector(selector, labels)),
  };
}
