import { NAMESPACE, NETWORK_POLICY } from "../facts/tokens";
import { asUndecided } from "../reading/listed";
import { namespaceOf, type ResolvedNamespace } from "../reading/namespaces";
import { at, below, strings } from "../reading/pods";
import { anyOf, type Match, matchesSelector, selectsEverything } from "../reading/selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type StackView } from "../rule";
import { CONTENT_TYPES, podsIn, showsPods } from "./contents";

/** Option that lists the namespaces with pods that are not in the stack. */
export const PODS_ELSEWHERE = "podsElsewhere";
export const DANGLING_TYPES: readonly string[] = [NAMESPACE, NETWORK_POLICY, ...CONTENT_TYPES];

/** Label that Kubernetes sets on each namespace. */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";
/** Labels of pods that controllers create for a while: cert-manager's for challenges, Jobs' and CronJobs'. */
const TRANSIENT = /^(?:acme\.cert-manager\.io|batch\.kubernetes\.io)\/|^(?:job-name|controller-uid)$/;

/**
 * Compliant: a policy and its peers select pods that exist. Only a namespace that the stack declares and runs pods in is judged, in a
 * stack without charts: the pods of others are not shown.
 */
export function checkDangling(stack: StackView, context: RuleContext): Outcome {
  const policies = stack.ofType(NETWORK_POLICY).filter(({ isPatch }) => isPatch !== true);
  if (policies.length === 0) return NOT_APPLICABLE;
  const elsewhere = strings(context, PODS_ELSEWHERE);
  const isShown = (namespace: ResolvedNamespace) =>
    showsPods(stack, namespace) && !(typeof namespace === "string" && elsewhere.includes(namespace));
  return policies.flatMap((policy) => {
    const own = namespaceOf(stack, policy);
    const spec = { path: "spec", value: policy.props.spec };
    const selected = checkSelector(stack, own, at(spec, "podSelector"), isShown);
    // A policy for no pod allows no peer anything: one finding is enough.
    const outcome = selected.length > 0 ? selected : peersOf(spec).flatMap((peer) => checkPeer(stack, own, peer, isShown));
    return outcome.map((item) => ({ ...item, resource: policy }));
  });
}

type IsShown = (namespace: ResolvedNamespace) => boolean;

function peersOf(spec: Located): readonly Located[] {
  return [...below(spec, "ingress[*].from[*]"), ...below(spec, "egress[*].to[*]")].filter(({ value }) => !isUnknown(value));
}

function checkPeer(stack: StackView, own: ResolvedNamespace, peer: Located, isShown: IsShown): CheckResults {
  const pods = at(peer, "podSelector");
  if (isMissing(pods.value)) return [];
  const namespaces = get(peer.value, "namespaceSelector");
  const namespace = isMissing(namespaces) ? own : namedNamespace(namespaces);
  return namespace === undefined ? [] : checkSelector(stack, namespace, pods, isShown);
}

/** The namespace that a selector selects by its name alone. */
function namedNamespace(selector: Value): ResolvedNamespace | undefined {
  const labels = entries(get(selector, "matchLabels"));
  const [[key, name] = []] = labels;
  const isName = labels.length === 1 && key === NAMESPACE_NAME && isMissing(get(selector, "matchExpressions"));
  return isName && typeof name === "string" ? name : undefined;
}

function checkSelector(stack: StackView, namespace: ResolvedNamespace, selector: Located, isShown: IsShown): CheckResults {
  if (!isShown(namespace) || selectsEverything(selector.value) !== false || isTransient(selector.value)) return [];
  const matches = podsIn(stack, namespace).map(({ labels, resource }): Match => {
    const match = matchesSelector(selector.value, labels);
    // A Patch may omit labels that its owner sets.
    return match === false && resource.isPatch === true ? UNKNOWN : match;
  });
  const exists = anyOf([...matches, ...podsIn(stack, UNKNOWN).map((): Match => UNKNOWN)]);
  if (exists === true) return [];
  const finding = { path: selector.path, found: selector.value, expected: "the labels of pods in this namespace" };
  return isUnknown(exists) ? asUndecided([finding], selector.path) : [finding];
}

function isTransient(selector: Value): boolean {
  const keys = [
    ...entries(get(selector, "matchLabels")).map(([key]) => key),
    ...elements(get(selector, "matchExpressions")).map((one) => toText(get(one, "key"))),
  ];
  return keys.some((key) => TRANSIENT.test(key));
}
