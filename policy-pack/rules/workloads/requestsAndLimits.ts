import { isListed, unlessListed } from "../reading/listed";
import {
  declaredNamespace,
  excludedNamespacesOption,
  NAMESPACE_PATH,
  namesOption,
  onPods,
  type Pod,
  type PodCheck,
  strings,
} from "../reading/pods";
import { isMissing, type Located } from "../reading/values";
import type { CheckResults, Option, Outcome, ResourceRule, RuleContext } from "../rule";
import { amountOf, sharedAmount, unlessGiven } from "./amounts";
import { lastingContainers } from "./containerLists";

const DEFAULTED = "limitRangeNamespaces";

/** Options of the controls that require an amount which a LimitRange can supply. */
export const defaultedOptions: Readonly<Record<string, Option>> = {
  ...excludedNamespacesOption,
  [DEFAULTED]: namesOption("Namespaces in which a LimitRange sets the default, so that pods may omit it."),
};

/** The check of pods outside the namespaces whose LimitRange sets defaults. */
export function onPodsWithoutDefaults(check: (pod: Pod, context: RuleContext) => Outcome): ResourceRule["check"] {
  return onPods((pod, context) => {
    const listed = isListed(declaredNamespace(pod.resource), strings(context, DEFAULTED));
    return unlessListed(listed, NAMESPACE_PATH, () => check(pod, context));
  });
}

/**
 * Compliant: every container has a memory limit, its own or the pod's, and its request, which the API server sets to the limit where
 * it is omitted, is not 0.
 */
export const checkMemory: PodCheck = (pod) =>
  lastingContainers(pod).flatMap((container): CheckResults => {
    const limit = amountOf(container, "limits", "memory");
    const expected = "a memory limit, which is the request too where that is not set";
    const results = unlessGiven([limit, sharedAmount(pod, "limits", "memory")], { path: limit.path, found: limit.value, expected });
    return results.length > 0 ? results : checkExplicitRequest(pod, amountOf(container, "requests", "memory"), "memory");
  });

/** Compliant: every container requests CPU, itself or with its pod; a limit is the request too where that is not set. */
export const checkCpuRequest: PodCheck = (pod) =>
  lastingContainers(pod).flatMap((container): CheckResults => {
    const request = amountOf(container, "requests", "cpu");
    if (!isMissing(request.value)) return checkExplicitRequest(pod, request, "cpu");
    const others = [amountOf(container, "limits", "cpu"), sharedAmount(pod, "requests", "cpu"), sharedAmount(pod, "limits", "cpu")];
    return unlessGiven(others, { path: request.path, found: request.value, expected: "a CPU request" });
  });

/** A request that is set to 0 is not replaced by the limit. */
function checkExplicitRequest(pod: Pod, request: Located, name: string): CheckResults {
  if (isMissing(request.value)) return [];
  const places = [request, sharedAmount(pod, "requests", name)];
  return unlessGiven(places, { path: request.path, found: request.value, expected: "more than 0" });
}
