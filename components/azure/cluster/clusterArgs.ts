import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig, NetworkConfig } from "../../config/schema";
import type { StampContext } from "../../context";
import type { MeshSecrets } from "../../plan/mesh";
import type { DeployedPool } from "./deployedPool";

export interface ClusterArgs {
  /** Resource group, region, zones, names and tags of the cluster, and the workspace that receives its logs. */
  readonly context: StampContext;
  /** Version, tier, node pools, upgrades and maintenance of the cluster. */
  readonly config: ClusterConfig;
  /** Address ranges of pods and Services (CIDR). */
  readonly network: Pick<NetworkConfig, "podCidr" | "serviceCidr">;
  /** Egress of the nodes: a NAT gateway, or a route to a firewall. */
  readonly outboundType: "userAssignedNATGateway" | "userDefinedRouting";
  /** Resource id of the subnet of the nodes. */
  readonly nodeSubnetId: pulumi.Input<string>;
  /** Resource id of the delegated subnet for API Server VNet Integration. */
  readonly apiServerSubnetId: pulumi.Input<string>;
  /** Resource id of the private DNS zone of the API server. */
  readonly apiServerZoneId: pulumi.Input<string>;
  /** Resource id of the control plane's user-assigned identity. */
  readonly controlPlaneIdentityId: pulumi.Input<string>;
  /** Resource id of the Log Analytics workspace that Defender's sensors write to. */
  readonly defenderWorkspaceId: pulumi.Input<string>;
  /**
   * Role assignments and DNS links to create before the cluster. An argument, because a component's `dependsOn` does not apply to
   * its children.
   */
  readonly waitFor: readonly pulumi.Resource[];
  /** User-assigned identity of the kubelets, which pulls images. */
  readonly kubelet: {
    /** Resource id of the identity. */
    readonly id: pulumi.Input<string>;
    /** Client id (application id) of the identity. */
    readonly clientId: pulumi.Input<string>;
    /** Object id of the identity's service principal. */
    readonly principalId: pulumi.Input<string>;
  };
  /**
   * System pool as it is in Azure.
   * @default none: the cluster does not exist yet
   */
  readonly deployedPool?: DeployedPool | undefined;
  /**
   * Key of the stamp's vault that encrypts Secrets in etcd.
   * @default none: KMS is off, and Azure encrypts etcd with a platform-managed key
   */
  readonly kms?: {
    /** URI of the key, version included. */
    readonly keyId: pulumi.Output<string>;
    /** Resource id of the vault that holds the key. */
    readonly vaultId: pulumi.Output<string>;
  };
  /**
   * Revision of the Istio add-on, for clusters whose ingress is the Istio gateway.
   * @default none: the Istio add-on is not installed
   */
  readonly istioRevision?: string;
  /**
   * Authority that signs the identities of the mesh.
   * @default none: Istio creates one in the cluster
   */
  readonly istioAuthority?: {
    /** Resource id of the key vault. */
    readonly vaultId: pulumi.Output<string>;
    /** Names of its secrets. */
    readonly secrets: MeshSecrets;
  };
}
