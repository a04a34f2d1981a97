/**
 * What the Pod Security Standards of Kubernetes v1.36 allow (k8s.io/pod-security-admission v0.36.2, package policy). In v0.37.2 only the
 * list of sysctls differs.
 */

/** Versions of the standards that the option standardsVersion accepts. */
export const STANDARDS_VERSIONS = ["v1.36", "v1.37", "latest"] as const;
/** The newest Kubernetes version that AKS supports. */
export const DEFAULT_STANDARDS_VERSION: (typeof STANDARDS_VERSIONS)[number] = "v1.36";

export const BASELINE_CAPABILITIES: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

export const RESTRICTED_CAPABILITIES: readonly string[] = ["NET_BIND_SERVICE"];

export const SAFE_SYSCTLS: readonly string[] = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** Sysctls that are safe from v1.37 on (check_sysctls.go, sysctlsAllowedV1Dot37). */
export const SAFE_SYSCTLS_SINCE_1_37: readonly string[] = ["net.ipv4.tcp_notsent_lowat", "net.ipv4.tcp_slow_start_after_idle"];

export const SELINUX_TYPES: readonly string[] = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

export const RESTRICTED_VOLUMES: readonly string[] = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Seccomp and AppArmor profile types that confine a container. */
export const CONFINING_PROFILES: readonly string[] = ["RuntimeDefault", "Localhost"];
