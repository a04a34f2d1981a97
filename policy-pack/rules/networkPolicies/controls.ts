import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { NAMESPACE } from "../facts/tokens";
import { EXCLUDED_NAMESPACES, namesOption, POD_TYPES } from "../reading/pods";
import type { Option, Rule } from "../rule";
import { CALICO_TIERS } from "./calicoIsolation";
import { checkDefaultDeny, checkPodCoverage, NAMESPACES_ELSEWHERE } from "./coverage";
import { checkOpenRules } from "./openRules";
import { POLICY_TYPES } from "./policyKinds";

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
];
