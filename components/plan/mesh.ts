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

/** Key Vault names are case-insensitive. */
const RESERVED = /^mesh-(root-certificate|(certificate|key|chain)-.+)$/i;

/**
 * Whether a name is reserved for the authority of a mesh: of a stamp, of one that was removed or will be added, and also while Istio
 * creates its own. With the key, a workload could sign any identity of the mesh.
 */
export function isMeshSecret(secret: string): boolean {
  return RESERVED.test(secret);
}

/** Whether the vault of a stamp stores a secret: of those reserved for an authority only its own, and only if AKS reads them there. */
export function isStoredIn(region: string, secret: string, { serviceMesh }: Pick<PlatformConfig, "serviceMesh">): boolean {
  return !isMeshSecret(secret) || (serviceMesh.authority === "vault" && Object.values(meshSecrets(region)).includes(secret));
}
