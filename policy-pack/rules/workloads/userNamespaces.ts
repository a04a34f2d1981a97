import { checkValue, is } from "../reading/expect";
import { at, type PodCheck } from "../reading/pods";
import { isUnknown } from "../reading/values";

/** Settings with which the API server refuses a user namespace of the pod's own. */
const HOST_NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"];

/** Compliant: the pod has a user namespace of its own, unless it uses another namespace of the node, which excludes that. */
export const checkUserNamespace: PodCheck = (pod, context) => {
  const host = HOST_NAMESPACES.map((setting) => at(pod.spec, setting));
  if (host.some(({ value }) => value === true)) return [];
  const results = checkValue(at(pod.spec, "hostUsers"), is(false), context);
  const undecided = host.find(({ value }) => isUnknown(value));
  return undecided !== undefined && results.length > 0 ? [{ unknown: undecided.path }] : results;
};
