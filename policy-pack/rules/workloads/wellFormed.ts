import { at, below, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located } from "../reading/values";
import type { CheckResults } from "../rule";

/** Compliant: no container sets a variable twice, and the pod names its service account in `serviceAccountName` only. */
export const checkWellFormed: PodCheck = (pod) => [
  ...pod.containers.flatMap((container) => checkVariables(below(container, "env[*]").map((variable) => at(variable, "name")))),
  ...checkServiceAccount(at(pod.spec, "serviceAccount")),
];

/** Of variables with one name, the last one applies. */
function checkVariables(names: readonly Located[]): CheckResults {
  const seen = new Set<unknown>();
  return names.flatMap(({ path, value }): CheckResults => {
    if (isUnknown(value)) return [{ unknown: path }];
    if (isMissing(value)) return [];
    const repeated = seen.has(value);
    seen.add(value);
    return repeated ? [{ path, found: value, expected: "a name that no other variable of the container has" }] : [];
  });
}

function checkServiceAccount({ path, value }: Located): CheckResults {
  if (isUnknown(value)) return [{ unknown: path }];
  if (isMissing(value) || value === "") return [];
  return [{ path, found: value, expected: "not set", fix: "Set serviceAccountName instead: serviceAccount is a deprecated alias of it." }];
}
