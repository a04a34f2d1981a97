import { at, type PodCheck } from "../reading/pods";
import { isMissing, isUnknown } from "../reading/values";

/** Name of the account in every namespace that pods without another one use. */
export const DEFAULT_ACCOUNT = "default";

/** The account that a pod's spec names: `serviceAccount` is the older name of the field, which Kubernetes still reads. */
export function accountNameOf(pod: Parameters<PodCheck>[0]) {
  const current = at(pod.spec, "serviceAccountName");
  const older = at(pod.spec, "serviceAccount");
  return (isMissing(current.value) || current.value === "") && !isMissing(older.value) ? older : current;
}

/** Compliant: the pod names a service account, and not the one that all pods of the namespace share. */
export const checkServiceAccount: PodCheck = (pod) => {
  const { path, value } = accountNameOf(pod);
  if (isUnknown(value)) return [{ unknown: path }];
  if (!isMissing(value) && value !== "" && value !== DEFAULT_ACCOUNT) return [];
  return [{ path, found: value, expected: "a service account of the workload's own" }];
};
