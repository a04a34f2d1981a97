import { type Condition, checkValue, isOneOf } from "../reading/expect";
import { at, everywhere, type Pod, type PodCheck } from "../reading/pods";
import { entries, isMissing, isRecord, toText } from "../reading/values";
import type { RuleContext } from "../rule";
import { allChecks, inPodAndContainers, notSet, notSetOr } from "./checks";
import { CONFINING_PROFILES, SELINUX_TYPES } from "./standards";

const APPARMOR_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

const annotationProfile: Condition = {
  holds: (value) => value === "" || value === "runtime/default" || toText(value).startsWith("localhost/"),
  expected: "runtime/default or localhost/<profile>",
};

/** Every AppArmor profile that is set, in a security context or in the older annotations, confines the container. */
export const appArmor: PodCheck = allChecks(profileType("securityContext.appArmorProfile"), annotations);

/** No seccomp profile that is set is `Unconfined`. The alpha annotations have had no effect since v1.27 and are not read. */
export const seccompBaseline: PodCheck = profileType("securityContext.seccompProfile");

/** The SELinux type is a container type, and neither user nor role is set. */
export const seLinux: PodCheck = allChecks(
  inPodAndContainers("securityContext.seLinuxOptions.type", notSetOr(isOneOf(...SELINUX_TYPES))),
  inPodAndContainers("securityContext.seLinuxOptions.user", notSet),
  inPodAndContainers("securityContext.seLinuxOptions.role", notSet),
);

/** Where the profile is set, its type confines the container. */
function profileType(profile: string): PodCheck {
  return (pod, context) =>
    everywhere(pod, profile)
      .filter(({ value }) => !isMissing(value))
      .flatMap((place) => checkValue(isRecord(place.value) ? at(place, "type") : place, isOneOf(...CONFINING_PROFILES), context));
}

function annotations(pod: Pod, context: RuleContext) {
  const all = at(pod.metadata, "annotations");
  return entries(all.value)
    .filter(([key, value]) => key.startsWith(APPARMOR_ANNOTATION) && !isMissing(value))
    .flatMap(([key, value]) => checkValue({ path: `${all.path}["${key}"]`, value }, annotationProfile, context));
}
