import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkCpuLimits, cpuLimitOptions } from "./cpuLimits";
import { checkEphemeralStorage } from "./ephemeralStorage";
import { checkMaxima, maximumOptions } from "./maxima";
import { checkCpuRequest, checkMemory, defaultedOptions, onPodsWithoutDefaults } from "./requestsAndLimits";

const PRACTICES = "https://learn.microsoft.com/azure/aks/developer-best-practices-resource-management";

/** What a pod may use of its node. */
export const resourceRules: readonly Rule[] = [
  {
    id: "POD-03",
    name: "pod-memory-limits",
    title: "Memory request and limit are set",
    why: "A container without a limit can use all memory of its node, which then kills other pods.",
    fix:
      "Set resources.limits.memory in the container or the pod (Kubernetes 1.34); where a LimitRange sets it, list the namespace in the " +
      "option limitRangeNamespaces.",
    severity: "high",
    enforcement: "mandatory",
    frameworks: { "MCSB v1": ["PV-2"], NSA: ["C-0271"] },
    url: PRACTICES,
    types: POD_TYPES,
    options: defaultedOptions,
    check: onPodsWithoutDefaults(checkMemory),
  },
  {
    id: "POD-04",
    name: "pod-cpu-requests",
    title: "CPU request is set",
    why: "A container without a request is the first to get no CPU on a busy node, and neither scheduler nor autoscaler counts it.",
    fix:
      "Set resources.requests.cpu in the container or the pod (Kubernetes 1.34); where a LimitRange sets it, list the namespace in the " +
      "option limitRangeNamespaces.",
    severity: "medium",
    enforcement: "mandatory",
    url: PRACTICES,
    types: POD_TYPES,
    options: defaultedOptions,
    check: onPodsWithoutDefaults(checkCpuRequest),
  },
  {
    id: "POD-05",
    name: "pod-cpu-limits",
    title: "CPU limit follows config.cpuLimits = required|allowed|forbidden (default allowed; sidecar required)",
    why: "Without a limit a container can take the CPU that others on the node did not request; with one it is throttled on an idle node.",
    fix: "Set resources.limits.cpu in the container or the pod.",
    severity: "low",
    enforcement: "advisory",
    frameworks: { NSA: ["C-0270"] },
    url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...cpuLimitOptions },
    check: onPods(checkCpuLimits),
  },
  {
    id: "POD-24",
    name: "pod-ephemeral-storage",
    title: "Ephemeral storage limit / emptyDir sizeLimit",
    why: "A pod that fills the disk of its node with logs, caches or temporary files has other pods evicted.",
    fix: "Set resources.limits.ephemeral-storage in every container, or a read-only root file system and the sizeLimit of every emptyDir.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/storage/ephemeral-storage/",
    coveredBy: ["POD-01"],
    types: POD_TYPES,
    options: defaultedOptions,
    check: onPodsWithoutDefaults(checkEphemeralStorage),
  },
  {
    id: "POD-26",
    name: "pod-limit-range",
    title: "Limits stay inside configured maxima",
    why: "A limit far above what any workload needs permits what a limit is there to prevent: one container that exhausts its node.",
    fix: "Lower the limit, or raise the maximum in the options maxMemory and maxCpu.",
    severity: "low",
    enforcement: "advisory",
    frameworks: { "MCSB v1": ["PV-2"] },
    url: "https://kubernetes.io/docs/concepts/policy/limit-range/",
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...maximumOptions },
    check: onPods(checkMaxima),
  },
];
