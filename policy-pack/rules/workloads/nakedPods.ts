import { at, type PodCheck } from "../reading/pods";
import { elements, isUnknown } from "../reading/values";

/** Helm runs the pods of its hooks and tests itself. */
const HOOK = 'annotations["helm.sh/hook"]';

/** Compliant: a controller created the pod, which its owner reference shows, or Helm runs it as a hook. */
export const checkController: PodCheck = ({ metadata, resource }) => {
  // The owner of the pod that a Patch changes may be a controller.
  if (resource.isPatch) return [];
  const [owners, hook] = [at(metadata, "ownerReferences"), at(metadata, HOOK)];
  if (elements(owners.value).length > 0 || typeof hook.value === "string") return [];
  const undecided = [owners, hook].find(({ value }) => isUnknown(value));
  if (undecided !== undefined) return [{ unknown: undecided.path }];
  return [{ path: owners.path, found: "no controller", expected: "a Deployment, StatefulSet, DaemonSet or Job that runs the pod" }];
};
