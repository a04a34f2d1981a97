/** Labels by which Kubernetes tools tell what belongs together (Kubernetes: recommended labels). */
export function labelsOf(name: string): Readonly<Record<string, string>> {
  return { ...selectorOf(name), "app.kubernetes.io/part-of": "hardened-aks", "app.kubernetes.io/managed-by": "pulumi" };
}

/** The label that selects a workload's pods: the one that never changes, since Deployment selectors cannot. */
export function selectorOf(name: string): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name };
}

/** Label that the API server itself puts on every namespace, so that nobody can claim another's. */
export const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";
