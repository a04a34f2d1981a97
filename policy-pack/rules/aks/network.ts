import { NETWORK_POLICY_ENGINES } from "../facts/limits";
import { MANAGED_CLUSTER, PEER_AUTHENTICATION } from "../facts/tokens";
import { armIs, armIsNot } from "../reading/arm";
import { property } from "../reading/expect";
import type { Rule } from "../rule";
import { presetOnAutomatic } from "./automatic";
import { checkEncryptedTraffic } from "./encryptedTraffic";
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
    id: "AKS-35",
    name: "aks-mesh-or-tls",
    title: "A service mesh (or declared equivalent) encrypts in-cluster traffic",
    why: "Between pods everything is plain text unless something encrypts it: whoever controls a node or the network can read it.",
    fix: "Set serviceMeshProfile.mode to Istio with mutual TLS, or the option tlsHandledByApp where applications encrypt their connections.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/istio-about",
    options: {
      tlsHandledByApp: {
        type: "boolean",
        description: "Whether applications encrypt their own connections, or a mesh does that another stack installs.",
        default: false,
      },
    },
    reads: [MANAGED_CLUSTER, PEER_AUTHENTICATION],
    checkStack: checkEncryptedTraffic,
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
    remedy: { defaultIngressControllerType: "Internal", mode: "Internal" },
    check: checkIngressController,
  },
  {
    id: "AKS-38",
    name: "aks-standard-load-balancer",
    title: "Load balancer SKU is standard",
    why: "The basic load balancer is retired: it has no zones, no guarantee, and is open to the internet by default.",
    fix: "Set networkProfile.loadBalancerSku to standard, the default; an existing cluster has to be replaced or migrated.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/load-balancer-standard",
    types: [MANAGED_CLUSTER],
    check: property("networkProfile.loadBalancerSku", armIsNot("basic")),
  },
];
