import { type Condition, checkValue, isNot } from "../reading/expect";
import { at, below, everywhere, type Pod, type PodCheck } from "../reading/pods";
import { isMissing, type Located } from "../reading/values";
import type { RuleContext } from "../rule";

/** Holds where the setting is absent, too: for settings whose default is the safe one. */
export const unlessSet = (condition: Condition): Condition => ({
  holds: (value, context) => isMissing(value) || value === "" || condition.holds(value, context),
  expected: condition.expected,
});

export const notSet: Condition = { holds: (value) => isMissing(value) || value === "", expected: "not set" };

/** The condition holds for what the path names in the pod's spec. */
export function inPod(path: string, condition: Condition): PodCheck {
  return (pod, context) => judgeAll(below(pod.spec, path), condition, context);
}

/** The pod-level settings are not `true`. */
export function podNever(...paths: readonly string[]): PodCheck {
  return both(...paths.map((path) => inPod(path, isNot(true))));
}

/** The condition holds for what the path names in the pod's spec and in every container, wherever it stands. */
export function anywhere(path: string, condition: Condition): PodCheck {
  return (pod, context) => judgeAll(everywhere(pod, path), condition, context);
}

/** The condition holds for what the paths name in every container. */
export function containers(condition: Condition, ...paths: readonly string[]): PodCheck {
  return ({ containers }, context) =>
    containers.flatMap((container) => paths.flatMap((path) => judgeAll(below(container, path), condition, context)));
}

/**
 * The setting holds in every container: stated there, or inherited from a pod that states it. What the pod states must hold
 * even where every container overrides it, as upstream has it.
 */
export function inherited(path: string, condition: Condition): PodCheck {
  return (pod, context) => {
    const own = at(pod.spec, path);
    const stated = isMissing(own.value) ? [] : checkValue(own, condition, context);
    return [...stated, ...pod.containers.flatMap((container) => inContainer(at(container, path), own, condition, context))];
  };
}

function inContainer(setting: Located, pod: Located, condition: Condition, context: RuleContext) {
  if (isMissing(setting.value) && !isMissing(pod.value)) return [];
  return checkValue(setting, condition, context);
}

function judgeAll(places: readonly Located[], condition: Condition, context: RuleContext) {
  return places.flatMap((place) => checkValue(place, condition, context));
}

/** Every check must hold. */
export function both(...checks: readonly PodCheck[]): PodCheck {
  return (pod: Pod, context: RuleContext) => checks.flatMap((check) => check(pod, context));
}
