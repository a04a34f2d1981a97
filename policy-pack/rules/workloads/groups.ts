import { checkValue, isNot } from "../reading/expect";
import { at, below, everywhere, type Pod, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";

const USER = "securityContext.runAsUser";
const GROUP = "securityContext.runAsGroup";
const VOLUME_GROUPS = ["securityContext.fsGroup", "securityContext.supplementalGroups[*]"];

/**
 * Compliant: no group is 0, and where the pod sets the user of a container it sets the group too, because the group would then be
 * root (kubernetes.io, Configure a Security Context). Where it sets neither, the image decides. In a user namespace of its own
 * (`hostUsers: false`) group 0 is an unprivileged one of the node.
 */
export const checkGroups: PodCheck = (pod, context) => {
  const hostUsers = at(pod.spec, "hostUsers");
  if (hostUsers.value === false) return [];
  const groups = [...everywhere(pod, GROUP), ...VOLUME_GROUPS.flatMap((path) => below(pod.spec, path))];
  const results = [...groups.flatMap((group) => checkValue(group, isNot(0), context)), ...checkOmittedGroup(pod)];
  return isUnknown(hostUsers.value) && results.length > 0 ? [{ unknown: hostUsers.path }] : results;
};

/** One result at the pod where its own user lacks a group, and one at each container whose own user does. */
function checkOmittedGroup(pod: Pod): CheckResults {
  const shared = at(pod.spec, USER);
  if (!isMissing(at(pod.spec, GROUP).value)) return [];
  const withoutGroup = pod.containers.filter((container) => isMissing(at(container, GROUP).value));
  const [inheriting, own] = [true, false].map((inherits) =>
    withoutGroup.filter((container) => isMissing(at(container, USER).value) === inherits),
  );
  return [
    ...(inheriting !== undefined && inheriting.length > 0 ? checkUser(shared, at(pod.spec, GROUP)) : []),
    ...(own ?? []).flatMap((container) => checkUser(at(container, USER), at(container, GROUP))),
  ];
}

/** User 0 is a violation of PSS-16, whatever its group. */
function checkUser(user: Located, group: Located): CheckResults {
  if (isUnknown(user.value)) return [{ unknown: user.path }];
  if (isMissing(user.value) || user.value === 0) return [];
  return [{ path: group.path, found: group.value, expected: "a non-zero id, since without one the group of runAsUser is root" }];
}
