import { elements, entries, get, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";

/** The label under which Cilium knows a pod's namespace. */
export const NAMESPACE_LABEL = "io.kubernetes.pod.namespace";
/** Cilium gives every pod the labels of its namespace under a prefix; the one that Kubernetes sets is the name again. */
const NAMESPACE_NAME = "io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name";

/** A selector's two halves, on namespaces and on pods, with the source that Cilium writes before a label (`k8s:app`) removed. */
export function ciliumSelector(selector: Value): { readonly namespaces: Value; readonly pods: Value } {
  if (!isRecord(selector)) return { namespaces: {}, pods: selector };
  const labels = entries(selector.matchLabels).map(([key, value]) => [plain(key), value] as const);
  const expressions = elements(selector.matchExpressions).map((one) =>
    typeof get(one, "key") === "string" && isRecord(one) ? { ...one, key: plain(String(one.key)) } : one,
  );
  // A key that is not known yet may be of either half.
  const undivided = isUnknown(selector.matchExpressions) || expressions.some((one) => isUnknown(get(one, "key")));
  const half = (ofNamespace: boolean) => ({
    matchLabels: isUnknown(selector.matchLabels)
      ? UNKNOWN
      : Object.fromEntries(labels.filter(([key]) => (key === NAMESPACE_LABEL) === ofNamespace)),
    matchExpressions: undivided ? UNKNOWN : expressions.filter((one) => (get(one, "key") === NAMESPACE_LABEL) === ofNamespace),
  });
  return { namespaces: half(true), pods: half(false) };
}

function plain(key: string): string {
  const label = key.replace(/^(?:k8s|any)[:.]/, "");
  return label === NAMESPACE_NAME ? NAMESPACE_LABEL : label;
}
