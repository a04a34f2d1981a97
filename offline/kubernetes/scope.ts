import { isNamespaced as isNamespacedKind } from "../cloud/kubernetes";
import { definedKind, groupKind, type KubernetesObject, text } from "./object";

/** Kinds of Kubernetes without a namespace (pulumi/pulumi-kubernetes, provider/pkg/kinds/kinds.go: `Namespaced`). */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  "APIService",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "CSIDriver",
  "CSINode",
  "CustomResourceDefinition",
  "FlowSchema",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PodSecurityPolicy",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "StorageClass",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
]);

/**
 * Whether a kind has a namespace. Other kinds are looked up in the definitions among the objects, then among the custom resources that
 * the simulated cloud knows; the real provider asks the API server.
 */
export function isNamespaced(object: KubernetesObject, definitions: readonly KubernetesObject[]): boolean {
  const { group, kind } = groupKind(object);
  const base = kind.replace(/Patch$/, "");
  if (isBuiltIn(group) && CLUSTER_SCOPED.has(base)) return false;
  const definition = definitions.find((candidate) => {
    const defined = definedKind(candidate);
    return defined?.group === group && defined.kind === kind;
  });
  return definition === undefined ? isNamespacedKind(kind) : text(definition, "spec", "scope") === "Namespaced";
}

/** Groups of Kubernetes itself have no dot, or belong to k8s.io. */
function isBuiltIn(group: string): boolean {
  return !group.includes(".") || group.endsWith(".k8s.io");
}
