/** Namespaces AKS and Azure Policy fill themselves: their pods need the host and are not the programs' to harden. */
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
/** Namespace that the AKS Istio add-on makes for its gateways: what programs add to it are Services and routes, no pods. */
export const AKS_GATEWAY_NAMESPACE = "aks-istio-ingress";
