import { type Condition, checkValue, isNot } from "../reading/expect";
import { at, below, everywhere, type Pod, type PodCheck } from "../reading/pods";
import { isMissing, type Located } from "../reading/values";
import type { RuleContext } from "../rule";

/** Also holds where the setting is absent: for settings whose default is the safe value. */
export const notSetOr = (condition: Condition): Condition => ({
  holds: (value, context) => isMissing(value) || value === "" || condition.holds(value, context),
  expected: condition.expected,
});

export const notSet: Condition = { holds: (value) => isMissing(value) || value === "", expected: "not set" };

/** The condition holds for every value at the path in the pod's spec. */
export function inPod(path: string, condition: Condition): PodCheck {
  return (pod, context) => checkAll(below(pod.spec, path), condition, context);
}

/** The pod-level settings are not `true`. */
export function notTrueInPod(...paths: readonly string[]): PodCheck {
  return allChecks(...paths.map((path) => inPod(path, isNot(true))));
}

/** The condition holds for every value at the path, in the pod's spec and in every container. */
export function inPodAndContainers(path: string, condition: Condition): PodCheck {
  return (pod, context) => checkAll(everywhere(pod, path), condition, context);
}

/** The condition holds for every value at the paths, in every container. */
export function inContainers(condition: Condition, ...paths: readonly string[]): PodCheck {
  return ({ containers }, context) =>
    containers.flatMap((container) => paths.flatMap((path) => checkAll(below(container, path), condition, context)));
}

/**
 * The condition holds in every container: for the container's own setting, or for the one inherited from the pod. The pod's
 * setting must satisfy it even if every container overrides it, as in upstream Pod Security Admission. Where several containers have
 * no setting, the pod's is what is missing: one finding.
 */
export function inherited(path: string, condition: Condition): PodCheck {
  return (pod, context) => {
    const own = at(pod.spec, path);
    const settings = pod.containers.map((container) => at(container, path));
    const set = settings.filter(({ value }) => !isMissing(value));
    if (!isMissing(own.value)) return checkAll([own, ...set], condition, context);
    return checkAll(settings.length - set.length > 1 ? [own, ...set] : settings, condition, context);
  };
}

function checkAll(places: readonly Located[], condition: Condition, context: RuleContext) {
  return places.flatMap((place) => checkValue(place, condition, context));
}

/** Every check must hold. */
export function allChecks(...checks: readonly PodCheck[]): PodCheck {
  return (pod: Pod, context: RuleContext) => checks.flatMap((check) => check(pod, context));
}
