import * as pulumi from "@pulumi/pulumi";
import type { RoleName } from "../../policy-pack/rules/facts/roles";
import { type GrantArgs, grant } from "../azure/identity/roleAssignment";
import type { NetworkConfig, PlatformConfig, WorkloadConfig } from "../config/schema";
import { certificateOf, secretsOf } from "../plan/secrets";
import { requireEntry } from "../requireEntry";
import type { StampData } from "./data";
import type { StampIdentities } from "./identities";

/** Creates the role assignments of one stamp, with logical names that share a prefix. */
export class Grants {
  constructor(
    private readonly prefix: string,
    private readonly subscriptionId: pulumi.Output<string>,
    private readonly parent: pulumi.Resource,
  ) {}

  assign(
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

export interface ChallengeGrantArgs {
  /** Object id of cert-manager's identity. */
  readonly principalId: pulumi.Output<string>;
  /** Resource id of the TXT record set. */
  readonly recordId: pulumi.Output<string>;
  /**
   * Subscription id (GUID) of the record set.
   * @default none: its zone is in the subscription of the deployment
   */
  readonly subscriptionId?: string | undefined;
}

export interface ClusterGrantArgs {
  /** Identities of the stamp that receive the roles. */
  readonly identities: StampIdentities;
  /** Resource ids of the subnets in which the control plane creates or joins network interfaces. */
  readonly subnetIds: Readonly<Record<"nodes" | "apiServer" | "ingress" | "privateLinkService", pulumi.Output<string>>>;
  /**
   * Resource id of the API server's private DNS zone.
   * @default none: the zone belongs to a hub whose team assigns the role
   */
  readonly apiServerZoneId?: pulumi.Output<string>;
  /**
   * Subscription id (GUID) of that zone.
   * @default none: the zone is in the subscription of the deployment
   */
  readonly apiServerZoneSubscription?: string | undefined;
  /** Resource id of the stamp's virtual network, which AKS links to the API server's zone. */
  readonly virtualNetworkId: pulumi.Output<string>;
  /** Resource id of the group of the Private Link Service or public address: the only group the control plane may write to. */
  readonly ingressGroupId: pulumi.Output<string>;
  /** Resource id of the container registry that nodes pull images from. */
  readonly registryId: pulumi.Output<string>;
  /**
   * Record set in which cert-manager answers the DNS-01 challenges of the stamp's host name.
   * @default none: an issuer of the user's signs the stamp's certificate
   */
  readonly challenge?: ChallengeGrantArgs | undefined;
  /**
   * Resource id of the key vault that holds only the etcd encryption key.
   * @default none: KMS etcd encryption is off
   */
  readonly kmsVaultId?: pulumi.Output<string>;
}

/** Whether this stack, and not the hub team, assigns the role on the API server's private DNS zone. */
export function assignsApiServerZone(dns: NetworkConfig["dns"]): boolean {
  return dns.type === "own" || dns.grantApiServerZone;
}

/** Roles that the cluster's identities need before the cluster is created (azure.md role table: subnet scope, never the group). */
export function createClusterGrants(grants: Grants, args: ClusterGrantArgs): readonly pulumi.Resource[] {
  const { cluster, kubelet } = args.identities;
  return [
    ...Object.entries(args.subnetIds).map(([role, id]) =>
      grants.assign(`cluster-subnet-${role}`, "Network Contributor", id, cluster.principalId),
    ),
    grants.assign("cluster-ingress-group", "Network Contributor", args.ingressGroupId, cluster.principalId),
    grants.assign("cluster-kubelet", "Managed Identity Operator", kubelet.id, cluster.principalId),
    ...(args.apiServerZoneId === undefined
      ? []
      : [
          grants.assign("cluster-api-server-zone", "Private DNS Zone Contributor", args.apiServerZoneId, cluster.principalId, undefined, {
            subscriptionId: args.apiServerZoneSubscription,
          }),
        ]),
    // The same role includes the permission to link a network, which AKS uses even where the link exists (AKS: private clusters).
    grants.assign("cluster-network", "Private DNS Zone Contributor", args.virtualNetworkId, cluster.principalId),
    ...(args.kmsVaultId === undefined ? [] : createKmsGrants(grants, args.kmsVaultId, cluster.principalId)),
    ...(args.challenge === undefined ? [] : [createChallengeGrant(grants, args.challenge)]),
    grants.assign("kubelet-registry", "AcrPull", args.registryId, kubelet.principalId),
  ];
}

/** On the one record set (Azure DNS: protect zones and records): cert-manager can change no other record of the zone. */
function createChallengeGrant(grants: Grants, { principalId, recordId, subscriptionId }: ChallengeGrantArgs): pulumi.Resource {
  return grants.assign("cert-manager-zone", "DNS Zone Contributor", recordId, principalId, undefined, { subscriptionId });
}

/** A private key vault needs both roles: one to use the key, one to create the private link (AKS: KMS etcd encryption). */
function createKmsGrants(grants: Grants, vaultId: pulumi.Output<string>, principalId: pulumi.Output<string>): readonly pulumi.Resource[] {
  return [
    grants.assign("cluster-kms", "Key Vault Crypto User", vaultId, principalId),
    grants.assign("cluster-kms-link", "Key Vault Contributor", vaultId, principalId),
  ];
}

export interface WorkloadGrantArgs {
  /** Name of the workload. */
  readonly name: string;
  /** Configuration of the workload. */
  readonly workload: WorkloadConfig;
  /** Configuration of PostgreSQL, whose authentication type decides whether the workload reads a password. */
  readonly config: Pick<PlatformConfig, "postgres">;
  /** Object id of the workload's managed identity. */
  readonly principalId: pulumi.Output<string>;
  /** Data services of the stamp: the scopes of the assignments. */
  readonly data: StampData;
}

/**
 * Roles for exactly what a workload declares in `uses`, each at the narrowest scope: a secret, a container, an event hub. Two
 * hyphens follow the workload's name, which contains single ones only, so that logical names of different workloads and secrets
 * never collide.
 */
export function createWorkloadGrants(grants: Grants, args: WorkloadGrantArgs): readonly pulumi.Resource[] {
  return [...createSecretGrants(grants, args), ...createDataGrants(grants, args)];
}

function createSecretGrants(grants: Grants, { name, workload, config, principalId, data }: WorkloadGrantArgs): readonly pulumi.Resource[] {
  const secrets = secretsOf(workload, config).map((secret) => {
    const scope = requireEntry(data.vault.secretIds, secret, "vault secret");
    return grants.assign(`${name}--secret-${secret}`, "Key Vault Secrets User", scope, principalId);
  });
  const certificate = certificateOf(workload);
  if (certificate === undefined) return secrets;
  // The certificate is issued or imported outside this program, so its scope is a name in the vault and not a resource.
  const scope = (kind: string) => pulumi.interpolate`${data.vault.id}/${kind}/${certificate}`;
  return [
    ...secrets,
    grants.assign(`${name}--certificate`, "Key Vault Certificate User", scope("certificates"), principalId),
    grants.assign(`${name}--certificate-key`, "Key Vault Secrets User", scope("secrets"), principalId),
  ];
}

function createDataGrants(grants: Grants, { name, workload: { uses }, principalId, data }: WorkloadGrantArgs): readonly pulumi.Resource[] {
  const assignments: pulumi.Resource[] = [];
  if (uses.blob !== undefined && data.storage !== undefined) {
    const role = uses.blob === "write" ? "Storage Blob Data Contributor" : "Storage Blob Data Reader";
    assignments.push(grants.assign(`${name}--blob`, role, requireEntry(data.storage.containerIds, name, "blob container"), principalId));
  }
  if (uses.eventHub !== undefined && data.eventHubs !== undefined) {
    const role = uses.eventHub === "send" ? "Azure Event Hubs Data Sender" : "Azure Event Hubs Data Receiver";
    assignments.push(grants.assign(`${name}--event-hub`, role, data.eventHubs.hubId, principalId));
  }
  return assignments;
}

export interface AccessGrantArgs {
  /** Resource id of the cluster. */
  readonly clusterId: pulumi.Output<string>;
  /** Object ids of the Entra groups of cluster administrators. */
  readonly adminGroupObjectIds: readonly string[];
  /** Object ids of the Entra groups that may read the objects of the workloads' namespaces. */
  readonly readerGroupObjectIds: readonly string[];
  /** Names of the namespaces that readers may read. */
  readonly namespaces: readonly string[];
  /** Principal that runs `pulumi up`. */
  readonly deployer: {
    /** Object id of the principal. */
    readonly objectId: string;
    /** Kind of principal, so that Azure does not look it up. */
    readonly principalType: NonNullable<GrantArgs["principalType"]>;
  };
}

/** Roles of users on the cluster: administrators, readers of the workloads' namespaces, and the deployer. */
export function createAccessGrants(grants: Grants, args: AccessGrantArgs): readonly pulumi.Resource[] {
  const { clusterId, deployer } = args;
  const user = "Azure Kubernetes Service Cluster User Role";
  const admin = "Azure Kubernetes Service RBAC Cluster Admin";
  for (const id of args.adminGroupObjectIds) {
    grants.assign(`admins-${id}`, admin, clusterId, id, "Group");
    grants.assign(`admins-login-${id}`, user, clusterId, id, "Group");
  }
  for (const id of args.readerGroupObjectIds) {
    grants.assign(`readers-login-${id}`, user, clusterId, id, "Group");
    for (const namespace of args.namespaces) {
      const scope = pulumi.interpolate`${clusterId}/namespaces/${namespace}`;
      grants.assign(`readers-${id}-${namespace}`, "Azure Kubernetes Service RBAC Reader", scope, id, "Group");
    }
  }
  return [
    grants.assign("deployer", admin, clusterId, deployer.objectId, deployer.principalType),
    grants.assign("deployer-login", user, clusterId, deployer.objectId, deployer.principalType),
  ];
}
