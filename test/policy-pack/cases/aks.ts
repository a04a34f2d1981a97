import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const CLUSTER_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop";
const WORKSPACE_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.OperationalInsights/workspaces/log-shop";

function cluster(props: Record<string, unknown>): CaseResource {
  return {
    type: "azure-native:containerservice:ManagedCluster",
    name: "cluster",
    props: { resourceGroupName: "rg-shop", resourceName: "aks-shop", ...props },
  };
}

const gatewayAddon = (ingressApplicationGateway: unknown) => ({ addonProfiles: { ingressApplicationGateway } });

function ofApi(version: string, props: Record<string, unknown>): CaseResource {
  return { ...cluster(props), type: `azure-native:containerservice/${version}:ManagedCluster` };
}

function pool(props: Record<string, unknown>): CaseResource {
  return { type: "azure-native:containerservice:AgentPool", name: "pool", props: { resourceGroupName: "rg-shop", mode: "User", ...props } };
}

function logs(props: Record<string, unknown>, sources?: Record<string, string[]>): CaseResource {
  return {
    type: "azure-native:monitor:DiagnosticSetting",
    name: "logs",
    props: { resourceUri: CLUSTER_ID, workspaceId: WORKSPACE_ID, ...props },
    ...(sources && { sources }),
  };
}

const AUTOMATIC = { sku: { name: "Automatic", tier: "Standard" } };
const istio = (...ingressGateways: unknown[]) => ({
  serviceMeshProfile: { mode: "Istio", istio: { components: { ingressGateways } } },
});
const auditAndGuard = [
  { category: "kube-audit-admin", enabled: true },
  { category: "guard", enabled: true },
];

const OBSERVABILITY = "networkProfile.advancedNetworking.observability.enabled";
const RESERVED = "CriticalAddonsOnly=true:NoSchedule";
const advanced = (advancedNetworking: unknown) => ({ networkProfile: { advancedNetworking } });
const channels = (upgradeChannel: unknown, nodeOSUpgradeChannel: unknown) => ({
  autoUpgradeProfile: { upgradeChannel, nodeOSUpgradeChannel },
});
const drivers = (disk: unknown, file: unknown, snapshot: unknown) => ({
  storageProfile: { diskCSIDriver: { enabled: disk }, fileCSIDriver: { enabled: file }, snapshotController: { enabled: snapshot } },
});

function peerAuthentication(mode: unknown): CaseResource {
  return {
    type: "kubernetes:security.istio.io/v1:PeerAuthentication",
    name: "default",
    props: { metadata: { name: "default", namespace: "istio-system" }, spec: { mtls: { mode } } },
  };
}

export const cases: Record<string, ControlCases> = {
  "AKS-01": {
    passes: [
      [cluster({ apiServerAccessProfile: { enablePrivateCluster: true } })],
      [
        {
          ...cluster({ apiServerAccessProfile: { enablePrivateCluster: true } }),
          type: "azure-native:containerservice/v20250901:ManagedCluster",
        },
      ],
    ],
    fails: [
      { resources: [cluster({})], at: ["apiServerAccessProfile.enablePrivateCluster"] },
      {
        resources: [cluster({ apiServerAccessProfile: { enablePrivateCluster: false } })],
        at: ["apiServerAccessProfile.enablePrivateCluster"],
      },
      {
        resources: [{ ...cluster({}), type: "azure-native:containerservice/v20240901:ManagedCluster" }],
        at: ["apiServerAccessProfile.enablePrivateCluster"],
      },
      {
        resources: [{ ...cluster({}), type: "azure-native_containerservice_v20250901:containerservice:ManagedCluster" }],
        at: ["apiServerAccessProfile.enablePrivateCluster"],
      },
      {
        resources: [cluster({ apiServerAccessProfile: { enablePrivateCluster: "true" } })],
        at: ["apiServerAccessProfile.enablePrivateCluster"],
      },
    ],
    notApplicable: [[pool({})]],
    undecided: [
      {
        resources: [cluster({ apiServerAccessProfile: { enablePrivateCluster: UNKNOWN } })],
        at: ["apiServerAccessProfile.enablePrivateCluster"],
      },
      { resources: [cluster({ apiServerAccessProfile: UNKNOWN })], at: ["apiServerAccessProfile.enablePrivateCluster"] },
    ],
  },
  "AKS-03": {
    passes: [
      [cluster({ apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24", "198.51.100.7", "0.0.0.0/32", "2001:db8::/32"] } })],
    ],
    fails: [
      { resources: [cluster({})], at: ["apiServerAccessProfile.authorizedIPRanges"] },
      { resources: [cluster({ apiServerAccessProfile: { authorizedIPRanges: [] } })], at: ["apiServerAccessProfile.authorizedIPRanges"] },
      {
        resources: [cluster({ apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24", "0.0.0.0/0"] } })],
        at: ["apiServerAccessProfile.authorizedIPRanges[1]"],
      },
      {
        resources: [cluster({ apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/1", "128.0.0.0/1", UNKNOWN] } })],
        at: ["apiServerAccessProfile.authorizedIPRanges[0]", "apiServerAccessProfile.authorizedIPRanges[1]"],
      },
      {
        resources: [cluster({ apiServerAccessProfile: { authorizedIPRanges: ["any"] } })],
        at: ["apiServerAccessProfile.authorizedIPRanges[0]"],
      },
    ],
    notApplicable: [[cluster({ apiServerAccessProfile: { enablePrivateCluster: true } })]],
    undecided: [
      {
        resources: [cluster({ apiServerAccessProfile: { authorizedIPRanges: UNKNOWN } })],
        at: ["apiServerAccessProfile.authorizedIPRanges"],
      },
      {
        resources: [cluster({ apiServerAccessProfile: { enablePrivateCluster: UNKNOWN } })],
        at: ["apiServerAccessProfile.enablePrivateCluster"],
      },
    ],
  },
  "AKS-05": {
    passes: [
      [cluster({ networkProfile: { networkPlugin: "azure" } })],
      [cluster({ networkProfile: { networkPlugin: "Azure" } })],
      [cluster(AUTOMATIC)],
    ],
    fails: [
      { resources: [cluster({})], at: ["networkProfile.networkPlugin"] },
      { resources: [cluster({ networkProfile: { networkPlugin: "kubenet" } })], at: ["networkProfile.networkPlugin"] },
      { resources: [cluster({ networkProfile: { networkPlugin: "none" } })], at: ["networkProfile.networkPlugin"] },
      { resources: [cluster({ ...AUTOMATIC, networkProfile: { networkPlugin: "kubenet" } })], at: ["networkProfile.networkPlugin"] },
      {
        resources: [cluster({ sku: UNKNOWN, networkProfile: { networkPlugin: "kubenet" } })],
        at: ["networkProfile.networkPlugin"],
      },
    ],
    undecided: [{ resources: [cluster({ sku: { name: UNKNOWN } })], at: ["sku.name"] }],
  },
  "AKS-06": {
    passes: [
      [cluster({ networkProfile: { networkPolicy: "cilium", networkDataplane: "cilium" } })],
      [cluster({ networkProfile: { networkPolicy: "calico" } })],
      [cluster(AUTOMATIC)],
      { resources: [cluster({ networkProfile: { networkPolicy: "azure" } })], config: { allowedEngines: ["azure"] } },
    ],
    fails: [
      { resources: [cluster({})], at: ["networkProfile.networkPolicy"] },
      { resources: [cluster({ networkProfile: { networkPolicy: "none" } })], at: ["networkProfile.networkPolicy"] },
      { resources: [cluster({ networkProfile: { networkPolicy: "cilium" } })], at: ["networkProfile.networkDataplane"] },
      {
        resources: [cluster({ networkProfile: { networkPolicy: "calico" } })],
        config: { allowedEngines: ["cilium"] },
        at: ["networkProfile.networkPolicy"],
      },
    ],
    undecided: [{ resources: [cluster({ networkProfile: { networkPolicy: UNKNOWN } })], at: ["networkProfile.networkPolicy"] }],
  },
  "AKS-07": {
    passes: [
      [
        cluster({
          securityProfile: { defender: { logAnalyticsWorkspaceResourceId: WORKSPACE_ID, securityMonitoring: { enabled: true } } },
        }),
      ],
      [cluster({ securityProfile: { defender: { logAnalyticsWorkspaceResourceId: UNKNOWN, securityMonitoring: { enabled: true } } } })],
    ],
    fails: [
      {
        resources: [cluster({})],
        at: ["securityProfile.defender.securityMonitoring.enabled"],
      },
      {
        resources: [cluster({ securityProfile: { defender: { securityMonitoring: { enabled: true } } } })],
        at: ["securityProfile.defender.logAnalyticsWorkspaceResourceId"],
      },
      {
        resources: [
          cluster({ securityProfile: { defender: { logAnalyticsWorkspaceResourceId: UNKNOWN, securityMonitoring: { enabled: false } } } }),
        ],
        at: ["securityProfile.defender.securityMonitoring.enabled"],
      },
    ],
  },
  "AKS-08": {
    passes: [[cluster({})], [cluster({ enableRBAC: true })]],
    fails: [
      { resources: [cluster({ enableRBAC: false })], at: ["enableRBAC"] },
      { resources: [cluster({ ...AUTOMATIC, enableRBAC: false })], at: ["enableRBAC"] },
    ],
  },
  "AKS-09": {
    passes: [[cluster({ aadProfile: { managed: true } })], [cluster(AUTOMATIC)]],
    fails: [
      { resources: [cluster({})], at: ["aadProfile.managed"] },
      { resources: [cluster({ aadProfile: { managed: false, clientAppID: "a", serverAppID: "b" } })], at: ["aadProfile.managed"] },
    ],
  },
  "AKS-10": {
    passes: [[cluster({ aadProfile: { enableAzureRBAC: true } })]],
    fails: [
      { resources: [cluster({ aadProfile: { managed: true } })], at: ["aadProfile.enableAzureRBAC"] },
      { resources: [cluster({ aadProfile: { managed: true, enableAzureRBAC: false } })], at: ["aadProfile.enableAzureRBAC"] },
    ],
  },
  "AKS-11": {
    passes: [[cluster({ disableLocalAccounts: true })], [cluster(AUTOMATIC)]],
    fails: [
      { resources: [cluster({})], at: ["disableLocalAccounts"] },
      { resources: [cluster({ disableLocalAccounts: false })], at: ["disableLocalAccounts"] },
      { resources: [cluster({ ...AUTOMATIC, disableLocalAccounts: false })], at: ["disableLocalAccounts"] },
    ],
  },
  "AKS-12": {
    passes: [
      [cluster({ agentPoolProfiles: [{ name: "system", enableEncryptionAtHost: true }] })],
      [cluster({}), pool({ enableEncryptionAtHost: true })],
    ],
    fails: [
      {
        resources: [cluster({ agentPoolProfiles: [{ name: "system", enableEncryptionAtHost: true }, { name: "user" }] })],
        at: ["agentPoolProfiles[1].enableEncryptionAtHost"],
      },
      { resources: [pool({})], at: ["enableEncryptionAtHost"] },
      { resources: [pool({ enableEncryptionAtHost: false })], at: ["enableEncryptionAtHost"] },
    ],
    undecided: [{ resources: [cluster({ agentPoolProfiles: UNKNOWN })], at: ["agentPoolProfiles"] }],
  },
  "AKS-14": {
    passes: [[cluster({ oidcIssuerProfile: { enabled: true } })]],
    fails: [
      { resources: [cluster({})], at: ["oidcIssuerProfile.enabled"] },
      { resources: [cluster({ oidcIssuerProfile: { enabled: false } })], at: ["oidcIssuerProfile.enabled"] },
    ],
  },
  "AKS-15": {
    passes: [[cluster({ securityProfile: { workloadIdentity: { enabled: true } } })]],
    fails: [
      { resources: [cluster({})], at: ["securityProfile.workloadIdentity.enabled"] },
      {
        resources: [cluster({ securityProfile: { workloadIdentity: { enabled: false } } })],
        at: ["securityProfile.workloadIdentity.enabled"],
      },
    ],
  },
  "AKS-16": {
    passes: [
      [cluster({ identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN] } })],
      [cluster({ identity: { type: "SystemAssigned" }, servicePrincipalProfile: { clientId: "msi" } })],
    ],
    fails: [
      { resources: [cluster({})], at: ["identity.type"] },
      { resources: [cluster({ identity: { type: "None" } })], at: ["identity.type"] },
      {
        resources: [cluster({ identity: { type: "SystemAssigned" }, servicePrincipalProfile: { clientId: "0f3c", secret: "s3cr3t!" } })],
        at: ["servicePrincipalProfile.clientId"],
      },
    ],
  },
  "AKS-17": {
    passes: [[cluster({ securityProfile: { azureKeyVaultKms: { enabled: true, keyId: UNKNOWN } } })]],
    fails: [
      { resources: [cluster({})], at: ["securityProfile.azureKeyVaultKms.enabled"] },
      {
        resources: [cluster({ securityProfile: { azureKeyVaultKms: { enabled: false } } })],
        at: ["securityProfile.azureKeyVaultKms.enabled"],
      },
    ],
  },
  "AKS-18": {
    passes: [
      [cluster({ addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } } })],
      [cluster({ addonProfiles: { azureKeyVaultSecretsProvider: { enabled: true } } })],
    ],
    fails: [
      { resources: [cluster({})], at: ["addonProfiles.azureKeyvaultSecretsProvider.enabled"] },
      {
        resources: [cluster({ addonProfiles: { azureKeyvaultSecretsProvider: { enabled: false } } })],
        at: ["addonProfiles.azureKeyvaultSecretsProvider.enabled"],
      },
    ],
  },
  "AKS-19": {
    passes: [
      [cluster({ addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true" } } } })],
      [cluster({ addonProfiles: { azureKeyVaultSecretsProvider: { enabled: true, config: { EnableSecretRotation: "True" } } } })],
    ],
    fails: [
      {
        resources: [cluster({ addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } } })],
        at: ["addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation"],
      },
      {
        resources: [
          cluster({ addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "false" } } } }),
        ],
        at: ["addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation"],
      },
    ],
  },
  "AKS-20": {
    passes: [
      [cluster({ addonProfiles: { azurepolicy: { enabled: true } } })],
      [cluster({ addonProfiles: { azurePolicy: { enabled: true } } })],
      [cluster(AUTOMATIC)],
    ],
    fails: [
      { resources: [cluster({ addonProfiles: {} })], at: ["addonProfiles.azurepolicy.enabled"] },
      { resources: [cluster({ addonProfiles: { azurepolicy: { enabled: false } } })], at: ["addonProfiles.azurepolicy.enabled"] },
      {
        resources: [cluster({ ...AUTOMATIC, addonProfiles: { azurepolicy: { enabled: false } } })],
        at: ["addonProfiles.azurepolicy.enabled"],
      },
    ],
  },
  "AKS-21": {
    passes: [
      [
        cluster({
          addonProfiles: { omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: UNKNOWN, useAADAuth: "true" } } },
        }),
      ],
      [cluster({ addonProfiles: { omsAgent: { enabled: true, config: { logAnalyticsWorkspaceResourceId: WORKSPACE_ID } } } })],
      [cluster({ azureMonitorProfile: { containerInsights: { enabled: true, logAnalyticsWorkspaceResourceId: WORKSPACE_ID } } })],
    ],
    fails: [
      { resources: [cluster({})], at: ["addonProfiles.omsagent.enabled"] },
      {
        resources: [cluster({ addonProfiles: { omsagent: { enabled: true } } })],
        at: ["addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID"],
      },
    ],
    undecided: [{ resources: [cluster({ azureMonitorProfile: UNKNOWN })], at: ["azureMonitorProfile.containerInsights.enabled"] }],
  },
  "AKS-24": {
    passes: [
      [cluster({}), logs({ logs: auditAndGuard })],
      [cluster({}), logs({ logs: [{ categoryGroup: "allLogs", enabled: true }] })],
      [cluster({}), logs({ logs: [{ categoryGroup: "audit", enabled: true }] })],
      // Two settings send one category each, and the id differs in case only, as Azure returns it.
      [
        cluster({}),
        logs({ resourceUri: CLUSTER_ID.toLowerCase(), logs: [{ category: "kube-audit", enabled: true }] }),
        { ...logs({ logs: [{ category: "guard", enabled: true }] }), name: "more-logs" },
      ],
      [cluster({}), logs({ resourceUri: UNKNOWN, workspaceId: UNKNOWN, logs: auditAndGuard }, { resourceUri: ["cluster"] })],
    ],
    fails: [
      { resources: [cluster({})], at: ["diagnosticSettings"] },
      { resources: [cluster({}), logs({ logs: [{ category: "kube-audit-admin", enabled: true }] })], at: ["diagnosticSettings"] },
      { resources: [cluster({}), logs({ logs: [{ categoryGroup: "allLogs", enabled: false }] })], at: ["diagnosticSettings"] },
      {
        resources: [cluster({}), logs({ logs: auditAndGuard, workspaceId: undefined, storageAccountId: "/x" })],
        at: ["diagnosticSettings"],
      },
      {
        resources: [cluster({}), logs({ resourceUri: CLUSTER_ID.replace("aks-shop", "aks-other"), logs: auditAndGuard })],
        at: ["diagnosticSettings"],
      },
    ],
    undecided: [{ resources: [cluster({}), logs({ resourceUri: UNKNOWN, logs: auditAndGuard })], at: ["diagnosticSettings"] }],
    notApplicable: [[logs({ logs: auditAndGuard })]],
  },
  "AKS-26": {
    passes: [[cluster({ agentPoolProfiles: [{ name: "system" }, { name: "user", enableNodePublicIP: false }] })], [pool({})]],
    fails: [
      {
        resources: [cluster({ agentPoolProfiles: [{ name: "system", enableNodePublicIP: true }] })],
        at: ["agentPoolProfiles[0].enableNodePublicIP"],
      },
      { resources: [pool({ enableNodePublicIP: true })], at: ["enableNodePublicIP"] },
    ],
  },
  "AKS-27": {
    passes: [
      [cluster({})],
      [cluster({ addonProfiles: { httpApplicationRouting: { enabled: false }, kubeDashboard: { enabled: false } } })],
    ],
    fails: [
      {
        resources: [cluster({ addonProfiles: { httpApplicationRouting: { enabled: true } } })],
        at: ["addonProfiles.httpApplicationRouting.enabled"],
      },
      { resources: [cluster({ addonProfiles: { KubeDashboard: { enabled: true } } })], at: ["addonProfiles.KubeDashboard.enabled"] },
    ],
  },
  "AKS-29": {
    passes: [
      [cluster({ sku: { name: "Base", tier: "Standard" } })],
      [cluster({ sku: { name: "Base", tier: "Premium" } })],
      [cluster(AUTOMATIC)],
      // The paid tier in API versions before 2023.
      [ofApi("v20221101", { sku: { name: "Basic", tier: "Paid" } })],
      [{ ...cluster({ sku: { tier: "Paid" } }), type: "azure-native_containerservice_v20220702preview:containerservice:ManagedCluster" }],
    ],
    fails: [
      { resources: [ofApi("v20221101", { sku: { name: "Basic", tier: "Free" } })], at: ["sku.tier"] },
      { resources: [ofApi("v20230201", { sku: { name: "Base", tier: "Paid" } })], at: ["sku.tier"] },
      { resources: [cluster({ sku: { name: "Basic", tier: "Paid" } })], at: ["sku.tier"] },
      { resources: [cluster({})], at: ["sku.tier"] },
      { resources: [cluster({ sku: { name: "Base", tier: "Free" } })], at: ["sku.tier"] },
    ],
    undecided: [
      { resources: [cluster({ sku: { tier: UNKNOWN } })], at: ["sku.tier"] },
      { resources: [ofApi("v20221101", { sku: { tier: UNKNOWN } })], at: ["sku.tier"] },
    ],
  },
  "AKS-36": {
    passes: [
      [cluster(istio({ enabled: true, mode: "Internal" }))],
      [
        cluster({
          ...AUTOMATIC,
          kubernetesVersion: "1.35",
          ingressProfile: { webAppRouting: { nginx: { defaultIngressControllerType: "None" } } },
        }),
      ],
      [cluster({ ingressProfile: { webAppRouting: { enabled: true, nginx: { defaultIngressControllerType: "Internal" } } } })],
      [cluster({ ingressProfile: { webAppRouting: { enabled: true, nginx: { defaultIngressControllerType: "None" } } } })],
    ],
    fails: [
      {
        resources: [cluster({ ...AUTOMATIC, kubernetesVersion: "1.35.2" })],
        at: ["ingressProfile.webAppRouting.nginx.defaultIngressControllerType"],
      },
      {
        resources: [cluster(istio({ enabled: true, mode: "Internal" }, { enabled: true, mode: "External" }))],
        at: ["serviceMeshProfile.istio.components.ingressGateways[1].mode"],
      },
      {
        resources: [cluster({ ingressProfile: { webAppRouting: { enabled: true } } })],
        at: ["ingressProfile.webAppRouting.nginx.defaultIngressControllerType"],
      },
      {
        resources: [cluster({ ingressProfile: { webAppRouting: { enabled: true, nginx: { defaultIngressControllerType: "External" } } } })],
        at: ["ingressProfile.webAppRouting.nginx.defaultIngressControllerType"],
      },
    ],
    notApplicable: [
      [cluster({})],
      [cluster({ ingressProfile: { webAppRouting: { enabled: false } } })],
      [cluster({ ...AUTOMATIC, kubernetesVersion: "1.36" })],
      [cluster({ ...AUTOMATIC, ingressProfile: { webAppRouting: { enabled: false } } })],
      [cluster(istio({ enabled: false, mode: "External" }))],
      [cluster(gatewayAddon({ enabled: false, config: { subnetCIDR: "10.225.0.0/16" } }))],
      // A gateway of the team's own, declared by this or another program.
      [cluster(gatewayAddon({ enabled: true, config: { applicationGatewayId: UNKNOWN } }))],
      [cluster(gatewayAddon({ enabled: true, config: { ApplicationGatewayID: "/subscriptions/s/applicationGateways/agw" } }))],
      [cluster({ addonProfiles: UNKNOWN })],
    ],
    undecided: [
      {
        resources: [cluster(gatewayAddon({ enabled: UNKNOWN, config: { subnetCIDR: "10.225.0.0/16" } }))],
        at: ["addonProfiles.ingressApplicationGateway.enabled"],
      },
      { resources: [cluster({ ingressProfile: { webAppRouting: { enabled: UNKNOWN } } })], at: ["ingressProfile.webAppRouting.enabled"] },
      { resources: [cluster({ ...AUTOMATIC, kubernetesVersion: UNKNOWN })], at: ["kubernetesVersion"] },
      {
        resources: [cluster(istio({ enabled: true, mode: UNKNOWN }))],
        at: ["serviceMeshProfile.istio.components.ingressGateways[0].mode"],
      },
      {
        resources: [cluster(istio({ enabled: UNKNOWN, mode: "External" }))],
        at: ["serviceMeshProfile.istio.components.ingressGateways[0].enabled"],
      },
    ],
  },
  "AKS-02": {
    passes: [
      [cluster({ apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false } })],
      [cluster({ ...AUTOMATIC, apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false } })],
    ],
    fails: [
      // AKS creates the public name unless it is turned off.
      {
        resources: [cluster({ apiServerAccessProfile: { enablePrivateCluster: true } })],
        at: ["apiServerAccessProfile.enablePrivateClusterPublicFQDN"],
      },
      {
        resources: [
          cluster({ apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "none", enablePrivateClusterPublicFQDN: true } }),
        ],
        at: ["apiServerAccessProfile.enablePrivateClusterPublicFQDN"],
      },
    ],
    notApplicable: [[cluster({})], [cluster({ apiServerAccessProfile: { enablePrivateCluster: false } })]],
    undecided: [
      { resources: [cluster({ apiServerAccessProfile: UNKNOWN })], at: ["apiServerAccessProfile.enablePrivateCluster"] },
      {
        resources: [cluster({ apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: UNKNOWN } })],
        at: ["apiServerAccessProfile.enablePrivateClusterPublicFQDN"],
      },
    ],
  },
  "AKS-04": {
    passes: [[cluster({ apiServerAccessProfile: { disableRunCommand: true } })]],
    fails: [
      { resources: [cluster({})], at: ["apiServerAccessProfile.disableRunCommand"] },
      { resources: [cluster(AUTOMATIC)], at: ["apiServerAccessProfile.disableRunCommand"] },
      { resources: [cluster({ apiServerAccessProfile: { disableRunCommand: "true" } })], at: ["apiServerAccessProfile.disableRunCommand"] },
    ],
    undecided: [
      {
        resources: [cluster({ apiServerAccessProfile: { disableRunCommand: UNKNOWN } })],
        at: ["apiServerAccessProfile.disableRunCommand"],
      },
    ],
  },
  "AKS-13": {
    passes: [[cluster({ diskEncryptionSetID: "/subscriptions/s/x" })], [cluster({ diskEncryptionSetID: UNKNOWN })]],
    fails: [
      { resources: [cluster({})], at: ["diskEncryptionSetID"] },
      { resources: [cluster({ diskEncryptionSetID: "" })], at: ["diskEncryptionSetID"] },
    ],
  },
  "AKS-22": {
    passes: [[cluster({ azureMonitorProfile: { metrics: { enabled: true } } })]],
    fails: [
      { resources: [cluster({})], at: ["azureMonitorProfile.metrics.enabled"] },
      { resources: [cluster(AUTOMATIC)], at: ["azureMonitorProfile.metrics.enabled"] },
      { resources: [cluster({ azureMonitorProfile: { metrics: { enabled: false } } })], at: ["azureMonitorProfile.metrics.enabled"] },
    ],
    undecided: [{ resources: [cluster({ azureMonitorProfile: UNKNOWN })], at: ["azureMonitorProfile.metrics.enabled"] }],
  },
  "AKS-23": {
    passes: [
      [cluster({ azureMonitorProfile: { metrics: { enabled: true } } })],
      [cluster(advanced({ enabled: true }))],
      [cluster(advanced({ observability: { enabled: true } }))],
      [cluster({ networkProfile: { monitoring: { enabled: true } } })],
      { resources: [cluster(advanced({ enabled: true, observability: { enabled: true } }))], config: { level: "advanced" } },
    ],
    fails: [
      { resources: [cluster({})], at: [OBSERVABILITY] },
      { resources: [cluster(advanced({ enabled: true, observability: { enabled: false } }))], at: [OBSERVABILITY] },
      { resources: [cluster(advanced({ enabled: false, observability: { enabled: true } }))], at: [OBSERVABILITY] },
      {
        resources: [cluster({ azureMonitorProfile: { metrics: { enabled: true } } })],
        config: { level: "advanced" },
        at: [OBSERVABILITY],
      },
    ],
    undecided: [
      { resources: [cluster({ azureMonitorProfile: UNKNOWN })], at: ["azureMonitorProfile.metrics.enabled"] },
      { resources: [cluster({ networkProfile: UNKNOWN })], at: [OBSERVABILITY] },
    ],
  },
  "AKS-25": {
    passes: [
      [cluster(channels("patch", "NodeImage"))],
      [cluster(channels("stable", "SecurityPatch"))],
      [cluster(channels("Rapid", undefined))],
      [cluster(AUTOMATIC)],
      { resources: [cluster(channels("none", "NodeImage"))], config: { upgradedElsewhere: true } },
    ],
    fails: [
      { resources: [cluster({})], at: ["autoUpgradeProfile.upgradeChannel"] },
      {
        resources: [cluster(channels("none", "None"))],
        at: ["autoUpgradeProfile.upgradeChannel", "autoUpgradeProfile.nodeOSUpgradeChannel"],
      },
      { resources: [cluster(channels("stable", "Unmanaged"))], at: ["autoUpgradeProfile.nodeOSUpgradeChannel"] },
      { resources: [ofApi("v20230401", channels("stable", undefined))], at: ["autoUpgradeProfile.nodeOSUpgradeChannel"] },
      {
        resources: [cluster(channels("none", "None"))],
        config: { upgradedElsewhere: true },
        at: ["autoUpgradeProfile.nodeOSUpgradeChannel"],
      },
    ],
    undecided: [
      { resources: [cluster(channels(UNKNOWN, "NodeImage"))], at: ["autoUpgradeProfile.upgradeChannel"] },
      { resources: [cluster({ sku: UNKNOWN })], at: ["sku.name"] },
    ],
  },
  "AKS-28": {
    passes: [
      [cluster({})],
      [cluster({ kubernetesVersion: "1.36", agentPoolProfiles: [{ orchestratorVersion: "1.35.2" }] })],
      [cluster({ kubernetesVersion: "1.33.4", supportPlan: "AKSLongTermSupport" })],
      [pool({ orchestratorVersion: "1.33" })],
      { resources: [cluster({ kubernetesVersion: "1.30" })], config: { minimumVersion: "1.30" } },
    ],
    fails: [
      { resources: [cluster({ kubernetesVersion: "1.30" })], at: ["kubernetesVersion"] },
      { resources: [cluster({ kubernetesVersion: 1.33 })], at: ["kubernetesVersion"] },
      { resources: [cluster({ kubernetesVersion: "1.9.11" })], at: ["kubernetesVersion"] },
      { resources: [cluster({ kubernetesVersion: "1.27", supportPlan: "AKSLongTermSupport" })], at: ["kubernetesVersion"] },
      // The pools of a control plane that is too old are no further findings.
      {
        resources: [cluster({ kubernetesVersion: "1.30", agentPoolProfiles: [{ orchestratorVersion: "1.29" }] })],
        at: ["kubernetesVersion"],
      },
      {
        resources: [cluster({ kubernetesVersion: "1.36", agentPoolProfiles: [{ orchestratorVersion: "1.34" }] })],
        at: ["agentPoolProfiles[0].orchestratorVersion"],
      },
      { resources: [pool({ orchestratorVersion: "1.28.1" })], at: ["orchestratorVersion"] },
    ],
    undecided: [
      { resources: [cluster({ kubernetesVersion: UNKNOWN })], at: ["kubernetesVersion"] },
      { resources: [cluster({ kubernetesVersion: "1.34", supportPlan: UNKNOWN })], at: ["supportPlan"] },
    ],
  },
  "AKS-30": {
    passes: [
      [cluster({ agentPoolProfiles: [{ availabilityZones: ["1", "2"] }] })],
      [pool({ availabilityZones: ["auto"] })],
      [pool({ proximityPlacementGroupID: "/subscriptions/s/ppg" })],
      // One pool for each zone.
      [
        { ...pool({ vmSize: "Standard_D4ds_v5", availabilityZones: ["1"] }), name: "one" },
        { ...pool({ vmSize: "standard_d4ds_v5", availabilityZones: ["2"] }), name: "two" },
      ],
      [cluster({ ...AUTOMATIC, agentPoolProfiles: [{ mode: "System" }] })],
      [cluster({})],
    ],
    fails: [
      { resources: [pool({})], at: ["availabilityZones"] },
      { resources: [pool({ availabilityZones: [] })], at: ["availabilityZones"] },
      { resources: [pool({ availabilityZones: ["1", "2"] })], config: { minimumZones: 3 }, at: ["availabilityZones"] },
      {
        resources: [cluster({ agentPoolProfiles: [{}, UNKNOWN, { availabilityZones: ["1", "2"], mode: "User" }] })],
        at: ["agentPoolProfiles[0].availabilityZones"],
      },
      {
        resources: [
          { ...pool({ vmSize: "Standard_D4ds_v5", availabilityZones: ["1"] }), name: "one" },
          { ...pool({ vmSize: "Standard_NC6", availabilityZones: ["2"] }), name: "two" },
        ],
        at: ["availabilityZones", "availabilityZones"],
      },
      // Pools of two clusters.
      {
        resources: [
          { ...pool({ vmSize: "Standard_D4ds_v5", availabilityZones: ["1"], resourceName: "aks-north" }), name: "one" },
          { ...pool({ vmSize: "Standard_D4ds_v5", availabilityZones: ["2", "3"], resourceName: "aks-west" }), name: "two" },
        ],
        at: ["availabilityZones"],
      },
    ],
    undecided: [
      { resources: [pool({ availabilityZones: UNKNOWN })], at: ["availabilityZones"] },
      { resources: [pool({ availabilityZones: [UNKNOWN] })], at: ["availabilityZones"] },
      // The other pool may be in another zone.
      {
        resources: [cluster({ agentPoolProfiles: [{ availabilityZones: ["1"] }, UNKNOWN] })],
        at: ["agentPoolProfiles[0].availabilityZones", "agentPoolProfiles[1]"],
      },
      { resources: [cluster({ agentPoolProfiles: UNKNOWN })], at: ["agentPoolProfiles"] },
    ],
    notApplicable: [{ resources: [pool({})], config: { minimumZones: 0 } }],
  },
  "AKS-31": {
    passes: [[cluster({ securityProfile: { imageCleaner: { enabled: true } } })], [cluster(AUTOMATIC)]],
    fails: [
      { resources: [cluster({})], at: ["securityProfile.imageCleaner.enabled"] },
      { resources: [cluster({ securityProfile: { imageCleaner: { enabled: false } } })], at: ["securityProfile.imageCleaner.enabled"] },
    ],
    undecided: [{ resources: [cluster({ securityProfile: UNKNOWN })], at: ["securityProfile.imageCleaner.enabled"] }],
  },
  "AKS-32": {
    passes: [[cluster({ nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" } })], [cluster(AUTOMATIC)]],
    fails: [
      { resources: [cluster({})], at: ["nodeResourceGroupProfile.restrictionLevel"] },
      {
        resources: [cluster({ nodeResourceGroupProfile: { restrictionLevel: "Unrestricted" } })],
        at: ["nodeResourceGroupProfile.restrictionLevel"],
      },
    ],
    undecided: [{ resources: [cluster({ nodeResourceGroupProfile: UNKNOWN })], at: ["nodeResourceGroupProfile.restrictionLevel"] }],
  },
  "AKS-33": {
    passes: [
      [cluster({ agentPoolProfiles: [{ mode: "System", type: "VirtualMachineScaleSets", maxPods: 110 }, { mode: "User" }] })],
      [pool({ type: "VirtualMachines", maxPods: "60" })],
      [cluster(AUTOMATIC)],
    ],
    fails: [
      { resources: [pool({ type: "availabilitySet" })], at: ["type"] },
      { resources: [pool({ maxPods: 10 })], at: ["maxPods"] },
      { resources: [pool({ maxPods: 40 })], config: { minimumMaxPods: 50 }, at: ["maxPods"] },
      { resources: [cluster({ agentPoolProfiles: [{ mode: "User" }] })], at: ["agentPoolProfiles"] },
      { resources: [cluster({ agentPoolProfiles: [UNKNOWN, { maxPods: 10 }] })], at: ["agentPoolProfiles[1].maxPods"] },
    ],
    undecided: [{ resources: [pool({ type: UNKNOWN })], at: ["type"] }],
  },
  "AKS-34": {
    passes: [[cluster({ agentPoolProfiles: [{ osDiskType: "Ephemeral" }] })], [pool({ osDiskType: "ephemeral" })]],
    fails: [
      { resources: [pool({ osDiskType: "Managed" })], at: ["osDiskType"] },
      { resources: [cluster({ agentPoolProfiles: [{}] })], at: ["agentPoolProfiles[0].osDiskType"] },
    ],
  },
  "AKS-35": {
    passes: [
      [cluster({ serviceMeshProfile: { mode: "Istio" } })],
      [cluster(advanced({ security: { transitEncryption: { type: "WireGuard" } } }))],
      [cluster({}), peerAuthentication("STRICT")],
    ],
    fails: [
      { resources: [cluster({})], at: ["serviceMeshProfile.mode"] },
      { resources: [cluster({ serviceMeshProfile: { mode: "Disabled" } })], at: ["serviceMeshProfile.mode"] },
      { resources: [cluster({}), peerAuthentication("PERMISSIVE")], at: ["serviceMeshProfile.mode"] },
    ],
    undecided: [
      { resources: [cluster({ serviceMeshProfile: UNKNOWN })], at: ["serviceMeshProfile.mode"] },
      { resources: [cluster({}), peerAuthentication(UNKNOWN)], at: ["serviceMeshProfile.mode"] },
    ],
    notApplicable: [[peerAuthentication("STRICT")], { resources: [cluster({})], config: { tlsHandledByApp: true } }],
  },
  "AKS-37": {
    passes: [
      [cluster({ agentPoolProfiles: [{ securityProfile: { sshAccess: "Disabled" } }] })],
      // AKS cannot turn SSH off on Windows nodes.
      [pool({ osType: "Windows" })],
      [cluster({ ...AUTOMATIC, agentPoolProfiles: [{ mode: "System" }] })],
    ],
    fails: [
      { resources: [pool({})], at: ["securityProfile.sshAccess"] },
      {
        resources: [cluster({ agentPoolProfiles: [{ securityProfile: { sshAccess: "LocalUser" } }] })],
        at: ["agentPoolProfiles[0].securityProfile.sshAccess"],
      },
    ],
    undecided: [{ resources: [pool({ securityProfile: UNKNOWN })], at: ["securityProfile.sshAccess"] }],
  },
  "AKS-38": {
    passes: [[cluster({})], [cluster({ networkProfile: { loadBalancerSku: "Standard" } })], [cluster(AUTOMATIC)]],
    fails: [
      { resources: [cluster({ networkProfile: { loadBalancerSku: "basic" } })], at: ["networkProfile.loadBalancerSku"] },
      { resources: [cluster({ networkProfile: { loadBalancerSku: "Basic" } })], at: ["networkProfile.loadBalancerSku"] },
    ],
    undecided: [{ resources: [cluster({ networkProfile: UNKNOWN })], at: ["networkProfile.loadBalancerSku"] }],
  },
  "AKS-39": {
    passes: [
      [
        cluster({
          agentPoolProfiles: [
            { mode: "System", nodeTaints: [RESERVED] },
            { mode: "User", nodeTaints: ["gpu=true:NoSchedule"] },
          ],
        }),
      ],
      // The only pool of a cluster runs everything.
      [cluster({ agentPoolProfiles: [{ mode: "System" }] })],
      [cluster({ agentPoolProfiles: [{ mode: "System", nodeTaints: [RESERVED] }] }), pool({ resourceName: "aks-shop" })],
      [cluster({ ...AUTOMATIC, agentPoolProfiles: [{ mode: "System" }] }), pool({ resourceName: "aks-shop" })],
      [cluster({ agentPoolProfiles: [{ mode: "System" }] }), pool({ resourceName: "aks-other" })],
    ],
    fails: [
      {
        resources: [cluster({ agentPoolProfiles: [{ mode: "System" }] }), pool({ resourceName: "aks-shop" })],
        at: ["agentPoolProfiles[0].nodeTaints"],
      },
      {
        resources: [
          cluster({ agentPoolProfiles: [{ mode: "System", nodeTaints: ["CriticalAddonsOnly=true:PreferNoSchedule"] }, { mode: "User" }] }),
        ],
        at: ["agentPoolProfiles[0].nodeTaints"],
      },
      {
        resources: [cluster({ agentPoolProfiles: [{ mode: "System" }], nodeProvisioningProfile: { mode: "Auto" } })],
        at: ["agentPoolProfiles[0].nodeTaints"],
      },
      { resources: [pool({ nodeTaints: [RESERVED] })], at: ["nodeTaints"] },
      { resources: [pool({ mode: "System", nodeTaints: [] })], at: ["nodeTaints"] },
    ],
    undecided: [
      { resources: [pool({ mode: UNKNOWN })], at: ["mode"] },
      { resources: [pool({ nodeTaints: UNKNOWN })], at: ["nodeTaints"] },
      {
        resources: [cluster({ agentPoolProfiles: [{ mode: "System" }] }), pool({ resourceName: UNKNOWN })],
        at: ["agentPoolProfiles"],
      },
    ],
  },
  "AKS-40": {
    passes: [
      [cluster({})],
      [cluster({ storageProfile: { diskCSIDriver: { enabled: true }, blobCSIDriver: { enabled: false } } })],
      // A cluster without persistent volumes.
      [cluster(drivers(false, false, false))],
    ],
    fails: [
      { resources: [cluster(drivers(true, false, true))], at: ["storageProfile.fileCSIDriver.enabled"] },
      { resources: [cluster(drivers("false", true, undefined))], at: ["storageProfile.diskCSIDriver.enabled"] },
      {
        resources: [cluster(drivers(false, false, false))],
        config: { allowNone: false },
        at: ["storageProfile.diskCSIDriver.enabled", "storageProfile.fileCSIDriver.enabled", "storageProfile.snapshotController.enabled"],
      },
    ],
    undecided: [
      { resources: [cluster(drivers(true, UNKNOWN, true))], at: ["storageProfile.fileCSIDriver.enabled"] },
      { resources: [cluster(drivers(false, UNKNOWN, false))], at: ["storageProfile.fileCSIDriver.enabled"] },
    ],
  },
};
