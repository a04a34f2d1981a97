import * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "../azure/cluster/clusterArgs";
import type { DeployedMesh } from "../azure/cluster/deployedMesh";
import type { KeyVault } from "../azure/data/keyVault";
import { meshSecrets } from "../plan/mesh";
import type { PlatformPlan } from "../plan/plan";
import { requireEntry } from "../requireEntry";
import type { Grants } from "./grants";

export interface MeshAuthorityArgs {
  /** Plan of the environment. */
  readonly plan: PlatformPlan;
  /** Region of the stamp. */
  readonly region: string;
  /** Key vault of the stamp, which stores the authority's secrets. */
  readonly vault: KeyVault;
  /** Creates the role assignments. */
  readonly grants: Grants;
  /**
   * Identity of the stamp's cluster that reads the secrets.
   * @default none: the cluster does not exist yet
   */
  readonly deployed: DeployedMesh | undefined;
}

/** The mesh of a stamp's cluster and who signs its identities. */
export class MeshAuthority {
  /** Whether this update creates the cluster, and the next one the mesh. A preview with `scope: all` shows what both create. */
  readonly isAwaited: boolean;
  /** Revision and authority; neither where the cluster has no mesh, or none before its identity may read the secrets. */
  readonly clusterArgs: Pick<ClusterArgs, "istioRevision" | "istioAuthority">;
  /** What the cluster depends on, so that AKS finds the secrets readable when it creates the mesh. */
  readonly waitFor: readonly pulumi.Resource[];

  constructor(private readonly args: MeshAuthorityArgs) {
    const { plan, vault, deployed } = args;
    const { ingress, serviceMesh, scope } = plan.config;
    const isFromVault = serviceMesh.authority === "vault";
    this.isAwaited = isFromVault && deployed === undefined && (scope === "azure" || !pulumi.runtime.isDryRun());
    this.clusterArgs =
      ingress.controller !== "istio" || this.isAwaited
        ? {}
        : {
            istioRevision: ingress.istioRevision,
            ...(isFromVault ? { istioAuthority: { vaultId: vault.id, secrets: meshSecrets(args.region) } } : {}),
          };
    this.waitFor = isFromVault && deployed !== undefined ? [vault, ...this.grantTo(deployed.secretsReader)] : [];
  }

  /** Gives the identity of a cluster that did not exist before access, for the mesh that the next update creates. */
  grantToNew(secretsReader: () => pulumi.Output<string>): void {
    const { plan, deployed } = this.args;
    if (plan.config.serviceMesh.authority === "vault" && deployed === undefined) this.grantTo(secretsReader());
  }

  private grantTo(secretsReader: pulumi.Input<string>): readonly pulumi.Resource[] {
    const { region, vault, grants } = this.args;
    return Object.values(meshSecrets(region)).map((secret) => {
      const scope = requireEntry(vault.secretIds, secret, "vault secret");
      return grants.assign(`mesh-secret-${secret}`, "Key Vault Secrets User", scope, secretsReader);
    });
  }
}
