import type { input } from "@pulumi/kubernetes/types";

/** User id of application containers: above 10000, so that it differs from the user ids of the node. */
export const APPLICATION_USER = 10001;

/** User `app` of .NET's distroless images, which the sidecar's image is based on (dotnet/dotnet-docker, runtime-deps). */
export const SIDECAR_USER = 1654;

/**
 * Labels with which Pod Security admission audits and warns about pods below the restricted standard, and refuses them.
 * @param enforced the level below which pods are refused
 */
export function restrictedNamespaceLabels(
  version: string,
  enforced: "restricted" | "baseline" = "restricted",
): Readonly<Record<string, string>> {
  const levels = { enforce: enforced, audit: "restricted", warn: "restricted" };
  return Object.fromEntries(
    Object.entries(levels).flatMap(([mode, level]) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      // Pinned: a cluster upgrade must not start to refuse pods that ran the day before.
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}

/**
 * Security context of a pod. The group makes projected tokens and volumes readable to containers with different users. It is set
 * twice because Azure Policy's restricted initiative requires both kinds of group in a range (its definition AllowedUsersGroups).
 */
export function restrictedPod(group: number): input.core.v1.PodSecurityContext {
  return {
    runAsNonRoot: true,
    fsGroup: group,
    fsGroupChangePolicy: "OnRootMismatch",
    supplementalGroups: [group],
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** Security context of a container: everything the restricted standard requires, and a read-only root file system. */
export function restrictedContainer(user: number): input.core.v1.SecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
}
