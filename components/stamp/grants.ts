import * as pulumi from "@pulumi/pulumi";
import type { RoleName } from "../../policy-pack/rules/facts/roles";
import { type GrantArgs, grant } from "../azure/identity/roleAssignment";
import type { PlatformConfig, WorkloadConfig } from "../config/schema";
import { certificateOf, secretsOf } from "../plan/secrets";
import { requireEntry } from "../requireEntry";
import type { StampData } from "./data";
import type { StampIdentities } from "./identities";

/** Makes grants with names in one pattern: who, what, on what. */
export class Grants {
  constructor(
    private readonly prefix: string,
    private readonly subscriptionId: pulumi.Output<string>,
    private readonly parent: pulumi.Resource,
  ) {}

  give(
    suffix: string,
    role: RoleName,
    scope: pulumi.Input<string>,
    principalId: pulumi.Input<string>,
    principalType?: GrantArgs["principalType"],
    opts?: pulumi.CustomResourceOptions & { readonly subscriptionId?: string | undefined },
  ): pulumi.Resource {
    const { subscriptionId, ...rest } = opts ?? {};
    return grant(
      `${this.prefix}-${suffix}`,
      {
        role,
        scope,
        principalId,
        subscriptionId: subscriptionId ?? this.subscriptionId,
        ...(principalType === undefined ? {} : { principalType }),
      },
      { parent: this.parent, ...rest },
    );
  }
}

export interface ClusterGrantArgs {
  readonly identities: StampIdentities;
  /** Subnets the control plane attaches things to. */
  readonly subnetIds: Readonly<Record<"nodes" | "apiServer" | "ingress" | "privateLinkService", pulumi.Output<string>>>;
  /** The API server's zone, where it is ours; a hub's zones are granted by the hub team. */
  readonly apiServerZoneId?: pulumi.Output<string>;
  /** Subscription of that zone, where it is a hub's. */
  readonly apiServerZoneSubscription?: string | undefined;
  /** The stamp's network, which AKS links to the API server's zone. */
  readonly virtualNetworkId: pulumi.Output<string>;
  /** Resource group of the Private Link Service or the public address: the only group the control plane may write. */
  readonly ingressGroupId: pulumi.Output<string>;
  readonly registryId: pulumi.Output<string>;
  /** Public zone in which cert-manager answers the DNS-01 challenge. */
  readonly publicZoneId: pulumi.Output<string>;
  /** Subscription of the public zone, where it is another one. */
  readonly publicZoneSubscription?: string | undefined;
  /** Vault of the etcd key and of nothing else, with KMS. */
  readonly kmsVaultId?: pulumi.Output<string>;
}

/** What the cluster's own identities need before the cluster is made (azure.md role table: subnet scope, never the group). */
export function clusterGrants(grants: Grants, args: ClusterGrantArgs): readonly pulumi.Resource[] {
  const { cluster, kubelet, certManager } = args.identities;
  return [
    ...Object.entries(args.subnetIds).map(([role, id]) =>
      grants.give(`cluster-subnet-${role}`, "Network Contributor", id, cluster.principalId),
    ),
    grants.give("cluster-ingress-group", "Network Contributor", args.ingressGroupId, cluster.principalId),
    grants.give("cluster-kubelet", "Managed Identity Operator", kubelet.id, cluster.principalId),
    ...(args.apiServerZoneId === undefined
      ? []
      : [
          grants.give("cluster-api-server-zone", "Private DNS Zone Contributor", args.apiServerZoneId, cluster.principalId, undefined, {
            subscriptionId: args.apiServerZoneSubscription,
          }),
        ]),
    // The same role carries the right to link a network, which AKS does even where the link exists (AKS: private clusters).
    grants.give("cluster-network", "Private DNS Zone Contributor", args.virtualNetworkId, cluster.principalId),
    ...(args.kmsVaultId === undefined ? [] : kmsGrants(grants, args.kmsVaultId, cluster.principalId)),
    grants.give("cert-manager-zone", "DNS Zone Contributor", args.publicZoneId, certManager.principalId, undefined, {
      subscriptionId: args.publicZoneSubscription,
    }),
    grants.give("kubelet-registry", "AcrPull", args.registryId, kubelet.principalId),
  ];
}

/** A private vault needs both: one role for the key, one to make the private link (AKS: KMS etcd encryption, private key vault). */
function kmsGrants(grants: Grants, vaultId: pulumi.Output<string>, principalId: pulumi.Output<string>): readonly pulumi.Resource[] {
  return [
    grants.give("cluster-kms", "Key Vault Crypto User", vaultId, principalId),
    grants.give("cluster-kms-link", "Key Vault Contributor", vaultId, principalId),
  ];
}

export interface WorkloadGrantArgs {
  readonly name: string;
  readonly workload: WorkloadConfig;
  readonly config: Pick<PlatformConfig, "postgres">;
  readonly principalId: pulumi.Output<string>;
  readonly data: StampData;
}

/**
 * Exactly what a workload says it uses, each at the narrowest scope: a secret, a container, a hub. Two hyphens follow the workload's
 * name, which has single ones only, so that the names of no two workloads and secrets run into one.
 */
export function workloadGrants(grants: Grants, args: WorkloadGrantArgs): readonly pulumi.Resource[] {
  return [...secretGrants(grants, args), ...dataGrants(grants, args)];
}

function secretGrants(grants: Grants, { name, workload, config, principalId, data }: WorkloadGrantArgs): readonly pulumi.Resource[] {
  const secrets = secretsOf(workload, config).map((secret) => {
    const scope = requireEntry(data.vault.secretIds, secret, "vault secret");
    return grants.give(`${name}--secret-${secret}`, "Key Vault Secrets User", scope, principalId);
  });
  const certificate = certificateOf(workload);
  if (certificate === undefined) return secrets;
  // The certificate is issued or imported by people, so its scope is a name in the vault and not a resource of this program.
  const scope = (kind: string) => pulumi.interpolate`${data.vault.id}/${kind}/${certificate}`;
  return [
    ...secrets,
    grants.give(`${name}--certificate`, "Key Vault Certificate User", scope("certificates"), principalId),
    grants.give(`${name}--certificate-key`, "Key Vault Secrets User", scope("secrets"), principalId),
  ];
}

function dataGrants(grants: Grants, { name, workload: { uses }, principalId, data }: WorkloadGrantArgs): readonly pulumi.Resource[] {
  const given: pulumi.Resource[] = [];
  if (uses.blob !== undefined && data.storage !== undefined) {
    const role = uses.blob === "write" ? "Storage Blob Data Contributor" : "Storage Blob Data Reader";
    given.push(grants.give(`${name}--blob`, role, requireEntry(data.storage.containerIds, name, "blob container"), principalId));
  }
  if (uses.eventHub !== undefined && data.eventHubs !== undefined) {
    const role = uses.eventHub === "send" ? "Azure Event Hubs Data Sender" : "Azure Event Hubs Data Receiver";
    given.push(grants.give(`${name}--event-hub`, role, data.eventHubs.hubId, principalId));
  }
  return given;
}

export interface AccessGrantArgs {
  readonly clusterId: pulumi.Output<string>;
  readonly adminGroupObjectIds: readonly string[];
  readonly readerGroupObjectIds: readonly string[];
  /** Namespaces that readers may read. */
  readonly namespaces: readonly string[];
  /** Whoever runs `pulumi up`. */
  readonly deployer: { readonly objectId: string; readonly principalType: NonNullable<GrantArgs["principalType"]> };
}

/** Who may do what in the cluster: administrators, readers of workload namespaces, and whoever runs `pulumi up`. */
export function accessGrants(grants: Grants, args: AccessGrantArgs): readonly pulumi.Resource[] {
  const { clusterId, deployer } = args;
  const user = "Azure Kubernetes Service Cluster User Role";
  const admin = "Azure Kubernetes Service RBAC Cluster Admin";
  for (const id of args.adminGroupObjectIds) {
    grants.give(`admins-${id}`, admin, clusterId, id, "Group");
    grants.give(`admins-login-${id}`, user, clusterId, id, "Group");
  }
  for (const id of args.readerGroupObjectIds) {
    grants.give(`readers-login-${id}`, user, clusterId, id, "Group");
    for (const namespace of args.namespaces) {
      const scope = pulumi.interpolate`${clusterId}/namespaces/${namespace}`;
      grants.give(`readers-${id}-${namespace}`, "Azure Kubernetes Service RBAC Reader", scope, id, "Group");
    }
  }
  return [
    grants.give("deployer", admin, clusterId, deployer.objectId, deployer.principalType),
    grants.give("deployer-login", user, clusterId, deployer.objectId, deployer.principalType),
  ];
}
