/**
 * Kinds in the order in which `kubectl apply` finds everything an object refers to already there. Kinds that are not named
 * stand before the workloads: custom resources configure what workloads use.
 */
const ORDER: readonly (readonly string[])[] = [
  ["Namespace"],
  ["CustomResourceDefinition"],
  ["PriorityClass", "StorageClass", "RuntimeClass", "IngressClass", "GatewayClass"],
  ["ResourceQuota", "LimitRange"],
  ["NetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"],
  ["ServiceAccount"],
  ["ClusterRole", "Role"],
  ["ClusterRoleBinding", "RoleBinding"],
  ["Secret", "ConfigMap"],
  ["PersistentVolume", "PersistentVolumeClaim"],
  ["ClusterIssuer", "Issuer"],
  ["Certificate"],
  ["ClusterSecretStore", "SecretStore"],
  ["ExternalSecret", "SecretProviderClass"],
  ["Service"],
];
const LAST: readonly (readonly string[])[] = [
  ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"],
  ["PodDisruptionBudget", "HorizontalPodAutoscaler"],
  ["Gateway"],
  ["Ingress", "VirtualService", "HTTPRoute", "AuthorizationPolicy"],
  ["Job", "CronJob"],
  // Webhooks last: one that is not answered yet refuses everything after it.
  ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
];

const RANKS: ReadonlyMap<string, number> = new Map(
  [...ORDER, [], ...LAST].flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)),
);

/** Lower ranks are applied first. */
export function rankOf(kind: string): number {
  return RANKS.get(kind) ?? ORDER.length;
}
