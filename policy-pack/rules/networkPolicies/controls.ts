import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { NAMESPACE, NETWORK_POLICY } from "../facts/tokens";
import { EXCLUDED_NAMESPACES, namesOption, POD_TYPES } from "../reading/pods";
import type { Option, Rule } from "../rule";
import { CALICO_TIERS } from "./calicoIsolation";
import { checkDefaultDeny, checkPodCoverage, NAMESPACES_ELSEWHERE } from "./coverage";
import { checkDangling, DANGLING_TYPES, PODS_ELSEWHERE } from "./dangling";
import { checkEgressPorts, PUBLIC_PORTS } from "./egressPorts";
import { checkOpenRules } from "./openRules";
import { POLICY_TYPES } from "./policyKinds";
import { checkTokenCache, TOKEN_CACHE_TYPES } from "./tokenCache";

const POLICIES = "https://kubernetes.io/docs/concepts/services-networking/network-policies/";

const options: Readonly<Record<string, Option>> = {
  [EXCLUDED_NAMESPACES]: namesOption("Namespaces whose pods are not evaluated: those that Azure manages.", ...SYSTEM_NAMESPACES),
  [NAMESPACES_ELSEWHERE]: {
    type: "string",
    enum: ["advise", "judge"],
    description:
      "Namespaces that this stack does not declare: with advise, networkpolicy-default-deny reports as advisory that this stack " +
      "contains no default deny for them; with judge, their policies are required in this stack.",
    default: "advise",
  },
};

/** Controls for network policies: which connections of pods are allowed. */
export const rules: readonly Rule[] = [
  {
    id: "NP-01",
    name: "networkpolicy-default-deny",
    title: "Each workload namespace has a default-deny ingress and egress policy",
    why: "Without it every pod of the cluster can reach these pods, and these pods can reach everything, including the node's identity.",
    fix: "Add a NetworkPolicy with podSelector {}, policyTypes [Ingress, Egress] and no rules.",
    severity: "high",
    enforcement: "mandatory",
    url: `${POLICIES}#default-deny-all-ingress-and-all-egress-traffic`,
    coveredBy: ["POD-16"],
    options,
    reads: [NAMESPACE, ...POLICY_TYPES, ...CALICO_TIERS, ...POD_TYPES],
    perCluster: true,
    checkStack: checkDefaultDeny,
  },
  {
    id: "NP-02",
    name: "networkpolicy-covers-pods",
    title: "Every pod template is selected by a policy for both directions",
    why: "A pod that no policy selects for a direction is not isolated in it, whatever policies apply to other pods.",
    fix: "Add a NetworkPolicy to the namespace that selects the pod's labels, for Ingress and Egress.",
    severity: "high",
    enforcement: "mandatory",
    url: `${POLICIES}#the-two-sorts-of-pod-isolation`,
    frameworks: { NSA: ["C-0030"] },
    coveredBy: ["NP-01", "POD-16"],
    options,
    reads: [NAMESPACE, ...POLICY_TYPES, ...CALICO_TIERS, ...POD_TYPES],
    perCluster: true,
    checkStack: checkPodCoverage,
  },
  {
    id: "NP-03",
    name: "networkpolicy-not-allow-all",
    title: "No policy allows everything (empty rule, {} namespaceSelector, 0.0.0.0/0 ingress)",
    why: "Network policies are additive: one rule that allows everything makes all others ineffective.",
    fix: "Specify the namespaces, pods or address ranges that need the connection, and its ports.",
    severity: "high",
    enforcement: "mandatory",
    url: `${POLICIES}#networkpolicy-resource`,
    types: POLICY_TYPES,
    check: checkOpenRules,
  },
  {
    id: "NP-04",
    name: "networkpolicy-egress-restricted",
    title: "Egress to 0.0.0.0/0 is limited to ports 443/53 and excludes 169.254.169.254",
    why: "Through an open port a pod can send data anywhere, and at 169.254.169.254 it gets tokens of the node's identities.",
    fix: "List ports 443 and 53 only, and 169.254.0.0/16 in except.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/operator-best-practices-network",
    options: {
      [PUBLIC_PORTS]: {
        type: "array",
        items: { type: "integer" },
        description: "Ports that rules for all addresses may open.",
        default: [443, 53],
      },
    },
    types: [NETWORK_POLICY],
    check: checkEgressPorts,
  },
  {
    id: "NP-05",
    name: "networkpolicy-redis",
    title: "Redis in the cluster is reached only by the sidecar's pods",
    why: "The token cache contains the tokens of all users: a pod that reads it can act as them.",
    fix: "Select the pods with the sidecar by their labels in the policy's from.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/entra/msidweb/agent-id-sdk/security",
    coveredBy: ["NP-03"],
    reads: TOKEN_CACHE_TYPES,
    perCluster: true,
    checkStack: checkTokenCache,
  },
  {
    id: "NP-06",
    name: "networkpolicy-dangling",
    title: "Policies and peers select existing pods",
    why: "A policy for labels that no pod has protects nothing, although it looks as if it did.",
    fix: "Correct the labels, remove the policy or peer, or list the namespace in podsElsewhere.",
    severity: "low",
    enforcement: "advisory",
    url: `${POLICIES}#networkpolicy-resource`,
    options: { [PODS_ELSEWHERE]: namesOption("Namespaces of this stack in which operators or other tools create pods.") },
    reads: DANGLING_TYPES,
    perCluster: true,
    checkStack: checkDangling,
  },
];
