import { type Condition, is, isNot, oneOf } from "../reading/expect";
import { isMissing } from "../reading/values";
import type { Rule } from "../rule";
import { addsOnly, dropsAll } from "./capabilities";
import { allChecks, inContainers, inherited, inPodAndContainers } from "./checks";
import { CIS_SECURITY_CONTEXT, MCSB } from "./frameworks";
import { exceptUserNamespaces, exceptWindows, restricted } from "./scope";
import { BASELINE_CAPABILITIES, CONFINING_PROFILES, RESTRICTED_CAPABILITIES } from "./standards";
import { restrictedVolumes } from "./volumes";

/** Any profile: the control of the baseline level reports those that do not confine. */
const explicitProfile: Condition = { holds: (value) => !isMissing(value), expected: oneOf(CONFINING_PROFILES) };

/** The controls that the restricted level adds. */
export const restrictedRules: readonly Rule[] = [
  restricted(
    {
      id: "PSS-13",
      name: "pod-volume-types",
      title: "Only restricted volume types (PSS restricted)",
      why: "In-tree volume types access the node's files or network storage without a claim that an administrator granted.",
      fix: "Use a persistent volume claim, CSI, projected, secret, configMap or emptyDir volume.",
      severity: "high",
    },
    restrictedVolumes,
  ),
  restricted(
    {
      id: "PSS-14",
      name: "pod-allow-privilege-escalation",
      title: "allowPrivilegeEscalation is false (PSS restricted)",
      why: "Unless it is false, a setuid program in the image makes its caller root.",
      fix: "Set securityContext.allowPrivilegeEscalation to false in the container.",
      severity: "high",
      frameworks: { ...MCSB, ...CIS_SECURITY_CONTEXT, NSA: ["C-0016"] },
      remedy: { allowPrivilegeEscalation: false },
    },
    exceptWindows(inContainers(is(false), "securityContext.allowPrivilegeEscalation")),
  ),
  restricted(
    {
      id: "PSS-15",
      name: "pod-run-as-non-root",
      title: "runAsNonRoot is true at pod or every container (PSS restricted)",
      why: "Root in a container is one kernel or runtime defect away from root on the node.",
      fix: "Set securityContext.runAsNonRoot to true in the pod, and a numeric runAsUser where the image sets none.",
      severity: "high",
      frameworks: { ...MCSB, ...CIS_SECURITY_CONTEXT, NSA: ["C-0013"] },
      remedy: { runAsNonRoot: true },
    },
    exceptUserNamespaces(inherited("securityContext.runAsNonRoot", is(true))),
  ),
  restricted(
    {
      id: "PSS-16",
      name: "pod-run-as-user",
      title: "runAsUser is never 0 (PSS restricted)",
      why: "User 0 is root, whatever the image specifies.",
      fix: "Set securityContext.runAsUser to a non-zero id.",
      severity: "high",
      frameworks: MCSB,
    },
    exceptUserNamespaces(inPodAndContainers("securityContext.runAsUser", isNot(0))),
  ),
  restricted(
    {
      id: "PSS-17",
      name: "pod-seccomp-restricted",
      title: "Seccomp is RuntimeDefault or Localhost, explicitly (PSS restricted)",
      why: "A kubelet without a default seccomp profile runs a pod that sets no profile with every system call allowed.",
      fix: "Set securityContext.seccompProfile.type to RuntimeDefault in the pod.",
      severity: "high",
      frameworks: { "cis-v1.10.0": ["5.7.2"], "cis-v1.12.0": ["5.7.2"] },
      remedy: { type: "RuntimeDefault" },
    },
    exceptWindows(inherited("securityContext.seccompProfile.type", explicitProfile)),
  ),
  restricted(
    {
      id: "PSS-18",
      name: "pod-capabilities-restricted",
      title: "Drop ALL; add only NET_BIND_SERVICE (PSS restricted)",
      why: "Container runtimes grant a dozen capabilities by default that services do not use and attackers do.",
      fix: 'Set securityContext.capabilities.drop to ["ALL"] in the container.',
      severity: "high",
      frameworks: { ...MCSB, ...CIS_SECURITY_CONTEXT },
    },
    exceptWindows(allChecks(dropsAll, addsOnly(RESTRICTED_CAPABILITIES, BASELINE_CAPABILITIES))),
  ),
];
