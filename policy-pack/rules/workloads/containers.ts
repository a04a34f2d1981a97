import { excludedNamespacesOption, onPods, POD_TYPES } from "../reading/pods";
import type { Rule } from "../rule";
import { checkGroups } from "./groups";
import { checkNotInteractive } from "./interactive";
import { checkPorts, portOptions } from "./ports";
import { checkReadOnlyRoot, rootFileSystemOptions } from "./rootFileSystem";
import { checkWellFormed } from "./wellFormed";
import { exceptWindows } from "./windows";

const SECURITY_CONTEXT = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";
const POD_REFERENCE = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/";

/** What the processes of a container may do, and how it is declared. */
export const containerRules: readonly Rule[] = [
  {
    id: "POD-01",
    name: "pod-read-only-root-fs",
    title: "Root file system is read-only",
    why: "An attacker can store tools in, and change the program of, a container whose file system can be written to.",
    fix: "Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the program has to write, such as /tmp.",
    severity: "high",
    enforcement: "mandatory",
    frameworks: {
      "MCSB v1": ["PV-2"],
      "cis-aks-t1.2.0": ["4.7.2"],
      "cis-aks-t1.8.0": ["4.7.2"],
      "cis-v1.10.0": ["5.7.3"],
      "cis-v1.12.0": ["5.7.3"],
      NSA: ["C-0017"],
    },
    url: SECURITY_CONTEXT,
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...rootFileSystemOptions },
    check: onPods(exceptWindows(checkReadOnlyRoot)),
  },
  {
    id: "POD-02",
    name: "pod-non-root-groups",
    title: "runAsGroup, fsGroup and supplementalGroups are not 0",
    why: "Group root may read, and often write, files of images and volumes that are meant for root.",
    fix: "Set securityContext.runAsGroup to a non-zero id, and remove 0 from fsGroup and supplementalGroups.",
    severity: "medium",
    enforcement: "advisory",
    frameworks: { "MCSB v1": ["PV-2"] },
    url: SECURITY_CONTEXT,
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(exceptWindows(checkGroups)),
  },
  {
    id: "POD-25",
    name: "pod-privileged-ports",
    title: "No containerPort below 1024 and no SSH port",
    why: "Only root or a capability opens a port below 1024, and an SSH server is a way into a container that no audit log shows.",
    fix: "Let the program listen on a port such as 8080; a Service can still offer 80. Use kubectl exec instead of SSH.",
    severity: "low",
    enforcement: "advisory",
    url: "https://github.com/stackrox/kube-linter/blob/main/docs/generated/checks.md",
    types: POD_TYPES,
    options: { ...excludedNamespacesOption, ...portOptions },
    check: onPods(exceptWindows(checkPorts)),
  },
  {
    id: "POD-28",
    name: "pod-env-well-formed",
    title: "No duplicate env names, no deprecated serviceAccount field",
    why: "Of variables with one name the last applies without a warning, so that a later one undoes a secure setting.",
    fix: "Remove one of the variables.",
    severity: "low",
    enforcement: "advisory",
    url: POD_REFERENCE,
    coveredBy: ["POD-11"],
    types: POD_TYPES,
    options: excludedNamespacesOption,
    check: onPods(checkWellFormed),
  },
  {
    id: "POD-30",
    name: "pod-not-interactive",
    title: "No stdin/tty",
    why: "A container that waits for input is a shell left open: whoever may attach to the pod can use it.",
    fix: "Remove stdin and tty; kubectl debug opens a terminal when one is needed.",
    severity: "low",
    enforcement: "advisory",
    url: POD_REFERENCE,
    types: POD_TYPES,
    options: excludedNamespacesOption,
    remedy: { stdin: false, tty: false },
    check: onPods(checkNotInteractive),
  },
];
