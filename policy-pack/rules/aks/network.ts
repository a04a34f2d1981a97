import { NETWORK_POLICY_ENGINES } from "../facts/limits";
import { MANAGED_CLUSTER } from "../facts/tokens";
import { armIs } from "../reading/arm";
import { property } from "../reading/expect";
import type { Rule } from "../rule";
import { presetOnAutomatic } from "./automatic";
import { checkIngressController } from "./ingressController";
import { checkNetworkPolicyEngine } from "./networkPolicyEngine";

/** Pod networking and public ingress. */
export const rules: readonly Rule[] = [
  {
    id: "AKS-05",
    name: "aks-azure-cni",
    title: "Azure CNI is the network plug-in",
    why: "The kubenet plug-in is being retired and supports neither Cilium nor the current network controls; without a plug-in no network control is enforced.",
    fix: "Set networkProfile.networkPlugin to azure, with networkPluginMode overlay to save addresses.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview",
    types: [MANAGED_CLUSTER],
    check: presetOnAutomatic(property("networkProfile.networkPlugin", armIs("azure"))),
  },
  {
    id: "AKS-06",
    name: "aks-network-policy-engine",
    title: "A NetworkPolicy engine is installed (cilium or calico; azure NPM advisory)",
    why: "Without an engine every NetworkPolicy object is accepted and silently ignored: all pods can reach all pods.",
    fix: "Set networkProfile.networkPolicy and networkProfile.networkDataplane to cilium.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/use-network-policies",
    frameworks: { "MCSB v1": ["NS-1"] },
    options: {
      allowedEngines: {
        type: "array",
        items: { type: "string" },
        description: "Engines a cluster may use. Azure Network Policy Manager (azure) is reported as advisory unless it is listed.",
        default: [...NETWORK_POLICY_ENGINES],
      },
    },
    types: [MANAGED_CLUSTER],
    check: presetOnAutomatic(checkNetworkPolicyEngine),
  },
  {
    id: "AKS-36",
    name: "aks-private-ingress-controller",
    title: "Managed ingress add-on is not public by default",
    why: "The add-on's default controller, or an External gateway of Istio, gets a public address that bypasses Front Door and its firewall.",
    fix: "Set ingressProfile.webAppRouting.nginx.defaultIngressControllerType to Internal or None, and the mode of Istio's gateways to Internal.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/app-routing-nginx-configuration",
    types: [MANAGED_CLUSTER],
    check: checkIngressController,
  },
];
