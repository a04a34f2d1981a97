import { SYSTEM_NAMESPACES } from "../facts/namespaces";
import { NAMESPACE } from "../facts/tokens";
import { EXCLUDED_NAMESPACES, namesOption, POD_TYPES } from "../reading/pods";
import type { Option, Rule } from "../rule";
import { defaultDeny, ELSEWHERE, everyPodCovered } from "./coverage";
import { POLICY_TYPES } from "./isolation";
import { noOpenRules } from "./openness";

const POLICIES = "https://kubernetes.io/docs/concepts/services-networking/network-policies/";

const options: Readonly<Record<string, Option>> = {
  [EXCLUDED_NAMESPACES]: namesOption("Namespaces whose pods are not judged: those that Azure fills itself.", ...SYSTEM_NAMESPACES),
  [ELSEWHERE]: {
    type: "string",
    enum: ["advise", "judge"],
    description:
      "Namespaces that this stack neither declares nor writes a policy for: advise (networkpolicy-default-deny) says that their " +
      "policies are not seen here, judge asks for them in this stack.",
    default: "advise",
  },
};

/** Who may talk to whom inside the cluster. */
export const rules: readonly Rule[] = [
  {
    id: "NP-01",
    name: "networkpolicy-default-deny",
    title: "Each workload namespace has a default-deny ingress and egress policy",
    why: "Without it every pod of the cluster reaches these pods, and these pods reach everything, the node's identity included.",
    fix: "Add a NetworkPolicy with podSelector {}, policyTypes [Ingress, Egress] and no rules.",
    severity: "high",
    enforcement: "mandatory",
    url: `${POLICIES}#default-deny-all-ingress-and-all-egress-traffic`,
    options,
    reads: [NAMESPACE, ...POLICY_TYPES, ...POD_TYPES],
    perCluster: true,
    checkStack: defaultDeny,
  },
  {
    id: "NP-02",
    name: "networkpolicy-covers-pods",
    title: "Every pod template is selected by a policy for both directions",
    why: "A pod that no policy selects is open in that direction, whatever policies its neighbours have.",
    fix: "Let a NetworkPolicy of the namespace select the pod's labels, for Ingress and Egress.",
    severity: "high",
    enforcement: "mandatory",
    url: `${POLICIES}#the-two-sorts-of-pod-isolation`,
    frameworks: { NSA: ["C-0030"] },
    options,
    reads: [NAMESPACE, ...POLICY_TYPES, ...POD_TYPES],
    perCluster: true,
    checkStack: everyPodCovered,
  },
  {
    id: "NP-03",
    name: "networkpolicy-not-allow-all",
    title: "No policy allows everything (empty rule, {} namespaceSelector, 0.0.0.0/0 ingress)",
    why: "Policies add up: one rule that allows everything undoes all the others.",
    fix: "Name the namespaces, pods or address ranges that need the connection, and its ports.",
    severity: "high",
    enforcement: "mandatory",
    url: `${POLICIES}#networkpolicy-resource`,
    types: POLICY_TYPES,
    check: noOpenRules,
  },
];
