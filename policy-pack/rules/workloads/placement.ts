import { POD, SERVICE } from "../facts/tokens";
import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkController } from "./nakedPods";
import { checkNamespace, sharedNamespacesOptions } from "./sharedNamespaces";
import { checkTolerations } from "./tolerations";

/** Where workloads run: namespaces, controllers and nodes. */
export const placementRules: readonly Rule[] = [
  {
    id: "POD-16",
    name: "pod-not-default-namespace",
    title: "Workloads are not in default or kube-system",
    why: "Roles, quotas, network policies and Pod Security are set per namespace, so in a shared one they fit nobody.",
    fix: "Create a Namespace for the application and set metadata.namespace.",
    severity: "medium",
    enforcement: "mandatory",
    frameworks: {
      "MCSB v1": ["PV-2"],
      "cis-aks-t1.2.0": ["4.7.3"],
      "cis-aks-t1.8.0": ["4.7.3"],
      "cis-v1.10.0": ["5.7.4"],
      "cis-v1.12.0": ["5.7.4"],
    },
    url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
    types: [...POD_TYPES, SERVICE],
    options: sharedNamespacesOptions,
    check: checkNamespace,
  },
  {
    id: "POD-17",
    name: "pod-no-naked-pods",
    title: "Pods are run by a controller",
    why: "A pod without a controller is not created again when its node is upgraded or fails.",
    fix: "Use a Deployment or StatefulSet, or a Job for a program that ends.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/concepts/workloads/pods/#working-with-pods",
    types: [POD],
    options: excludedNamespacesOption,
    check: onPods(checkController),
  },
  {
    id: "POD-31",
    name: "pod-no-control-plane-scheduling",
    title: "No toleration of control-plane or CriticalAddonsOnly taints",
    why: "An application on the system nodes takes resources from CoreDNS and the other components that the whole cluster depends on.",
    fix: "Remove the toleration; name the taints of user node pools instead of tolerating every taint.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/aks/use-system-pools",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkTolerations),
  },
];
