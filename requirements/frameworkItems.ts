/** An item of a framework and the controls that implement what it asks. */
export interface Item {
  readonly id: string;
  /** Title in the framework; absent where only ids are recorded. */
  readonly title?: string;
  readonly controls: readonly string[];
}

/*
 * Which controls implement what the items of frameworks ask, for frameworks that the metadata of the rules does not name: that metadata
 * is published with the pack, this mapping is documentation only. A control is listed only where the item asks for what it checks; items
 * without a control say what the pack leaves to others.
 */

const item = (id: string, title: string, controls: string): Item => ({
  id,
  title,
  controls: controls === "" ? [] : controls.split(" "),
});

/** Controls of the Pod Security Standards of Kubernetes 1.34, by level. */
export const POD_SECURITY_STANDARDS: readonly Item[] = [
  item("Baseline: HostProcess", "Windows pods have no access to the node", "PSS-01"),
  item("Baseline: Host Namespaces", "Pods share no namespace of the host", "PSS-02"),
  item("Baseline: Privileged Containers", "No privileged containers", "PSS-03"),
  item("Baseline: Capabilities", "Only capabilities of the baseline list are added", "PSS-04"),
  item("Baseline: HostPath Volumes", "No hostPath volumes", "PSS-05"),
  item("Baseline: Host Ports", "No host ports", "PSS-06"),
  item("Baseline: Host Probes / Lifecycle Hooks", "No host in probes and hooks", "PSS-07"),
  item("Baseline: AppArmor", "The default profile is not turned off", "PSS-08"),
  item("Baseline: SELinux", "Only types of containers, no user or role", "PSS-09"),
  item("Baseline: /proc Mount Type", "The default masks of /proc", "PSS-10"),
  item("Baseline: Seccomp", "Not Unconfined", "PSS-11"),
  item("Baseline: Sysctls", "Safe sysctls only", "PSS-12"),
  item("Restricted: Volume Types", "Only the listed types of volumes", "PSS-13"),
  item("Restricted: Privilege Escalation", "Privilege escalation is off", "PSS-14"),
  item("Restricted: Running as Non-root", "runAsNonRoot is true", "PSS-15"),
  item("Restricted: Running as Non-root user", "runAsUser is not 0", "PSS-16"),
  item("Restricted: Seccomp", "A profile is set", "PSS-17"),
  item("Restricted: Capabilities", "ALL is dropped, only NET_BIND_SERVICE is added", "PSS-18"),
];

/** Sections of chapter 4 of NIST SP 800-190, with their titles. */
export const NIST_SP_800_190: readonly Item[] = [
  item("4.1.1", "Image vulnerabilities", "ACR-09"),
  item("4.1.2", "Image configuration defects", "ACR-16 PSS-15 PSS-16 POD-15 POD-25"),
  item("4.1.3", "Embedded malware", ""),
  item("4.1.4", "Embedded clear text secrets", "AKS-17 AKS-18 POD-12 SC-12 SEC-01 SEC-02"),
  item("4.1.5", "Use of untrusted images", "ACR-08 POD-06 POD-08 SC-01"),
  item("4.2.1", "Insecure connections to registries", ""),
  item("4.2.2", "Stale images in registries", "ACR-12 POD-07 POD-08"),
  item("4.2.3", "Insufficient authentication and authorization restrictions", "ACR-01 ACR-02 ACR-14 ACR-15 ID-02"),
  item("4.3.1", "Unbounded administrative access", "AKS-08 AKS-10 RB-01 RB-02 RB-03 RB-04 RB-05 RB-08 RB-10"),
  item("4.3.2", "Unauthorized access", "AKS-09 AKS-11 RB-06"),
  item("4.3.3", "Poorly separated inter-container network traffic", "AKS-06 NP-01 NP-02 NP-03"),
  item("4.3.4", "Mixing of workload sensitivity levels", ""),
  item("4.3.5", "Orchestrator node trust", ""),
  item("4.4.1", "Vulnerabilities within the runtime software", "AKS-25"),
  item("4.4.2", "Unbounded network access from containers", "NET-10 NP-01 NP-02 NP-04"),
  item(
    "4.4.3",
    "Insecure container runtime configurations",
    "AKS-20 PSS-03 PSS-04 PSS-08 PSS-09 PSS-10 PSS-11 PSS-14 PSS-17 PSS-18 POD-22",
  ),
  item("4.4.4", "App vulnerabilities", "AKS-07 POD-01"),
  item("4.4.5", "Rogue containers", "RB-04"),
  item("4.5.1", "Large attack surface", ""),
  item("4.5.2", "Shared kernel", ""),
  item("4.5.3", "Host OS component vulnerabilities", "AKS-25"),
  item("4.5.4", "Improper user access rights", "AKS-37"),
  item("4.5.5", "Host file system tampering", "PSS-05 PSS-13"),
];

/** Risks of the OWASP Kubernetes Top Ten, 2022. */
export const OWASP_2022: readonly Item[] = [
  item(
    "K01",
    "Insecure Workload Configurations",
    "PSS-01 PSS-02 PSS-03 PSS-04 PSS-05 PSS-06 PSS-07 PSS-08 PSS-09 PSS-10 PSS-11 PSS-12 PSS-13 PSS-14 PSS-15 PSS-16 PSS-17 PSS-18 " +
      "POD-01 POD-02 POD-03 POD-04 POD-18 POD-24",
  ),
  item("K02", "Supply Chain Vulnerabilities", "ACR-08 ACR-09 ACR-16 AKS-31 HELM-01 POD-06 POD-07 POD-08 POD-15 SC-01"),
  item("K03", "Overly Permissive RBAC Configurations", "AKS-08 POD-10 POD-11 RB-01 RB-02 RB-03 RB-04 RB-05 RB-06 RB-07 RB-08 RB-10"),
  item("K04", "Lack of Centralized Policy Enforcement", "AKS-20 NS-01 POD-32"),
  item("K05", "Inadequate Logging and Monitoring", "AKS-07 AKS-21 AKS-22 AKS-24 MON-01 MON-03 MON-05"),
  item("K06", "Broken Authentication Mechanisms", "AKS-09 AKS-11 AKS-15 AKS-16 ID-06 ID-08 RB-06 RB-09"),
  item("K07", "Missing Network Segmentation Controls", "AKS-06 AKS-35 MESH-01 NP-01 NP-02 NP-03 NP-04 NP-05"),
  item("K08", "Secrets Management Failures", "AKS-17 AKS-18 AKS-19 POD-12 RB-03 SC-12 SEC-01 SEC-02 SEC-05"),
  item("K09", "Misconfigured Cluster Components", "AKS-01 AKS-03"),
  item("K10", "Outdated and Vulnerable Kubernetes Components", "AKS-25 AKS-27 AKS-28 ING-09"),
];
