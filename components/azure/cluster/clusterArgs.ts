import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig, NetworkConfig } from "../../config/schema";
import type { StampContext } from "../../context";

export interface ClusterArgs {
  readonly context: StampContext;
  readonly config: ClusterConfig;
  readonly network: Pick<NetworkConfig, "podCidr" | "serviceCidr">;
  readonly outboundType: "userAssignedNATGateway" | "userDefinedRouting";
  readonly nodeSubnetId: pulumi.Input<string>;
  /** Delegated subnet of API Server VNet Integration. */
  readonly apiServerSubnetId: pulumi.Input<string>;
  /** Private DNS zone of the API server's name. */
  readonly apiServerZoneId: pulumi.Input<string>;
  /** User-assigned identity of the control plane. */
  readonly controlPlaneIdentityId: pulumi.Input<string>;
  /** Log Analytics workspace of Defender's sensors. */
  readonly defenderWorkspaceId: pulumi.Input<string>;
  /** Grants and DNS links that must stand before the cluster. An argument, since a component's `dependsOn` does not reach its children. */
  readonly waitFor: readonly pulumi.Resource[];
  readonly kubelet: {
    readonly id: pulumi.Input<string>;
    readonly clientId: pulumi.Input<string>;
    readonly principalId: pulumi.Input<string>;
  };
  /** Key that encrypts etcd, in the stamp's own vault. */
  readonly kms?: { readonly keyId: pulumi.Output<string>; readonly vaultId: pulumi.Output<string> };
  /** Revision of the Istio add-on, where its gateway is the ingress. */
  readonly istioRevision?: string;
}
