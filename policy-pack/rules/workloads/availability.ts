import { DEPLOYMENT, HORIZONTAL_POD_AUTOSCALER, POD_DISRUPTION_BUDGET, SCALED_OBJECT, SERVICE, STATEFUL_SET } from "../facts/tokens";
import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkAvailability } from "./disruptions";
import { checkLabels, labelsOptions } from "./labels";
import { checkProbes, probesOptions } from "./probes";

/** Whether workloads stay available: probes, replicas and the labels by which other objects find their pods. */
export const availabilityRules: readonly Rule[] = [
  {
    id: "POD-14",
    name: "pod-probes",
    title: "Liveness and readiness probes are set (sidecar exempt when bound to loopback)",
    why: "Without probes a container that hangs keeps receiving requests and is not restarted.",
    fix: "Set livenessProbe and readinessProbe, or list the container in containersWithoutProbes.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...probesOptions },
    check: onPods(checkProbes),
  },
  {
    id: "POD-20",
    name: "pod-availability",
    title: ">= 2 replicas with PDB and spread in production; PDB/HPA are consistent",
    why: "A node upgrade evicts all pods of a node at once, and waits without end where a budget allows no eviction.",
    fix: "Run at least two replicas, spread by topologySpreadConstraints, with a PodDisruptionBudget that allows one pod to be evicted.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability",
    reads: [DEPLOYMENT, STATEFUL_SET, POD_DISRUPTION_BUDGET, HORIZONTAL_POD_AUTOSCALER, SCALED_OBJECT],
    perCluster: true,
    options: excludedNamespacesOption,
    checkStack: checkAvailability,
  },
  {
    id: "POD-23",
    name: "pod-labels",
    title: "Recommended labels and unique matching selectors",
    why: "Policies, budgets and tools find pods by labels, and a workload that also selects the pods of another counts those as its own.",
    fix: "Set the label app.kubernetes.io/name, and select labels that no other workload's pods have.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
    reads: [...POD_TYPES, SERVICE],
    perCluster: true,
    options: { ...excludedNamespacesOption, ...labelsOptions },
    checkStack: checkLabels,
  },
];
