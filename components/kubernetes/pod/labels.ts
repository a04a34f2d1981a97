/** Labels by which Kubernetes tools group the objects of an application (Kubernetes: recommended labels). */
export function labelsOf(name: string): Readonly<Record<string, string>> {
  return { ...selectorOf(name), "app.kubernetes.io/part-of": "hardened-aks", "app.kubernetes.io/managed-by": "pulumi" };
}

/** The label that selects a workload's pods. It never changes, because a Deployment's selector is immutable. */
export function selectorOf(name: string): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name };
}

/** Label that the API server sets on every namespace, so that a namespace cannot carry another one's name. */
export const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";
