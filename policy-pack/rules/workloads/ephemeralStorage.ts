import { at, below, type Pod, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";
import { amountOf, isAmount, unlessGiven } from "./amounts";
import { lastingContainers } from "./containerLists";

/**
 * Compliant: the disk that a pod may fill on its node is bounded. Either every container has a limit, whose sum the kubelet also
 * applies to the pod's volumes, or its root file system is read-only and every emptyDir volume on disk has a size limit.
 */
export const checkEphemeralStorage: PodCheck = (pod) => {
  const containers = lastingContainers(pod);
  const results = containers.flatMap(checkContainer);
  return results.length > 0 ? results : checkVolumes(pod, containers.map(limitOf));
};

function limitOf(container: Located): Located {
  return amountOf(container, "limits", "ephemeral-storage");
}

function checkContainer(container: Located): CheckResults {
  const limit = limitOf(container);
  const readOnly = at(container, "securityContext.readOnlyRootFilesystem");
  if (readOnly.value === true) return [];
  const results = unlessGiven([limit], { path: limit.path, found: limit.value, expected: "a limit, or a read-only root file system" });
  return isUnknown(readOnly.value) && results.length > 0 ? [{ unknown: readOnly.path }] : results;
}

/** The volumes that no limit of a container bounds. Volumes in memory count towards the containers' memory limits instead. */
function checkVolumes(pod: Pod, limits: readonly Located[]): CheckResults {
  if (limits.every(isAmount)) return [];
  const unknown = limits.find(({ value }) => isUnknown(value));
  return below(pod.spec, "volumes[*].emptyDir").flatMap((volume): CheckResults => {
    if (isUnknown(volume.value)) return [{ unknown: volume.path }];
    const medium = at(volume, "medium");
    if (isMissing(volume.value) || !(isMissing(medium.value) || medium.value === "" || isUnknown(medium.value))) return [];
    const size = at(volume, "sizeLimit");
    const results = unlessGiven([size], { path: size.path, found: size.value, expected: "a size limit" });
    const open = isUnknown(medium.value) ? medium : unknown;
    return open !== undefined && results.length > 0 ? [{ unknown: open.path }] : results;
  });
}
