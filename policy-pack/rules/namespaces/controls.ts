import { LIMIT_RANGE, NAMESPACE, RESOURCE_QUOTA } from "../facts/tokens";
import { type Condition, property } from "../reading/expect";
import { EXCLUDED_NAMESPACES, namesOption } from "../reading/pods";
import { isMissing } from "../reading/values";
import type { Option, Rule } from "../rule";
import { AZURE_NAMESPACES } from "./names";
import { BASELINE_NAMESPACES, checkPodSecurityLabels } from "./podSecurityLabels";
import { checkLimitRanges, checkQuotas } from "./quotas";
import { checkStandardsVersion, OLDEST_SUPPORTED_VERSION, OLDEST_VERSION } from "./standardsVersion";

const excludedOption: Option = namesOption("Namespaces that are not evaluated: those that Azure manages.", ...AZURE_NAMESPACES);
const limitedOption: Option = namesOption(
  "Namespaces that are not evaluated: those that Azure manages, and those whose limits another stack or a controller declares.",
  ...AZURE_NAMESPACES,
);

const CPU_LIMITS = "cpuLimits";
/** Whether pods must, may or must not have CPU limits: the same choice as for pods. */
const quotaOfLimits: Condition = {
  holds: (value, { config }) => config[CPU_LIMITS] !== "forbidden" || isMissing(value),
  expected: "no limits.cpu, which every container would have to set",
};

/** Namespaces: Pod Security admission, quotas and limits. */
export const rules: readonly Rule[] = [
  {
    id: "NS-01",
    name: "namespace-pod-security",
    title: "Namespaces carry PSA enforce/audit/warn = restricted (baseline only by exception)",
    why: "In a namespace without these labels the API server admits any pod, also pods that no program declares.",
    fix: "Set the labels pod-security.kubernetes.io/enforce, audit and warn to restricted.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/",
    frameworks: {
      "cis-aks-t1.2.0": ["4.2.8"],
      "cis-aks-t1.8.0": ["4.2.8"],
      "cis-v1.10.0": ["5.2.6", "5.2.7", "5.2.9", "5.2.10"],
      "cis-v1.12.0": ["5.2.6", "5.2.7", "5.2.9", "5.2.10"],
    },
    types: [NAMESPACE],
    options: {
      [EXCLUDED_NAMESPACES]: excludedOption,
      [BASELINE_NAMESPACES]: namesOption("Namespaces in which the baseline level is allowed."),
    },
    remedy: {
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    },
    check: checkPodSecurityLabels,
  },
  {
    id: "NS-02",
    name: "namespace-quota",
    title: "Each workload namespace has a ResourceQuota",
    why: "Without a quota one team's mistake, or one compromised pod, can use all nodes of the cluster.",
    fix: "Add a ResourceQuota to the namespace that limits requests.cpu, requests.memory, limits.memory and pods.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/aks/operator-best-practices-scheduler",
    options: { [EXCLUDED_NAMESPACES]: limitedOption },
    reads: [NAMESPACE, RESOURCE_QUOTA],
    perCluster: true,
    checkStack: checkQuotas,
  },
  {
    id: "NS-03",
    name: "namespace-limit-range",
    title: "Each workload namespace has a LimitRange",
    why: "A container without requests and limits gets the namespace's defaults; without those it may use all memory of its node.",
    fix: "Add a LimitRange to the namespace with default and defaultRequest for type Container.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/policy/limit-range/",
    options: { [EXCLUDED_NAMESPACES]: limitedOption },
    reads: [NAMESPACE, LIMIT_RANGE],
    perCluster: true,
    checkStack: checkLimitRanges,
  },
  {
    id: "NS-04",
    name: "quota-consistent",
    title: "A quota does not force CPU limits when POD-05 forbids them",
    why: "With limits.cpu in a quota the API server rejects every pod without CPU limits, and these throttle pods on idle nodes.",
    fix: "Remove limits.cpu from spec.hard; limit requests.cpu instead.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
    options: {
      [CPU_LIMITS]: {
        type: "string",
        enum: ["required", "allowed", "forbidden"],
        description: "CPU limits of containers, as in the control for pods; only with forbidden is a quota of them a violation.",
        default: "allowed",
      },
    },
    types: [RESOURCE_QUOTA],
    check: property('spec.hard["limits.cpu"]', quotaOfLimits),
  },
  {
    id: "POD-32",
    name: "namespace-pod-security-version",
    title: "The version that a namespace pins for Pod Security is not older than the cluster supports",
    why: "With an old version the API server admits what later versions of the standards refuse.",
    fix: "Set the -version labels to the cluster's minor version or to latest, and raise them with the cluster.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces",
    types: [NAMESPACE],
    options: {
      [EXCLUDED_NAMESPACES]: excludedOption,
      [OLDEST_VERSION]: {
        type: "string",
        description: "Oldest version that a namespace may pin, such as v1.36: that of the organization's oldest cluster.",
        default: OLDEST_SUPPORTED_VERSION,
      },
    },
    check: checkStandardsVersion,
  },
];
