import { CRON_JOB, JOB } from "../facts/tokens";
import { at, below, namesOption, type PodCheck, strings } from "../reading/pods";
import { isMissing, isUnknown, type Located, toText } from "../reading/values";
import type { CheckResults, Option, RuleContext } from "../rule";
import { type Sidecar, sidecarsOf } from "../sidecar/detect";
import { checkLoopbackBinding } from "../sidecar/listening";

/** Pods of a Job end; so does a pod that is not restarted. */
const ENDING_TYPES = [JOB, CRON_JOB];
const ENDING_POLICIES = ["Never", "OnFailure"];
const WITHOUT_PROBES = "containersWithoutProbes";

export const probesOptions: Readonly<Record<string, Option>> = {
  [WITHOUT_PROBES]: namesOption("Names of containers that need no probes, such as log shippers, which nothing sends requests to."),
};

/**
 * Compliant: every container that keeps running has a liveness and a readiness probe. The kubelet cannot reach a sidecar that listens
 * on loopback only, so the application's readiness stands for it.
 */
export const checkProbes: PodCheck = (pod, context) => {
  const restart = at(pod.spec, "restartPolicy");
  if (ENDING_TYPES.includes(pod.resource.type) || ENDING_POLICIES.includes(toText(restart.value))) return [];
  const exempt = new Set(sidecarsOf(pod).flatMap((sidecar) => (isOnLoopback(sidecar, context) ? [sidecar.container.path] : [])));
  const containers = below(pod.spec, "containers[*]").filter(({ path }) => !exempt.has(path));
  const results = containers.flatMap((container) => checkContainer(container, context));
  return isUnknown(restart.value) && results.length > 0 ? [{ unknown: restart.path }] : results;
};

function isOnLoopback(sidecar: Sidecar, context: RuleContext): boolean {
  return checkLoopbackBinding(sidecar, context).every((item) => "unknown" in item);
}

function checkContainer(container: Located, context: RuleContext): CheckResults {
  if (isUnknown(container.value)) return [{ unknown: container.path }];
  const name = at(container, "name");
  const exempt = strings(context, WITHOUT_PROBES);
  if (exempt.includes(toText(name.value))) return [];
  const probes = ["livenessProbe", "readinessProbe"].map((probe) => at(container, probe));
  const missing = probes.filter((probe) => isMissing(probe.value));
  const [first] = missing;
  if (first !== undefined) {
    // An unknown image may be the sidecar's, an unknown name one of the list.
    const undecided = [at(container, "image"), ...(exempt.length > 0 ? [name] : [])].find(({ value }) => isUnknown(value));
    if (undecided !== undefined) return [{ unknown: undecided.path }];
    return [{ path: first.path, found: undefined, expected: missing.length === 2 ? "a liveness and a readiness probe" : "a probe" }];
  }
  return probes.filter(({ value }) => isUnknown(value)).map(({ path }) => ({ unknown: path }));
}
