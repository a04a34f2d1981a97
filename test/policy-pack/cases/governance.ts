import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

function vault(props: Record<string, unknown> = {}, opts: CaseResource["opts"] = {}): CaseResource {
  return {
    type: "azure-native:keyvault:Vault",
    name: "vault",
    props: { resourceGroupName: "rg-shop", vaultName: "kv-shop", location: "westeurope", tags: { owner: "shop" }, ...props },
    opts,
  };
}

function account(props: Record<string, unknown> = {}, opts: CaseResource["opts"] = {}): CaseResource {
  return { type: "azure-native:storage:StorageAccount", name: "account", props: { accountName: "stshop", ...props }, opts };
}

function cluster(props: Record<string, unknown>, ...ignoreChanges: string[]): CaseResource {
  return { type: "azure-native:containerservice:ManagedCluster", name: "cluster", props, opts: { ignoreChanges } };
}

function workload(...ignoreChanges: string[]): CaseResource {
  const containers = [{ name: "shop", image: "crshop.azurecr.io/shop:1.4.2", securityContext: { privileged: false } }];
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "shop",
    props: {
      metadata: { namespace: "shop" },
      spec: { replicas: 2, template: { metadata: { labels: { app: "shop" } }, spec: { containers } } },
    },
    opts: { ignoreChanges },
  };
}

const ignoring = (type: string, props: Record<string, unknown>, ...ignoreChanges: string[]): CaseResource => ({
  type: `azure-native:${type}`,
  name: "it",
  props,
  opts: { ignoreChanges },
});
const other = (type: string, name: string, props: Record<string, unknown> = {}): CaseResource => ({ type, name, props });
const inEurope = { allowedLocations: ["West Europe", "northeurope"] };
const owned = { requiredTags: ["owner", "cost-center"] };
const ALLOWED = "azure-native:keyvault:Vault properties.networkAcls";

export const cases: Record<string, ControlCases> = {
  "GOV-01": {
    passes: [
      { resources: [vault()], config: inEurope },
      { resources: [vault({ location: "North Europe" })], config: inEurope },
      // Front Door, DNS zones and action groups have no region.
      { resources: [other("azure-native:cdn:Profile", "profile", { location: "Global" })], config: inEurope },
      {
        resources: [other("azure-native:cosmosdb:DatabaseAccount", "cosmos", { locations: [{ locationName: "westeurope" }] })],
        config: inEurope,
      },
    ],
    fails: [
      { resources: [vault({ location: "eastus" })], config: inEurope, at: ["location"] },
      {
        resources: [other("azure-native:containerregistry:Replication", "replica", { location: "eastus2" })],
        config: inEurope,
        at: ["location"],
      },
      {
        resources: [
          other("azure-native:cosmosdb/v20240815:DatabaseAccount", "cosmos", {
            location: "westeurope",
            locations: [{ locationName: "West Europe" }, { locationName: "West US" }],
          }),
        ],
        config: inEurope,
        at: ["locations[1].locationName"],
      },
      ...(
        [
          [
            "servicebus:Namespace",
            { geoDataReplication: { locations: [{ locationName: "westeurope" }, { locationName: "eastus" }] } },
            "geoDataReplication.locations[1].locationName",
          ],
          [
            "cognitiveservices:Account",
            { properties: { locations: { regions: [{ name: "eastus" }] } } },
            "properties.locations.regions[0].name",
          ],
          [
            "compute:GalleryImageVersion",
            { publishingProfile: { targetRegions: [{ name: "East US" }] } },
            "publishingProfile.targetRegions[0].name",
          ],
          [
            "virtualmachineimages:VirtualMachineImageTemplate",
            { distribute: [{ replicationRegions: ["eastus"] }, { targetRegions: [{ name: "westeurope" }] }] },
            "distribute[0].replicationRegions[0]",
          ],
        ] as const
      ).map(([type, props, at]) => ({ resources: [other(`azure-native:${type}`, "it", props)], config: inEurope, at: [at] })),
    ],
    undecided: [
      { resources: [vault({ location: UNKNOWN })], config: inEurope, at: ["location"] },
      {
        resources: [other("azure-native:servicebus:Namespace", "bus", { geoDataReplication: { locations: [{ locationName: UNKNOWN }] } })],
        config: inEurope,
        at: ["geoDataReplication.locations[0].locationName"],
      },
    ],
    // Without configuration, without a location of its own, and outside Azure.
    notApplicable: [
      [vault({ location: "eastus" })],
      { resources: [account()], config: inEurope },
      { resources: [workload()], config: inEurope },
    ],
  },
  "GOV-02": {
    passes: [
      { resources: [vault({ tags: { Owner: "shop", "cost-center": "42" } })], config: owned },
      { resources: [vault({ tags: { owner: UNKNOWN, "cost-center": "42" } })], config: owned },
    ],
    fails: [
      { resources: [vault()], config: owned, at: ["tags"] },
      { resources: [account()], config: owned, at: ["tags"] },
      { resources: [vault({ tags: { owner: "", "cost-center": null } })], config: owned, at: ["tags"] },
    ],
    undecided: [{ resources: [vault({ tags: UNKNOWN })], config: owned, at: ["tags"] }],
    notApplicable: [[account()], { resources: [other("azure-native:network:Subnet", "nodes")], config: owned }],
  },
  "GOV-03": {
    passes: [
      { resources: [vault()], environments: ["prod"] },
      { resources: [vault()], environments: [], stackTags: { environment: "dev" } },
    ],
    fails: [
      { resources: [vault()], environments: [], at: ["environment"] },
      { resources: [workload()], environments: [], stackTags: { "pulumi:project": "shop", environment: "blue" }, at: ["environment"] },
    ],
    // The options of a pack of one's own set the profile.
    notApplicable: [[vault()]],
  },
  "GOV-04": {
    passes: [[vault({}, { protect: true })], [account({}, { protect: true })]],
    fails: [
      { resources: [vault()], at: ["protect"] },
      { resources: [account({}, { protect: false })], at: ["protect"] },
      { resources: [{ ...account(), type: "azure-native:dbforpostgresql/v20240801:Server" }], at: ["protect"] },
    ],
    notApplicable: [[workload()], [other("azure-native:dbforpostgresql:SingleServer", "single")]],
  },
  "GOV-05": {
    passes: [
      [vault({}, { ignoreChanges: ["tags"] })],
      [vault({}, { ignoreChanges: ['tags["created-by"]', "properties.provisioningState"] })],
      // The autoscaler sets it; AKS lists the pools of other resources.
      [cluster({ agentPoolProfiles: [{ name: "system", count: 3 }] }, "agentPoolProfiles[0].count")],
      [cluster({ agentPoolProfiles: [{ name: "system", count: 3 }] }, "agentPoolProfiles")],
      [workload("spec.replicas", 'spec.template.metadata.annotations["kubectl.kubernetes.io/restartedAt"]')],
      { resources: [vault({}, { ignoreChanges: ["properties.networkAcls"] })], config: { allowedPaths: [ALLOWED] } },
      // Subnets, security rules and access policies that are resources of their own.
      [ignoring("network:VirtualNetwork", { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } }, "subnets")],
      [ignoring("network/v20230901:NetworkSecurityGroup", { securityRules: [] }, "securityRules")],
      [ignoring("keyvault:Vault", { properties: { enableRbacAuthorization: false } }, "properties.accessPolicies")],
      // Rotated in Azure; whether the program's own value is marked as secret does not change.
      [ignoring("dbforpostgresql:Server", {}, "administratorLoginPassword")],
      [ignoring("compute:VirtualMachine", { osProfile: { adminPassword: "Tr0ub4dor&3x" } }, "osProfile.adminPassword")],
    ],
    fails: [
      { resources: [vault({}, { ignoreChanges: ["tags", "properties.networkAcls"] })], at: ["ignoreChanges[1]"] },
      { resources: [account({ publicNetworkAccess: "Disabled" }, { ignoreChanges: ["publicNetworkAccess"] })], at: ["ignoreChanges[0]"] },
      { resources: [account({ publicNetworkAccess: UNKNOWN }, { ignoreChanges: ["minimumTlsVersion"] })], at: ["ignoreChanges[0]"] },
      // Absent, so that Azure's default applies until somebody changes it.
      { resources: [account({}, { ignoreChanges: ["allowBlobPublicAccess"] })], at: ["ignoreChanges[0]"] },
      // The program's own list.
      {
        resources: [ignoring("network:VirtualNetwork", { subnets: [{ name: "nodes", networkSecurityGroup: { id: "/nsg" } }] }, "subnets")],
        at: ["ignoreChanges[0]"],
      },
      { resources: [ignoring("network:NetworkSecurityGroup", { securityRules: [{ name: "web" }] }, "*")], at: ["ignoreChanges[0]"] },
      { resources: [vault({ properties: { networkAcls: {} } }, { ignoreChanges: ["*"] })], at: ["ignoreChanges[0]"] },
      {
        resources: [cluster({ agentPoolProfiles: [{ name: "system" }] }, "agentPoolProfiles[*].enableNodePublicIP")],
        at: ["ignoreChanges[0]"],
      },
      {
        resources: [workload("spec.template.spec.containers[0].image", "spec.template.spec.containers[0].securityContext")],
        at: ["ignoreChanges[0]", "ignoreChanges[1]"],
      },
    ],
    notApplicable: [[vault()], [other("random:index/randomId:RandomId", "nonce")]],
  },
  "GOV-06": {
    passes: [
      [vault(), workload()],
      [
        other("azure-native:resources:DeploymentAtSubscriptionScope", "defender", {
          properties: {
            template: { resources: [{ type: "Microsoft.Security/pricings" }, { type: "Microsoft.Security/securityContacts" }] },
          },
        }),
      ],
      { resources: [vault(), other("azure:network/subnet:Subnet", "nodes")], config: { acceptedTypes: ["azure:network/*"] } },
    ],
    fails: [
      // Once, not for each resource.
      {
        resources: [other("azure:storage/account:Account", "one"), other("azure:network/subnet:Subnet", "two"), vault()],
        at: ["type"],
      },
      {
        resources: [other("kubernetes:helm.sh/v3:Release", "nginx"), other("azure-native:resources:Deployment", "template"), vault()],
        at: ["type", "type"],
      },
      { resources: [other("azure-native:resources/v20240301:Resource", "generic")], at: ["type"] },
      // The package that Pulumi generates from Terraform's provider.
      { resources: [other("azurerm:index/keyVault:KeyVault", "vault"), vault()], at: ["type"] },
      {
        resources: [
          other("azure-native:resources:DeploymentAtSubscriptionScope", "template", {
            properties: {
              template: { resources: [{ type: "Microsoft.Security/pricings" }, { type: "Microsoft.Storage/storageAccounts" }] },
            },
          }),
        ],
        at: ["type"],
      },
    ],
  },
  "GOV-07": {
    passes: [
      [vault()],
      [{ ...vault(), type: "azure-native:keyvault/v20230701:Vault" }],
      // There is no stable version.
      [{ type: "azure-native:insights/v20210501preview:DiagnosticSetting", props: {} }],
    ],
    fails: [
      { resources: [{ ...vault(), type: "azure-native:keyvault/v20240401preview:Vault" }], at: ["type"] },
      { resources: [{ ...account(), type: "azure-native_storage_v20240101preview:storage:StorageAccount" }], at: ["type"] },
    ],
    notApplicable: [[workload()]],
  },
};
