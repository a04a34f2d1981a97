import { checkValue } from "../reading/expect";
import { at, type Pod, type PodCheck } from "../reading/pods";
import { isMissing, type Located } from "../reading/values";
import type { CheckResults, RuleContext } from "../rule";

/** Ids up to here may be those of users and groups of the node (aquasecurity/trivy-checks KSV-0020, kubesec). */
const HIGHEST_NODE_ID = 10_000;

/** Compliant: every container runs with a user and a group above 10000, set in its own security context or in the pod's. */
export const checkHighIds: PodCheck = (pod, context) =>
  ["runAsUser", "runAsGroup"].flatMap((id) => checkId(pod, `securityContext.${id}`, context));

/** One result at the pod for all containers that use its setting, and one for each that has its own. */
function checkId(pod: Pod, path: string, context: RuleContext): CheckResults {
  const shared = at(pod.spec, path);
  const own = pod.containers.map((container) => at(container, path));
  const inherits = own.some(({ value }) => isMissing(value));
  return [...(inherits ? [shared] : []), ...own.filter(({ value }) => !isMissing(value))].flatMap((place) => checkHigh(place, context));
}

const checkHigh = (place: Located, context: RuleContext): CheckResults =>
  checkValue(
    place,
    { holds: (value) => typeof value === "number" && value > HIGHEST_NODE_ID, expected: `an id above ${HIGHEST_NODE_ID}` },
    context,
  );
