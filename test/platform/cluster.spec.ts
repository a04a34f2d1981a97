import assert from "node:assert/strict";
import { plainProperties } from "../../offline/wire";
import { get } from "../../policy-pack/rules/reading/values";
import { preview, type Settings } from "./support/preview";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const NSG = "azure-native:network:NetworkSecurityGroup";

async function inputsOf(type: string, settings: Settings = {}, part = "swedencentral") {
  const { registrations } = await preview({ stack: "prod", settings: { scope: "azure", ...settings } });
  const found = registrations.filter((one) => one.type === type && one.name.startsWith(part));
  return found.map(({ name, inputs, options }) => ({ name, options, inputs: plainProperties(inputs) }));
}

async function cluster(settings?: Settings) {
  const [found] = await inputsOf(CLUSTER, settings);
  assert.ok(found);
  return { ...found, at: (path: string) => get(found.inputs, path) };
}

/** Taken from the hardening list, not from the component. */
const SETTINGS: readonly (readonly [string, unknown])[] = [
  ["apiServerAccessProfile.enablePrivateCluster", true],
  ["apiServerAccessProfile.enableVnetIntegration", true],
  ["apiServerAccessProfile.enablePrivateClusterPublicFQDN", false],
  ["apiServerAccessProfile.disableRunCommand", true],
  ["publicNetworkAccess", "Disabled"],
  ["disableLocalAccounts", true],
  ["enableRBAC", true],
  ["aadProfile.managed", true],
  ["aadProfile.enableAzureRBAC", true],
  ["identity.type", "UserAssigned"],
  ["oidcIssuerProfile.enabled", true],
  ["securityProfile.workloadIdentity.enabled", true],
  ["securityProfile.defender.securityMonitoring.enabled", true],
  ["securityProfile.imageCleaner.enabled", true],
  ["securityProfile.azureKeyVaultKms.keyVaultNetworkAccess", "Private"],
  ["nodeResourceGroupProfile.restrictionLevel", "ReadOnly"],
  ["networkProfile.networkPlugin", "azure"],
  ["networkProfile.networkPluginMode", "overlay"],
  ["networkProfile.networkDataplane", "cilium"],
  ["networkProfile.networkPolicy", "cilium"],
  ["networkProfile.outboundType", "userAssignedNATGateway"],
  ["networkProfile.loadBalancerProfile", undefined],
  ["addonProfiles.azurepolicy.enabled", true],
  ["addonProfiles.azureKeyvaultSecretsProvider.enabled", true],
  ["addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", "true"],
  ["addonProfiles.omsagent.config.useAADAuth", "true"],
  ["azureMonitorProfile.metrics.enabled", true],
  ["autoUpgradeProfile.upgradeChannel", "patch"],
  ["autoUpgradeProfile.nodeOSUpgradeChannel", "NodeImage"],
  ["sku.tier", "Standard"],
  ["storageProfile.diskCSIDriver.enabled", false],
  ["agentPoolProfiles[0].mode", "System"],
  ["agentPoolProfiles[0].nodeTaints[0]", "CriticalAddonsOnly=true:NoSchedule"],
  ["agentPoolProfiles[0].enableEncryptionAtHost", true],
  ["agentPoolProfiles[0].enableNodePublicIP", false],
  ["agentPoolProfiles[0].osDiskType", "Ephemeral"],
  ["agentPoolProfiles[0].securityProfile.sshAccess", "Disabled"],
  ["agentPoolProfiles[0].securityProfile.enableSecureBoot", true],
  ["agentPoolProfiles[0].availabilityZones[2]", "3"],
];

describe("Cluster of the production stack", () => {
  let found: Awaited<ReturnType<typeof cluster>>;
  before(async () => {
    found = await cluster();
  });

  for (const [path, value] of SETTINGS) it(`${path} is ${value}`, () => assert.deepEqual(found.at(path), value));

  it("sets the Kubernetes version in every pool, because AKS does not upgrade pools with the control plane", async () => {
    assert.equal(found.at("agentPoolProfiles[0].orchestratorVersion"), found.at("kubernetesVersion"));
    const pools = await inputsOf("azure-native:containerservice:AgentPool", { cluster: { kubernetesVersion: "1.35" } });
    assert.deepEqual(
      pools.map(({ inputs }) => inputs.orchestratorVersion),
      ["1.35"],
    );
  });

  it("sends Defender's data to its own workspace, and logs to the workspace without keys", async () => {
    const workspaces = await inputsOf("azure-native:operationalinsights:Workspace", {}, "observability");
    const withKeys = (path: string) => {
      const name = String(found.at(path)).split("/").at(-1);
      const [workspace] = workspaces.filter(({ inputs }) => inputs.workspaceName === name);
      assert.ok(workspace, `${path} refers to no workspace of the environment: ${name}`);
      return get(workspace.inputs, "features.disableLocalAuth") === false;
    };
    assert.equal(withKeys("securityProfile.defender.logAnalyticsWorkspaceResourceId"), true);
    assert.equal(withKeys("addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID"), false);
  });

  it("turns Trusted Launch off in FIPS pools, where Azure refuses it, and in no others", async () => {
    const pool = { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2 };
    const pools = await inputsOf("azure-native:containerservice:AgentPool", {
      cluster: { userPools: { plain: pool, fips: { ...pool, fips: true } } },
    });
    const boot = Object.fromEntries(pools.map(({ inputs }) => [inputs.agentPoolName, get(inputs, "securityProfile.enableSecureBoot")]));
    assert.equal(boot.plain, true);
    assert.equal(boot.fips, undefined);
  });

  it("reports that etcd is not encrypted, and retains the key's vault", async () => {
    assert.equal((await cluster({ cluster: { kms: false } })).at("securityProfile.azureKeyVaultKms.enabled"), false);
    const vaults = await inputsOf("azure-native:keyvault:Vault");
    const retained = vaults.filter(({ options }) => options.retainOnDelete).map(({ name }) => name);
    assert.deepEqual(retained, ["swedencentral-etcd-vault-vault"]);
  });

  it("is protected, has a timeout of 60 minutes, and leaves the node count to the autoscaler", () => {
    assert.equal(found.options.protect, true);
    assert.equal(found.options.timeouts.create, "60m");
    assert.deepEqual(found.options.ignoreChanges, ["agentPoolProfiles[0].count"]);
  });

  it("uses the firewall for egress where user-defined routing is configured", async () => {
    const hub = {
      virtualNetworkId: `/subscriptions/${GUID}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub`,
      addressSpace: "10.0.0.0/16",
    };
    const settings = { network: { hub, egress: { type: "userDefinedRouting", nextHopIpAddress: "10.0.0.4" } } };
    const routed = await cluster(settings);
    assert.equal(routed.at("networkProfile.outboundType"), "userDefinedRouting");
    assert.equal(routed.at("publicNetworkAccess"), undefined, "AKS rejects Disabled together with user-defined routing (Azure/AKS#3690)");
    const [table] = await inputsOf("azure-native:network:RouteTable", settings);
    assert.deepEqual(table?.inputs.routes, [
      { name: "to-firewall", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
    ]);
    // A gateway in the hub could otherwise propagate a route that is more specific than the one to the firewall.
    assert.equal(table?.inputs.disableBgpRoutePropagation, true);
  });

  it("collects read requests, the log category kube-audit, only where the full audit log is configured", async () => {
    const categories = async (settings?: Settings) => {
      const [logs] = await inputsOf("azure-native:monitor:DiagnosticSetting", settings, "swedencentral-aks-logs");
      assert.ok(logs);
      return (logs.inputs.logs as { category: string; enabled: boolean }[]).map(({ category, enabled }) => [category, enabled]);
    };
    const all = ["kube-audit-admin", "guard", "kube-apiserver", "kube-controller-manager", "cluster-autoscaler"];
    const on = (names: readonly string[]) => names.map((name) => [name, true]);
    assert.deepEqual(await categories(), on(all));
    assert.deepEqual(await categories({ cluster: { fullAuditLog: true } }), on([...all, "kube-audit"]));
  });

  it("is locked itself, and not its whole resource group", async () => {
    const { registrations } = await preview({ stack: "prod", settings: { scope: "azure" } });
    const lock = registrations.find(({ name }) => name === "swedencentral-aks-lock") ?? assert.fail("no lock");
    assert.match(
      String(plainProperties(lock.inputs).scope),
      /\/Microsoft\.ContainerService\/managedClusters\/aks-haks-prod-swedencentral$/,
    );
  });

  it("has the Istio add-on only where its gateway is the ingress", async () => {
    assert.equal(found.at("serviceMeshProfile.mode"), "Istio");
    assert.equal((await cluster({ ingress: { controller: "nginx" } })).at("serviceMeshProfile"), undefined);
  });
});

const GUID = "10000000-0000-4000-8000-000000000009";

describe("Consumer groups", () => {
  it("are created for each workload that listens, with its name", async () => {
    const names = async (settings: Settings = {}) =>
      (await inputsOf("azure-native:eventhub:ConsumerGroup", settings)).map(({ inputs }) => inputs.consumerGroupName);
    assert.deepEqual(await names(), ["background"]);
    assert.deepEqual(await names({ workloads: { health: { uses: { eventHub: "listen" } } } }), ["health", "background"]);
  });
});

describe("Maintenance windows", () => {
  it("are on different days in two stamps", async () => {
    const windows = await inputsOf("azure-native:containerservice:MaintenanceConfiguration", {}, "");
    const day = (region: string) =>
      new Set(
        windows
          .filter(({ name }) => name.startsWith(region))
          .map(({ inputs }) => get(inputs, "maintenanceWindow.schedule.weekly.dayOfWeek")),
      );
    assert.deepEqual([...day("swedencentral")], ["Sunday"]);
    assert.deepEqual([...day("germanywestcentral")], ["Monday"]);
  });
});

describe("Network security groups", () => {
  interface Rule {
    readonly access: string;
    readonly priority: number;
    readonly sourceAddressPrefix?: string;
    readonly sourceAddressPrefixes?: readonly string[];
    readonly destinationPortRange?: string;
    readonly destinationPortRanges?: readonly string[];
  }
  async function rules(subnet: string, settings?: Settings): Promise<readonly Rule[]> {
    const group = (await inputsOf(NSG, settings)).find(({ name }) => name.endsWith(`-nsg-${subnet}`));
    assert.ok(group, subnet);
    return group.inputs.securityRules as readonly Rule[];
  }
  const sources = (rule: Rule | undefined) => rule?.sourceAddressPrefixes ?? [rule?.sourceAddressPrefix];

  it("end with a rule that denies all on every subnet", async () => {
    for (const subnet of ["nodes", "private-endpoints", "api-server", "ingress", "private-link-service"]) {
      const last = (await rules(subnet)).at(-1);
      assert.deepEqual([last?.access, last?.priority, sources(last)], ["Deny", 4096, ["*"]], subnet);
    }
  });

  it("allow only nodes, the API server and the hub to private endpoints, on the services' ports", async () => {
    const [allow, ...rest] = await rules("private-endpoints");
    assert.deepEqual(sources(allow), ["10.20.0.0/22", "10.20.4.64/28", "10.0.0.0/16"]);
    assert.deepEqual(allow?.destinationPortRanges, ["443", "5432", "6432", "5671", "9093"]);
    assert.equal(rest.length, 1);
  });

  it("allow operators to private endpoints and the API server where their ranges are configured", async () => {
    const settings = { network: { operatorRanges: ["10.99.0.0/24"] } };
    for (const subnet of ["private-endpoints", "api-server"]) {
      assert.ok(sources((await rules(subnet, settings))[0]).includes("10.99.0.0/24"), subnet);
      assert.ok(!sources((await rules(subnet))[0]).includes("10.99.0.0/24"), subnet);
    }
  });

  it("allow Front Door to the nodes only with a public load balancer", async () => {
    const open = (all: readonly Rule[]) => all.filter((rule) => sources(rule).includes("AzureFrontDoor.Backend"));
    assert.equal(open(await rules("nodes")).length, 0);
    const [rule] = open(await rules("nodes", { ingress: { exposure: { type: "publicLoadBalancer" } } }));
    assert.equal(rule?.destinationPortRange, "443");
  });
});
