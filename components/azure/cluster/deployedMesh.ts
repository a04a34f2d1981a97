import * as pulumi from "@pulumi/pulumi";
import type { PlatformPlan } from "../../plan/plan";
import type { DeployedClusters } from "./deployedCluster";

const SETTING = "serviceMesh.authority: vault";

/** A cluster that exists, and in which a mesh with an authority from the key vault exists or may be created. */
export interface DeployedMesh {
  /** Object id of the identity with which AKS reads the authority's secrets: that of the Key Vault secrets provider add-on. */
  readonly secretsReader: string;
}

/**
 * Returns, by region, who must be able to read the authority of the mesh, and refuses an update that AKS could not carry out.
 *
 * AKS creates that identity with the cluster, and an installation of the mesh waits in vain for secrets that the identity may not read
 * (Microsoft Learn: Istio add-on, plug-in CA certificate troubleshooting). So the cluster exists first, without a mesh; then its identity
 * gets access; then the mesh is created. An existing mesh cannot change its authority (Microsoft Learn: plug in CA certificates), and one
 * that reads secrets keeps needing them: without their role assignments its control plane would not start again.
 */
export async function deployedMeshes(plan: PlatformPlan, clusters: DeployedClusters): Promise<Readonly<Record<string, DeployedMesh>>> {
  const isFromVault = plan.config.serviceMesh.authority === "vault";
  const meshes = await Promise.all(
    plan.stamps.map(async ({ region, name }) => {
      const cluster = clusters[region];
      const mesh = await (isFromVault ? meshFromVault(name("cluster"), cluster) : refuseToLeaveVault(name("cluster"), cluster));
      return mesh === undefined ? [] : [[region, mesh] as const];
    }),
  );
  return Object.fromEntries(meshes.flat());
}

type Cluster = DeployedClusters[string] | undefined;

async function meshFromVault(name: string, cluster: Cluster): Promise<DeployedMesh | undefined> {
  const secretsReader = cluster?.addonProfiles?.azureKeyvaultSecretsProvider?.identity?.objectId;
  if (cluster === undefined)
    await pulumi.log.warn(`${SETTING}: this update creates cluster ${name}; the next one its mesh, and what is inside the cluster.`);
  if (hasMesh(cluster) && !isPluggedIn(cluster))
    await refuse(`${SETTING}: the mesh of cluster ${name} has an authority of its own; ${DISABLE}`);
  if (cluster !== undefined && secretsReader === undefined)
    await refuse(`${SETTING}: cluster ${name} has no Key Vault secrets provider add-on, which reads the authority; enable it first`);
  return secretsReader === undefined ? undefined : { secretsReader };
}

/** Whatever the ingress controller will be: the update deletes the role assignments, and AKS may keep a mesh that it does not mention. */
async function refuseToLeaveVault(name: string, cluster: Cluster): Promise<undefined> {
  if (hasMesh(cluster) && isPluggedIn(cluster))
    await refuse(`serviceMesh.authority: istio: the mesh of cluster ${name} has its authority from the key vault; ${DISABLE}`);
}

const DISABLE = "disable it first: az aks mesh disable";

const hasMesh = (cluster: Cluster): boolean => cluster?.serviceMeshProfile?.mode === "Istio";

const isPluggedIn = (cluster: Cluster): boolean =>
  cluster?.serviceMeshProfile?.istio?.certificateAuthority?.plugin?.keyVaultId !== undefined;

/** A preview shows what follows when that is done. */
async function refuse(problem: string): Promise<void> {
  const message = `${problem}.`;
  if (!pulumi.runtime.isDryRun()) throw new pulumi.RunError(`${message}\nNothing was changed.`);
  await pulumi.log.warn(message);
}
