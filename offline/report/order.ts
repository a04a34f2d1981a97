/**
 * Kinds in the order in which to apply them: whatever an object refers to exists before it. Kinds that are not listed come before
 * the workloads, since custom resources configure what workloads use.
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
  // Webhooks last: while a webhook's service is not running, the API server rejects the requests that it applies to.
  ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
];

const RANKS: ReadonlyMap<string, number> = new Map(
  [...ORDER, [], ...LAST].flatMap((kinds, rank) => kinds.map((kind) => [kind, rank] as const)),
);

/** Lower ranks are applied first. */
export function rankOf(kind: string): number {
  return RANKS.get(kind) ?? ORDER.length;
}
