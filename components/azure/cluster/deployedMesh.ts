import * as pulumi from "@pulumi/pulumi";
import type { PlatformPlan } from "../../plan/plan";
import { readCluster } from "./deployedCluster";

const SETTING = "serviceMesh.authority: vault";

/** A cluster that exists, and in which a mesh with an authority from the key vault exists or may be created. */
export interface DeployedMesh {
  /** Object id of the identity with which AKS reads the authority's secrets: that of the Key Vault secrets provider add-on. */
  readonly secretsReader: string;
}

/**
 * Reads, by region, who must be able to read the authority of the mesh, before the first resource is registered. AKS creates that identity
 * with the cluster, and an installation of the mesh waits in vain for secrets that the identity may not read (Microsoft Learn: Istio add-on,
 * plug-in CA certificate troubleshooting). So the cluster exists first, without a mesh; then its identity gets access; then the mesh is
 * created. An existing mesh cannot change its authority (Microsoft Learn: plug in CA certificates).
 */
export async function readDeployedMeshes({ config, stamps }: PlatformPlan): Promise<Readonly<Record<string, DeployedMesh>>> {
  if (config.serviceMesh.authority !== "vault") return {};
  const meshes = await Promise.all(
    stamps.map(async ({ region, name }) => {
      const mesh = await readMesh({ resourceGroupName: name("resourceGroup"), resourceName: name("cluster") });
      return mesh === undefined ? [] : [[region, mesh] as const];
    }),
  );
  return Object.fromEntries(meshes.flat());
}

async function readMesh(address: Parameters<typeof readCluster>[0]): Promise<DeployedMesh | undefined> {
  const cluster = await readCluster(address);
  const { mode, istio } = cluster?.serviceMeshProfile ?? {};
  const secretsReader = cluster?.addonProfiles?.azureKeyvaultSecretsProvider?.identity?.objectId;
  const { resourceName } = address;
  if (cluster === undefined)
    await pulumi.log.warn(
      `${SETTING}: this update creates cluster ${resourceName}; the next one its mesh, and what is inside the cluster.`,
    );
  if (mode === "Istio" && istio?.certificateAuthority?.plugin?.keyVaultId === undefined)
    await refuse(`the mesh of cluster ${resourceName} has an authority of its own; disable it first: az aks mesh disable`);
  if (cluster !== undefined && secretsReader === undefined)
    await refuse(`cluster ${resourceName} has no Key Vault secrets provider add-on, which reads the authority; enable it first`);
  return secretsReader === undefined ? undefined : { secretsReader };
}

/** A preview shows what follows when that is done. */
async function refuse(problem: string): Promise<void> {
  const message = `${SETTING}: ${problem}.`;
  if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(`${message}\nNothing was changed.`);
  await pulumi.log.warn(message);
}
