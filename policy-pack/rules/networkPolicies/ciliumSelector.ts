import { elements, entries, get, isRecord, isUnknown, UNKNOWN, type Value } from "../values";

/** The label under which Cilium knows a pod's namespace. */
export const NAMESPACE_LABEL = "io.kubernetes.pod.namespace";

/** A selector's two halves, on namespaces and on pods, with the source that Cilium writes before a label (`k8s:app`) removed. */
export function ciliumSelector(selector: Value): { readonly namespaces: Value; readonly pods: Value } {
  if (!isRecord(selector)) return { namespaces: {}, pods: selector };
  const labels = entries(selector.matchLabels).map(([key, value]) => [plain(key), value] as const);
  const expressions = elements(selector.matchExpressions).map((one) => (isRecord(one) ? { ...one, key: plain(String(one.key)) } : one));
  const half = (ofNamespace: boolean) => ({
    matchLabels: isUnknown(selector.matchLabels)
      ? UNKNOWN
      : Object.fromEntries(labels.filter(([key]) => (key === NAMESPACE_LABEL) === ofNamespace)),
    matchExpressions: isUnknown(selector.matchExpressions)
      ? UNKNOWN
      : expressions.filter((one) => (get(one, "key") === NAMESPACE_LABEL) === ofNamespace),
  });
  return { namespaces: half(true), pods: half(false) };
}

function plain(key: string): string {
  return key.replace(/^(?:k8s|any)[:.]/, "");
}
