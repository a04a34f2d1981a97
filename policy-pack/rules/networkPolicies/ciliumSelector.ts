import { elements, entries, get, isRecord, isUnknown, UNKNOWN, type Value } from "../reading/values";

/** Cilium's label for a pod's namespace. */
export const NAMESPACE_LABEL = "io.kubernetes.pod.namespace";
/** Cilium adds the labels of its namespace to every pod under a prefix; the one that Kubernetes sets is also the name. */
const NAMESPACE_NAME = "io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name";

/** The parts of a selector for namespaces and for pods, without the source prefix of Cilium's labels (`k8s:app`). */
export function ciliumSelector(selector: Value): { readonly namespaces: Value; readonly pods: Value } {
  if (!isRecord(selector)) return { namespaces: {}, pods: selector };
  const labels = entries(selector.matchLabels).map(([key, value]) => [withoutSource(key), value] as const);
  const expressions = elements(selector.matchExpressions).map((one) =>
    typeof get(one, "key") === "string" && isRecord(one) ? { ...one, key: withoutSource(String(one.key)) } : one,
  );
  // A key that is not known yet may belong to either part.
  const undivided = isUnknown(selector.matchExpressions) || expressions.some((one) => isUnknown(get(one, "key")));
  const part = (ofNamespace: boolean) => ({
    matchLabels: isUnknown(selector.matchLabels)
      ? UNKNOWN
      : Object.fromEntries(labels.filter(([key]) => (key === NAMESPACE_LABEL) === ofNamespace)),
    matchExpressions: undivided ? UNKNOWN : expressions.filter((one) => (get(one, "key") === NAMESPACE_LABEL) === ofNamespace),
  });
  return { namespaces: part(true), pods: part(false) };
}

function withoutSource(key: string): string {
  const label = key.replace(/^(?:k8s|any)[:.]/, "");
  return label === NAMESPACE_NAME ? NAMESPACE_LABEL : label;
}
