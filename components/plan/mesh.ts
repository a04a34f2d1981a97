import type { PlatformConfig, WorkloadConfig } from "../config/schema";

/**
 * Whether a workload's pods get Istio's proxy. One with the auth sidecar does not: the proxy delivers requests to ports that no Service
 * names from a loopback address, and the sidecar would take each remote caller for the application in its own pod (istio/istio#29603).
 */
export function isInMesh(
  { sidecar, outsideMesh }: Pick<WorkloadConfig, "sidecar" | "outsideMesh">,
  { mode }: PlatformConfig["serviceMesh"],
): boolean {
  return mode === "strict" && sidecar === undefined && outsideMesh === undefined;
}

/** Names of the vault secrets from which Istio's authority in one cluster signs, each in PEM form. */
export type MeshSecrets = Readonly<Record<"rootCertificate" | "certificate" | "key" | "certificateChain", string>>;

/** All stamps have the same root, so that a client of one accepts another one's; each has an intermediate authority of its own. */
export function meshSecrets(region: string): MeshSecrets {
  return {
    rootCertificate: "mesh-root-certificate",
    certificate: `mesh-certificate-${region}`,
    key: `mesh-key-${region}`,
    certificateChain: `mesh-chain-${region}`,
  };
}

type MeshAuthority = Pick<PlatformConfig, "serviceMesh" | "stamps">;

/** Names of the secrets of every stamp's authority; none where Istio creates its own. */
export function meshSecretNames({ serviceMesh, stamps }: MeshAuthority): readonly string[] {
  if (serviceMesh.authority !== "vault") return [];
  return [...new Set(stamps.flatMap(({ region }) => Object.values(meshSecrets(region))))];
}

/** Whether the vault of a stamp stores a secret: every one but the keys and certificates of another stamp's authority. */
export function isStoredIn(region: string, secret: string, config: MeshAuthority): boolean {
  return !meshSecretNames(config).includes(secret) || Object.values(meshSecrets(region)).includes(secret);
}
