import { at, type Pod, type PodCheck } from "../reading/pods";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { entries, isMissing, isUnknown, type Located, toText, UNKNOWN } from "../reading/values";

const SECCOMP = "securityContext.seccompProfile";
const APPARMOR = "securityContext.appArmorProfile";
/** The form before Kubernetes 1.30, which is still read. */
const ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

/** Compliant: a seccomp or AppArmor profile of the application's own (`Localhost`) applies to every container. */
export const checkOwnProfile: PodCheck = (pod) => {
  const confined = allOf(pod.containers.map((container) => hasOwnProfile(pod, container)));
  const { path, value } = at(pod.spec, `${SECCOMP}.type`);
  if (isUnknown(confined)) return [{ unknown: at(pod.spec, SECCOMP).path }];
  return confined
    ? []
    : [{ path, found: isUnknown(value) ? undefined : value, expected: "Localhost, here or in appArmorProfile, for every container" }];
};

function hasOwnProfile(pod: Pod, container: Located): Match {
  if (isUnknown(container.value)) return UNKNOWN;
  return anyOf([...[SECCOMP, APPARMOR].map((profile) => isLocal(effective(pod, container, profile))), isAnnotated(pod, container)]);
}

/** The container's own setting takes precedence over the pod's. */
function effective(pod: Pod, container: Located, profile: string): Located {
  const own = at(container, profile);
  return at(isMissing(own.value) ? at(pod.spec, profile) : own, "type");
}

const isLocal = ({ value }: Located): Match => (isUnknown(value) ? UNKNOWN : value === "Localhost");

function isAnnotated({ metadata }: Pod, container: Located): Match {
  const annotations = at(metadata, "annotations").value;
  const name = at(container, "name").value;
  if (isUnknown(annotations) || isUnknown(name))
    return isUnknown(annotations) || entries(annotations).some(isLocalAnnotation) ? UNKNOWN : false;
  return entries(annotations).some((entry) => entry[0] === `${ANNOTATION}${toText(name)}` && isLocalAnnotation(entry));
}

function isLocalAnnotation([key, value]: readonly [string, unknown]): boolean {
  return key.startsWith(ANNOTATION) && (isUnknown(value) || toText(value).startsWith("localhost/"));
}
