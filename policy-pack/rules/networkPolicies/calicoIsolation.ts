import * as token from "../facts/tokens";
import { perKey, perStack } from "../reading/memoize";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { allOf, anyOf, isEmpty, type Match, negate } from "../reading/selectors";
import { elements, get, isMissing, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import { appliesToPods, calicoRules } from "./calicoRules";
import { calicoMatcher, everyPodMatcher } from "./calicoSelector";
import { byDirection, type Direction } from "./direction";
import { namespaceLabels } from "./namespaceLabels";
import { deniesByDefault } from "./orderedRules";
import type { Isolation } from "./policyKinds";

const STORED_KINDS: readonly string[] = [token.CALICO_STORED_NETWORK_POLICY, token.CALICO_STORED_GLOBAL_NETWORK_POLICY];
const GLOBAL_KINDS: readonly string[] = [token.CALICO_GLOBAL_NETWORK_POLICY, token.CALICO_STORED_GLOBAL_NETWORK_POLICY];

/** Calico's tiers for the policies of the Kubernetes policy API, with the default action `Pass` ("Get started with policy tiers"). */
const PASSING_TIERS: readonly Value[] = ["kube-admin", "adminnetworkpolicy"];

export const CALICO_TIERS: readonly string[] = [token.CALICO_TIER, token.CALICO_STORED_TIER];

/**
 * A Calico policy isolates the pods it selects for its types: a tier with a policy for a pod drops the connections that no policy in it
 * decides, unless the tier's default action is `Pass` (Calico: "Tier").
 */
export function calicoIsolation(stack: StackView, policy: RuleResource): Isolation {
  const spec = get(policy.props, "spec");
  const isGlobal = GLOBAL_KINDS.includes(policy.type);
  const ofNamespace = calicoMatcher(get(spec, "namespaceSelector"));
  const ofAccount = calicoMatcher(get(spec, "serviceAccountSelector"))({ labels: {}, complete: false });
  const ofPod = calicoMatcher(get(spec, "selector"));
  const ofEveryPod = everyPodMatcher(get(spec, "selector"));
  const added = (namespace: ResolvedNamespace) => addedLabels(stack)(namespace);
  return {
    namespace: isGlobal ? undefined : namespaceOf(stack, policy),
    isolates: byDirection((direction) =>
      allOf([
        appliesToPods(spec),
        appliesTo(policy, direction),
        deniesByDefault(calicoRules(policy, direction), dropsUndecided(stack, get(spec, "tier"))),
      ]),
    ),
    inNamespace: (namespace) => (isGlobal ? ofNamespace(namespaceLabels(stack, namespace)) : true),
    selectsAll: (namespace) =>
      allOf([
        ofAccount,
        isUnknown(namespace) ? ofPod({ labels: {}, added: added(namespace), complete: false }) : ofEveryPod(added(namespace)),
      ]),
    selects: (labels, namespace) =>
      allOf([ofAccount, ofPod({ labels: isRecord(labels) ? labels : {}, added: added(namespace), complete: !isUnknown(labels) })]),
  };
}

/** Without `types` a policy applies to egress if it has egress rules, and to ingress unless it has only those. */
function appliesTo({ type, props }: RuleResource, direction: Direction): Match {
  const types = get(props, "spec.types");
  if (isUnknown(types)) return UNKNOWN;
  if (elements(types).length > 0) return elements(types).includes(direction) || (elements(types).includes(UNKNOWN) ? UNKNOWN : false);
  const hasEgress = negate(isEmpty(get(props, "spec.egress")));
  const applies = direction === "Egress" ? hasEgress : anyOf([negate(isEmpty(get(props, "spec.ingress"))), negate(hasEgress)]);
  // Calico's API server sets the default; without it (stored kinds) Felix applies the policy to both.
  return applies === false && STORED_KINDS.includes(type) ? UNKNOWN : applies;
}

/** Whether a tier drops the connections that no policy in it decides. A tier of another stack may do either. */
function dropsUndecided(stack: StackView, tier: Value): Match {
  if (isMissing(tier) || tier === "" || tier === "default") return true;
  if (PASSING_TIERS.includes(tier)) return false;
  const declared = tiers(stack).find(({ props }) => get(props, "metadata.name") === tier);
  if (isUnknown(tier) || declared === undefined) return UNKNOWN;
  const action = get(declared.props, "spec.defaultAction");
  return isUnknown(action) ? UNKNOWN : action !== "Pass";
}

const tiers = perStack((stack) => stack.ofType(...CALICO_TIERS).filter(({ isPatch }) => !isPatch));

/** Labels that Calico adds to every pod ("Calico automatic labels"), with those of its namespace as far as they are known. */
const addedLabels = perStack((stack) =>
  perKey(
    (namespace: ResolvedNamespace): Readonly<Record<string, Value>> => ({
      ...Object.fromEntries(Object.entries(namespaceLabels(stack, namespace).labels).map(([key, value]) => [`pcns.${key}`, value])),
      "projectcalico.org/namespace": namespace,
      "projectcalico.org/orchestrator": "k8s",
      "projectcalico.org/serviceaccount": UNKNOWN,
    }),
  ),
);
