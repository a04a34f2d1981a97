import { DAEMON_SET } from "../facts/tokens";
import { at, below, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown, type Located, toText } from "../reading/values";
import type { CheckResults } from "../rule";

/** Taints of control-plane nodes, and of AKS's system pools (learn.microsoft.com, Manage system node pools in AKS). */
const SYSTEM_TAINTS = ["CriticalAddonsOnly", "node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

/** Compliant: the pods do not tolerate the taints of system nodes. The agents of a DaemonSet run on every node, these included. */
export const checkTolerations: PodCheck = (pod) => {
  if (pod.resource.type === DAEMON_SET) return [];
  return below(pod.spec, "tolerations[*]").flatMap(checkToleration);
};

function checkToleration(toleration: Located): CheckResults {
  const [key, operator, effect] = ["key", "operator", "effect"].map((name) => at(toleration, name));
  if (key === undefined || operator === undefined || effect === undefined) return [];
  // System nodes have the effect NoSchedule; without an effect all are tolerated.
  if (effect.value === "NoExecute" || effect.value === "PreferNoSchedule") return [];
  if (isUnknown(key.value)) return [key].map(({ path }) => ({ unknown: path }));
  const isEvery = isMissing(key.value) || key.value === "";
  if (isEvery ? operator.value !== "Exists" && !isUnknown(operator.value) : !SYSTEM_TAINTS.includes(toText(key.value))) return [];
  const undecided = [operator, effect].find(({ value }, index) => isUnknown(value) && (index === 1 || isEvery));
  if (undecided !== undefined) return [{ unknown: undecided.path }];
  return [{ path: key.path, found: isEvery ? "every taint" : key.value, expected: "taints of user node pools only" }];
}
