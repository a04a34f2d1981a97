import type * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { dnsServiceAddress } from "../../plan/subnets";
import type { ClusterArgs } from "./clusterArgs";
import { type PoolPlacement, systemPool } from "./nodePools";

type ManagedClusterArgs = containerservice.ManagedClusterArgs;

/** Inputs of the cluster, with every hardening setting. */
export function clusterSettings(args: ClusterArgs): ManagedClusterArgs {
  const { context, config } = args;
  const name = context.name("cluster");
  return {
    resourceGroupName: context.resourceGroupName,
    resourceName: name,
    location: context.location,
    dnsPrefix: name,
    kubernetesVersion: config.kubernetesVersion,
    nodeResourceGroup: context.name("nodeResourceGroup"),
    nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
    sku: { name: "Base", tier: config.tier },
    supportPlan: config.tier === "Premium" ? "AKSLongTermSupport" : "KubernetesOfficial",
    identity: { type: "UserAssigned", userAssignedIdentities: [args.controlPlaneIdentityId] },
    identityProfile: {
      kubeletidentity: { resourceId: args.kubelet.id, clientId: args.kubelet.clientId, objectId: args.kubelet.principalId },
    },
    ...publicAccess(args),
    apiServerAccessProfile: apiServer(args),
    enableRBAC: true,
    disableLocalAccounts: true,
    aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: config.adminGroupObjectIds, tenantID: context.tenantId },
    oidcIssuerProfile: { enabled: true },
    securityProfile: security(args),
    networkProfile: networking(args),
    agentPoolProfiles: [{ ...systemPool(config.systemPool, poolPlacement(args)), ...nodeCount(args) }],
    autoScalerProfile: { expander: "least-waste", skipNodesWithSystemPods: "true", balanceSimilarNodeGroups: "true" },
    autoUpgradeProfile: { upgradeChannel: config.upgradeChannel, nodeOSUpgradeChannel: config.nodeOsUpgradeChannel },
    addonProfiles: addons(args),
    azureMonitorProfile: { metrics: { enabled: true, kubeStateMetrics: { metricLabelsAllowlist: "", metricAnnotationsAllowList: "" } } },
    metricsProfile: { costAnalysis: { enabled: true } },
    storageProfile: NO_STORAGE_DRIVERS,
    ...(args.istioRevision === undefined ? {} : { serviceMeshProfile: istio(args.istioRevision, args.istioAuthority) }),
    tags: context.tags,
  };
}

/** Placement of every node pool of the cluster. */
export function poolPlacement({ context, config, nodeSubnetId }: ClusterArgs): PoolPlacement {
  return { zones: context.zones, subnetId: nodeSubnetId, version: config.kubernetesVersion };
}

/**
 * AKS answers 400 to `Disabled` together with user-defined routing, because it does not know the egress address (Azure/AKS#3690). A
 * private cluster has no public endpoint whatever the value, so it is left out there.
 */
function publicAccess({ outboundType }: ClusterArgs): Pick<ManagedClusterArgs, "publicNetworkAccess"> {
  return outboundType === "userDefinedRouting" ? {} : { publicNetworkAccess: "Disabled" };
}

/** Number of nodes that the autoscaler has chosen, within the configured limits; the pool's own initial number without a cluster. */
function nodeCount({ config: { systemPool: limits }, deployedPool }: ClusterArgs): { readonly count?: number } {
  const count = deployedPool?.count;
  return count === undefined ? {} : { count: Math.min(Math.max(count, limits.minCount), limits.maxCount) };
}

function apiServer({ config, apiServerSubnetId, apiServerZoneId }: ClusterArgs): ManagedClusterArgs["apiServerAccessProfile"] {
  return {
    enablePrivateCluster: true,
    enablePrivateClusterPublicFQDN: config.publicFqdn,
    enableVnetIntegration: true,
    subnetId: apiServerSubnetId,
    privateDNSZone: apiServerZoneId,
    disableRunCommand: true,
  };
}

function security({ defenderWorkspaceId, config, kms }: ClusterArgs): ManagedClusterArgs["securityProfile"] {
  return {
    workloadIdentity: { enabled: true },
    defender: { securityMonitoring: { enabled: true }, logAnalyticsWorkspaceResourceId: defenderWorkspaceId },
    imageCleaner: { enabled: true, intervalHours: config.imageCleanerHours },
    // Set even when off: omitting the property would not turn KMS off, and the key would be removed while etcd still needs it.
    azureKeyVaultKms:
      kms === undefined
        ? { enabled: false }
        : { enabled: true, keyId: kms.keyId, keyVaultNetworkAccess: "Private", keyVaultResourceId: kms.vaultId },
  };
}

function networking({ config, network, outboundType }: ClusterArgs): ManagedClusterArgs["networkProfile"] {
  return {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkDataplane: "cilium",
    networkPolicy: "cilium",
    podCidr: network.podCidr,
    serviceCidr: network.serviceCidr,
    dnsServiceIP: dnsServiceAddress(network.serviceCidr),
    loadBalancerSku: "standard",
    outboundType,
    ...(config.advancedNetworking
      ? { advancedNetworking: { enabled: true, observability: { enabled: true }, security: { enabled: true } } }
      : {}),
  };
}

/** Interval at which the Secrets Store CSI driver checks for new versions of a secret. */
const ROTATION_POLL_INTERVAL = "5m";

function addons({ context }: ClusterArgs): ManagedClusterArgs["addonProfiles"] {
  return {
    azurepolicy: { enabled: true, config: { version: "v2" } },
    azureKeyvaultSecretsProvider: {
      enabled: true,
      config: { enableSecretRotation: "true", rotationPollInterval: ROTATION_POLL_INTERVAL },
    },
    omsagent: {
      enabled: true,
      config: { logAnalyticsWorkspaceResourceID: pulumi.output(context.logAnalyticsWorkspaceId), useAADAuth: "true" },
    },
  };
}

function istio(revision: string, authority: ClusterArgs["istioAuthority"]): ManagedClusterArgs["serviceMeshProfile"] {
  return {
    mode: "Istio",
    istio: {
      revisions: [revision],
      components: { ingressGateways: [{ enabled: true, mode: "Internal" }] },
      ...(authority === undefined ? {} : { certificateAuthority: { plugin: plugin(authority) } }),
    },
  };
}

function plugin({ vaultId, secrets }: NonNullable<ClusterArgs["istioAuthority"]>) {
  return {
    keyVaultId: vaultId,
    rootCertObjectName: secrets.rootCertificate,
    certObjectName: secrets.certificate,
    keyObjectName: secrets.key,
    certChainObjectName: secrets.certificateChain,
  };
}

/** No workload of the platform mounts a disk or file share; drivers that are not installed are no attack surface. */
const NO_STORAGE_DRIVERS: ManagedClusterArgs["storageProfile"] = {
  blobCSIDriver: { enabled: false },
  diskCSIDriver: { enabled: false },
  fileCSIDriver: { enabled: false },
  snapshotController: { enabled: false },
};
