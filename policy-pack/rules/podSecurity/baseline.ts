import { is, isNot } from "../reading/expect";
import type { Rule } from "../rule";
import { addsOnly } from "./capabilities";
import { inContainers, inPod, inPodAndContainers, notSet, notSetOr, notTrueInPod } from "./checks";
import { CIS_SECURITY_CONTEXT, MCSB } from "./frameworks";
import { appArmor, seccompBaseline, seLinux } from "./profiles";
import { baseline } from "./scope";
import { BASELINE_CAPABILITIES } from "./standards";
import { safeSysctls, standardsVersionOption } from "./sysctls";

/** The controls of the baseline level; procMount is evaluated as at the restricted level, with or without a user namespace. */
export const baselineRules: readonly Rule[] = [
  baseline(
    {
      id: "PSS-01",
      name: "pod-host-process",
      title: "No Windows HostProcess (PSS baseline)",
      why: "A HostProcess container is a process of the Windows node with its rights and its network.",
      fix: "Remove windowsOptions.hostProcess.",
      severity: "critical",
      frameworks: CIS_SECURITY_CONTEXT,
      remedy: { hostProcess: false },
    },
    inPodAndContainers("securityContext.windowsOptions.hostProcess", isNot(true)),
  ),
  baseline(
    {
      id: "PSS-02",
      name: "pod-host-namespaces",
      title: "No hostNetwork/hostPID/hostIPC (PSS baseline)",
      why: "In the node's namespaces a pod sees other pods' traffic and processes, and network policies do not apply to it.",
      fix: "Remove hostNetwork, hostPID and hostIPC.",
      severity: "critical",
      frameworks: {
        ...MCSB,
        "cis-v1.10.0": ["5.2.3", "5.2.4", "5.2.5"],
        "cis-v1.12.0": ["5.2.3", "5.2.4", "5.2.5"],
        NSA: ["C-0038", "C-0041"],
      },
      remedy: { hostNetwork: false, hostPID: false, hostIPC: false },
    },
    notTrueInPod("hostNetwork", "hostPID", "hostIPC"),
  ),
  baseline(
    {
      id: "PSS-03",
      name: "pod-privileged",
      title: "No privileged container (PSS baseline)",
      why: "A privileged container has every device and capability of the node: it is root there.",
      fix: "Remove privileged; add the one capability that is needed, if any.",
      severity: "critical",
      frameworks: MCSB,
      remedy: { privileged: false },
    },
    inContainers(isNot(true), "securityContext.privileged"),
  ),
  baseline(
    {
      id: "PSS-04",
      name: "pod-capabilities-baseline",
      title: "Only baseline capabilities are added (PSS baseline)",
      why: "With capabilities such as SYS_ADMIN or NET_RAW a container can leave its isolation or access other pods' network traffic.",
      fix: "Remove the capability from capabilities.add.",
      severity: "high",
      frameworks: { ...MCSB, NSA: ["C-0046"] },
    },
    addsOnly(BASELINE_CAPABILITIES),
  ),
  baseline(
    {
      id: "PSS-05",
      name: "pod-host-path",
      title: "No hostPath volume (PSS baseline)",
      why: "A path of the node gives a pod the kubelet's credentials, the container runtime or the files of other pods.",
      fix: "Use emptyDir, a persistent volume claim or a CSI volume.",
      severity: "critical",
      frameworks: MCSB,
    },
    inPod("volumes[*].hostPath", notSet),
  ),
  baseline(
    {
      id: "PSS-06",
      name: "pod-host-ports",
      title: "No hostPort (PSS baseline)",
      why: "A host port exposes the container on the node's own address and bypasses Services and network policies.",
      fix: "Remove hostPort and reach the pod through a Service.",
      severity: "high",
      frameworks: { ...MCSB, NSA: ["C-0044"] },
    },
    inContainers(notSetOr(is(0)), "ports[*].hostPort"),
  ),
  baseline(
    {
      id: "PSS-07",
      name: "pod-host-probes",
      title: "No host field in probes and lifecycle hooks (PSS baseline)",
      why: "The kubelet calls the specified host, so the pod's author can send requests from the node to anything it can reach.",
      fix: "Remove host: probes are then sent to the pod's own address. Set a Host header in httpHeaders.",
      severity: "high",
    },
    inContainers(
      notSet,
      ...["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"].flatMap((hook) => [
        `${hook}.httpGet.host`,
        `${hook}.tcpSocket.host`,
      ]),
    ),
  ),
  baseline(
    {
      id: "PSS-08",
      name: "pod-apparmor",
      title: "AppArmor profile is default or localhost (PSS baseline)",
      why: "Unconfined disables the profile that prevents a container from mounting file systems and using kernel interfaces.",
      fix: "Remove appArmorProfile, or set its type to RuntimeDefault.",
      severity: "high",
      frameworks: MCSB,
      remedy: { type: "RuntimeDefault" },
    },
    appArmor,
  ),
  baseline(
    {
      id: "PSS-09",
      name: "pod-selinux",
      title: "SELinux type is allowed; no user/role (PSS baseline)",
      why: "With another SELinux type, user or role the container is not confined as containers are.",
      fix: "Remove seLinuxOptions, or use the type container_t without user and role.",
      severity: "high",
      frameworks: CIS_SECURITY_CONTEXT,
    },
    seLinux,
  ),
  baseline(
    {
      id: "PSS-10",
      name: "pod-proc-mount",
      title: "procMount is Default (PSS baseline)",
      why:
        "Without the masks over /proc a container can read and write settings of the node's kernel. Kubernetes' baseline level allows " +
        "other values with hostUsers: false; the restricted level does not, and neither does this control.",
      fix: "Remove procMount.",
      severity: "high",
      remedy: { procMount: "Default" },
    },
    inContainers(notSetOr(is("Default")), "securityContext.procMount"),
  ),
  baseline(
    {
      id: "PSS-11",
      name: "pod-seccomp-baseline",
      title: "Seccomp is not Unconfined (PSS baseline)",
      why: "Unconfined allows every system call, and most container escapes start with a rarely used one.",
      fix: "Set seccompProfile.type to RuntimeDefault.",
      severity: "high",
      remedy: { type: "RuntimeDefault" },
    },
    seccompBaseline,
  ),
  baseline(
    {
      id: "PSS-12",
      name: "pod-sysctls",
      title: "Only safe sysctls, and no + or = in a value (CVE-2022-0811) (PSS baseline)",
      why: "Most sysctls are node settings that affect every pod on the node; some runtimes accept additional ones inside a value.",
      fix: "Remove the sysctl, or use one that Kubernetes lists as safe.",
      severity: "high",
      frameworks: CIS_SECURITY_CONTEXT,
    },
    safeSysctls,
    standardsVersionOption,
  ),
];
