import { checkValue, isNot } from "../reading/expect";
import { below, excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import { elements } from "../reading/values";
import type { Rule } from "../rule";
import { checkOwnProfile } from "./profiles";
import { checkHighIds } from "./userIds";
import { checkUserNamespace } from "./userNamespaces";
import { exceptWindows } from "./windows";

/** What separates the containers of a pod from each other, and the pod from its node. */
export const isolationRules: readonly Rule[] = [
  {
    id: "POD-18",
    name: "pod-no-shared-process-namespace",
    title: "Containers do not share a process namespace (sidecar memory holds tokens)",
    why: "In a shared process namespace each container can read the files, and with the same user the memory, of the others.",
    fix: "Remove shareProcessNamespace; for debugging, kubectl debug --target shares the namespace of one container.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    remedy: { shareProcessNamespace: false },
    check: onPods(({ spec }, context) =>
      below(spec, "shareProcessNamespace").flatMap((setting) => checkValue(setting, isNot(true), context)),
    ),
  },
  {
    id: "POD-19",
    name: "pod-no-host-aliases",
    title: "No hostAliases",
    why: "A line in the hosts file of a pod redirects a name, so that its traffic goes to an address that DNS and certificates do not show.",
    fix: "Remove hostAliases and use DNS: a Service, an ExternalName Service or a private DNS zone.",
    severity: "low",
    enforcement: "advisory",
    url: "https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(({ spec }, context) =>
      below(spec, "hostAliases").flatMap((aliases) =>
        checkValue(aliases, { holds: (value) => elements(value).length === 0, expected: "no alias" }, context),
      ),
    ),
  },
  {
    id: "POD-21",
    name: "pod-high-uid",
    title: "UID and GID above 10000",
    why: "A process that leaves its container with the id of a user of the node has that user's permissions there.",
    fix: "Set securityContext.runAsUser and runAsGroup to an id above 10000 that the image supports.",
    severity: "low",
    enforcement: "disabled",
    url: "https://github.com/aquasecurity/trivy-checks/blob/main/checks/kubernetes/runs_with_UID_le_10000.rego",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(exceptWindows(checkHighIds)),
  },
  {
    id: "POD-22",
    name: "pod-hardening-profile",
    title: "A custom seccomp or AppArmor profile (Localhost)",
    why: "The runtime's default profile allows many system calls that one application never needs and an attacker may.",
    fix: "Install a profile on the nodes and set securityContext.seccompProfile or appArmorProfile to type Localhost.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/aks/secure-container-access",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(exceptWindows(checkOwnProfile)),
  },
  {
    id: "POD-27",
    name: "pod-user-namespaces",
    title: "hostUsers is false where the runtime supports it",
    why: "Without a user namespace of its own, root in the container is root on the node as soon as it leaves the container.",
    fix: "Set hostUsers to false.",
    severity: "low",
    enforcement: "disabled",
    url: "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
    types: POD_TYPES,
    options: excludedNamespacesOption,
    remedy: { hostUsers: false },
    check: onPods(exceptWindows(checkUserNamespace)),
  },
];
