import { below, type Pod } from "../reading/pods";
import { elements, get, isUnknown } from "../reading/values";
import type { CheckResults, Finding, RuleContext, Undecided } from "../rule";
import { NOT_APPLICABLE, type Outcome } from "../rule";
import { isLoopback } from "./address";
import { type SidecarCheck, sidecarsOf } from "./detect";
import { settingsOf } from "./settings";

/**
 * The variable that the sidecar's documentation uses, and similar names. Fewer than those by which detect.ts recognizes a sidecar: a
 * violation needs a name that is certain to mean its address.
 */
const SIDECAR_URL = /^(?:entra_|auth_|identity_|entra_auth_)?sidecar_+(?:base_?)?(?:url|uri|endpoint|address)$/;
const DOCUMENTED_URL = "sidecar_url";

/** The sidecar's container declares no port. */
export const checkNoDeclaredPort: SidecarCheck = ({ container }) =>
  below(container, "ports[*]").map((port): Finding | Undecided => {
    if (isUnknown(port.value)) return { unknown: port.path };
    return { path: `${port.path}.containerPort`, found: get(port.value, "containerPort"), expected: "no port" };
  });

/** The sidecar shares its pod with a regular container that is no sidecar: in a separate pod it would have to serve other pods. */
export const checkInApplicationPod: SidecarCheck = ({ pod, container }) => {
  // A Patch adds the sidecar to a pod whose other containers its owner declares.
  if (pod.resource.isPatch) return [];
  const lists = below(pod.spec, "containers");
  if (lists.some(({ value }) => isUnknown(value) || elements(value).some(isUnknown))) return [];
  const sidecars = sidecarsOf(pod).map((sidecar) => sidecar.container.path);
  const regular = below(pod.spec, "containers[*]").filter(({ path }) => !sidecars.includes(path));
  if (regular.length > 0) return [];
  return [{ path: container.path, found: "a separate pod", expected: "an application container in the same pod" }];
};

/** Containers that are configured with the sidecar's address use an address inside the pod. */
export function checkSidecarUrl(pod: Pod, _context: RuleContext): Outcome {
  const sidecars = sidecarsOf(pod).map(({ container }) => container.path);
  const settings = pod.containers.filter(({ path }) => !sidecars.includes(path)).flatMap(settingsOf);
  // Without a sidecar in the pod only the documented name certainly refers to this sidecar.
  const addresses = settings.filter(({ key }) => (sidecars.length > 0 ? SIDECAR_URL.test(key) : key === DOCUMENTED_URL));
  if (sidecars.length === 0 && addresses.length === 0) return NOT_APPLICABLE;
  return addresses.flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    if (typeof value !== "string" || isLoopback(value)) return [];
    return [{ path, found: value, expected: "an address inside the pod such as http://127.0.0.1:5000" }];
  });
}
