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
