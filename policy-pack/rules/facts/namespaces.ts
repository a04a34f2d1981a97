/** Namespaces whose pods AKS and Azure Policy manage: these need access to the host, and no program can harden them. */
export const SYSTEM_NAMESPACES: readonly string[] = [
  "kube-system",
  "gatekeeper-system",
  "azure-arc",
  "calico-system",
  "tigera-operator",
  "aks-istio-system",
  "app-routing-system",
];
/** Namespaces in which ingress gateways of Istio run: AKS add-on, and upstream's two conventions. */
export const GATEWAY_NAMESPACES: readonly string[] = ["aks-istio-ingress", "aks-istio-system", "istio-ingress", "istio-system"];
/** Namespace that the AKS Istio add-on creates for its gateways: programs add Services and routes to it, no pods. */
export const AKS_GATEWAY_NAMESPACE = "aks-istio-ingress";
/** Label that selects the pods of the add-on's gateways in that namespace (Microsoft Learn: Istio add-on, ingress gateways). */
export const AKS_GATEWAY_LABEL = {
  key: "istio",
  values: ["aks-istio-ingressgateway-internal", "aks-istio-ingressgateway-external"],
} as const;
/** Root namespace of the add-on's mesh: Istio applies a policy in it to matching pods of every namespace. */
export const AKS_ROOT_NAMESPACE = "aks-istio-system";
/** Root namespace of upstream Istio, unless the mesh configuration sets another. */
export const ISTIO_ROOT_NAMESPACE = "istio-system";
