import type { Pod } from "../reading/pods";
import { isMissing, type Located } from "../reading/values";

/**
 * Init and ordinary containers. Ephemeral ones are added to a running pod to debug it: they cannot have resources or ports, and are
 * meant to have tools and a terminal.
 */
export function lastingContainers(pod: Pod): readonly Located[] {
  return pod.containers.filter(({ path }) => !/\bephemeralContainers\b/.test(path));
}

/** Whether a Patch omits a setting, which its object may have. */
export function isOmittedByPatch({ resource }: Pod, { value }: Located): boolean {
  return resource.isPatch === true && isMissing(value);
}
