import { at, type Pod, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located } from "../reading/values";

/** Exempts pods for Windows nodes, which have none of the Linux settings: by `os.name`, or by the node label that AKS sets. */
export function exceptWindows(check: PodCheck): PodCheck {
  return (pod, context) => {
    const system = operatingSystem(pod);
    if (system.value === "windows") return [];
    const results = check(pod, context);
    return isUnknown(system.value) && results.length > 0 ? [{ unknown: system.path }] : results;
  };
}

function operatingSystem(pod: Pod): Located {
  const declared = at(pod.spec, "os.name");
  return isMissing(declared.value) ? at(pod.spec, 'nodeSelector["kubernetes.io/os"]') : declared;
}
