import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import type { CaseResource, ControlCases } from "./case";

const GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-net";
const NSG_ID = `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg-ingress`;

const subnet = (props: Record<string, unknown>): CaseResource => ({
  type: "azure-native:network:Subnet",
  name: "subnet",
  props: { resourceGroupName: "rg-net", virtualNetworkName: "vnet", addressPrefix: "10.0.1.0/24", ...props },
});
const vnet = (...subnets: unknown[]): CaseResource => ({
  type: "azure-native:network:VirtualNetwork",
  name: "vnet",
  props: { resourceGroupName: "rg-net", virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets },
});

const allow = (sourceAddressPrefix: unknown, destinationPortRange: unknown, more: Record<string, unknown> = {}) => ({
  name: "rule",
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  priority: 200,
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  sourceAddressPrefix,
  destinationPortRange,
  ...more,
});
const deny = (more: Record<string, unknown>) => allow("*", "*", { access: "Deny", protocol: "*", priority: 100, ...more });
const nsg = (...securityRules: unknown[]): CaseResource => ({
  type: "azure-native:network:NetworkSecurityGroup",
  name: "nsg",
  props: { resourceGroupName: "rg-net", networkSecurityGroupName: "nsg-ingress", securityRules },
});
const securityRule = (props: Record<string, unknown>, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:network:SecurityRule",
  name: "rule",
  props: { resourceGroupName: "rg-net", networkSecurityGroupName: "nsg-ingress", securityRuleName: "web", ...props },
  sources,
});

/** Rules that Microsoft requires on the subnet of Application Gateway v2. */
const applicationGateway = [
  allow("GatewayManager", "65200-65535", { priority: 100 }),
  allow("AzureLoadBalancer", "*", { priority: 110, protocol: "*" }),
  allow("Internet", undefined, { priority: 120, destinationPortRanges: ["80", "443"] }),
  allow("*", "65200-65535", { priority: 130 }),
];
/** Rules that Microsoft requires on AzureBastionSubnet. */
const bastion = [
  allow("Internet", "443", { priority: 120 }),
  allow("GatewayManager", "443", { priority: 130 }),
  allow("AzureLoadBalancer", "443", { priority: 140 }),
  allow("VirtualNetwork", undefined, { priority: 150, protocol: "*", destinationPortRanges: ["8080", "5701"] }),
];

const origin = (props: Record<string, unknown>, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:cdn:AFDOrigin",
  name: "origin",
  props: { profileName: "afd", originGroupName: "shop", hostName: "ingress.shop.example", ...props },
  sources,
});
const publicIp: CaseResource = { type: "azure-native:network:PublicIPAddress", name: "ip", props: { sku: { name: "Standard" } } };

const VNET_ID = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet`;
const IP_ID = `${GROUP}/providers/Microsoft.Network/publicIPAddresses/pip-edge`;
const flowLog = (props: Record<string, unknown>, target?: string[]): CaseResource => ({
  type: "azure-native:network:FlowLog",
  name: "flow-log",
  props: { networkWatcherName: "watcher", enabled: true, retentionPolicy: { enabled: true, days: 90 }, storageId: UNKNOWN, ...props },
  ...(target && { sources: { targetResourceId: target } }),
});
const address = (props: Record<string, unknown> = {}): CaseResource => ({
  ...publicIp,
  props: { resourceGroupName: "rg-net", publicIpAddressName: "pip-edge", sku: { name: "Standard" }, ...props },
});
const usedBy = (kind: string, props: Record<string, unknown>): CaseResource => ({
  type: `azure-native:network:${kind}`,
  name: "user",
  props: { resourceGroupName: "rg-net", ...props },
});
const withDns = (...dnsServers: string[]): CaseResource => ({ ...vnet(), props: { ...vnet().props, dhcpOptions: { dnsServers } } });
const egress = (destinationAddressPrefix: unknown, ports: unknown) =>
  allow("*", ports, { direction: "Outbound", protocol: "*", destinationAddressPrefix });
const containerGroup = (props: Record<string, unknown>): CaseResource => ({
  type: "azure-native:containerinstance:ContainerGroup",
  name: "jobs",
  props: { resourceGroupName: "rg-net", containerGroupName: "aci-jobs", ...props },
});

const firewalledVault = (networkAcls: Record<string, unknown>, properties: Record<string, unknown> = {}): CaseResource =>
  firewallRule("keyvault:Vault", { properties: { networkAcls, ...properties } });

const firewallRule = (type: string, props: Record<string, unknown>): CaseResource => ({
  type: `azure-native:${type}`,
  name: "rule",
  props: { resourceGroupName: "rg-net", ...props },
});

const endpoint = (
  connection: Record<string, unknown>,
  sources: Record<string, string[]> = {},
  more: Record<string, unknown> = {},
): CaseResource => ({
  type: "azure-native:network:PrivateEndpoint",
  name: "pe",
  props: { resourceGroupName: "rg-net", privateEndpointName: "pe-kv", privateLinkServiceConnections: [connection], ...more },
  sources,
});
const toVault = endpoint({ groupIds: ["vault"], privateLinkServiceId: UNKNOWN }, { privateLinkServiceConnections: ["vault"] });
const vault: CaseResource = {
  type: "azure-native:keyvault:Vault",
  name: "vault",
  props: { resourceGroupName: "rg-data", vaultName: "kv-shop" },
};
const plainEndpoint = endpoint({ groupIds: ["vault"], privateLinkServiceId: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop` });
const zoneGroup = (props: Record<string, unknown>, sources: Record<string, string[]> = {}): CaseResource => ({
  type: "azure-native:network:PrivateDnsZoneGroup",
  name: "zones",
  props: {
    resourceGroupName: "rg-net",
    privateEndpointName: "pe-kv",
    privateDnsZoneConfigs: [{ name: "kv", privateDnsZoneId: UNKNOWN }],
    ...props,
  },
  sources,
});

const unreached = [
  "dbformysql:Server",
  "search:Service",
  "cognitiveservices:Account",
  "keyvault:ManagedHsm",
  "kusto:Cluster",
  "synapse:Workspace",
  "eventgrid:Topic",
  "mongocluster:MongoCluster",
  "documentdb/v20240701:MongoCluster",
].map((type): CaseResource => ({ type: `azure-native:${type}`, props: { publicNetworkAccess: "Enabled" } }));

/** Machines whose network interfaces are part of them. */
const interfaces = (publicIPAddressConfiguration: unknown) => ({
  networkInterfaceConfigurations: [
    {
      name: "nic",
      ipConfigurations: [{ name: "ip", ...(publicIPAddressConfiguration !== undefined && { publicIPAddressConfiguration }) }],
    },
  ],
});
const scaleSet = (address: unknown): CaseResource => ({
  type: "azure-native:compute/v20240701:VirtualMachineScaleSet",
  name: "nodes",
  props: { virtualMachineProfile: { networkProfile: interfaces(address) } },
});
const machine = (address: unknown): CaseResource => ({
  type: "azure-native:compute:VirtualMachine",
  name: "jump",
  props: { networkProfile: interfaces(address) },
});
const IN_SCALE_SET = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[0].ipConfigurations[0]";

export const cases: Record<string, ControlCases> = {
  "NET-01": {
    passes: [
      [subnet({ subnetName: "nodes", networkSecurityGroup: { id: NSG_ID } })],
      [
        vnet(
          { name: "nodes", networkSecurityGroup: { id: UNKNOWN } },
          { name: "GatewaySubnet" },
          { name: "AzureFirewallManagementSubnet" },
        ),
      ],
      [
        vnet(
          { name: "volumes", delegations: [{ name: "d", serviceName: "Microsoft.Netapp/volumes" }] },
          { name: "n", networkSecurityGroup: { id: NSG_ID } },
        ),
      ],
      { resources: [vnet({ name: "lab" }, { name: "n", networkSecurityGroup: { id: NSG_ID } })], config: { exemptSubnets: ["LAB"] } },
    ],
    fails: [
      { resources: [subnet({ subnetName: "nodes" })], at: ["networkSecurityGroup.id"] },
      { resources: [subnet({ subnetName: UNKNOWN })], at: ["networkSecurityGroup.id"] },
      {
        resources: [
          vnet({ name: "nodes", networkSecurityGroup: { id: NSG_ID } }, { name: "db" }, { name: "pe", networkSecurityGroup: {} }),
        ],
        at: ["subnets[1].networkSecurityGroup.id", "subnets[2].networkSecurityGroup.id"],
      },
      {
        resources: [subnet({ name: "db", delegations: [{ serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }] })],
        at: ["networkSecurityGroup.id"],
      },
    ],
    notApplicable: [[vnet()], [subnet({ subnetName: "azurefirewallsubnet" })], [subnet({ subnetName: "RouteServerSubnet" })]],
    undecided: [
      { resources: [subnet({ subnetName: "nodes", networkSecurityGroup: UNKNOWN })], at: ["networkSecurityGroup"] },
      { resources: [subnet({ subnetName: "volumes", delegations: [{ name: "d", serviceName: UNKNOWN }] })], at: ["delegations"] },
      { resources: [{ ...vnet(), props: { subnets: UNKNOWN } }], at: ["subnets"] },
      { resources: [subnet({ subnetName: UNKNOWN })], config: { exemptSubnets: ["lab"] }, at: ["subnetName"] },
      { resources: [vnet({ name: UNKNOWN })], config: { exemptSubnets: ["lab"] }, at: ["subnets[0].name"] },
    ],
  },
  "NET-02": {
    passes: [
      [nsg(...applicationGateway)],
      [nsg(...bastion)],
      [
        nsg(
          allow("AzureFrontDoor.Backend", undefined, { destinationPortRanges: ["80", "443"] }),
          allow("10.0.0.0/8", "22"),
          allow("fc00::/7", "*"),
        ),
      ],
      [nsg(allow("Internet", "443"), allow("*", "*", { protocol: "Icmp" }), allow("Internet", "22", { direction: "Outbound" }))],
      [nsg(deny({ destinationPortRange: "22" }), allow("Internet", "22"))],
      [nsg(deny({}))],
      [nsg(deny({ sourcePortRange: "0-65535" }), allow("Internet", "22"))],
      [nsg(deny({ sourceAddressPrefix: "0.0.0.0/0" }), allow("0.0.0.0/1", "22"))],
      [nsg(deny({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ["0.0.0.0/0", "::/0"] }), allow("Internet", "22"))],
      [nsg(deny({ sourceAddressPrefix: "0.0.0.0/0" }), deny({ sourceAddressPrefix: "::/0", priority: 101 }), allow("*", "22"))],
      [nsg(allow("*", "*", { sourceAddressPrefix: undefined, sourceApplicationSecurityGroups: [{ id: "asg" }] }))],
      [nsg(allow("Internet", "49152-65535", { protocol: "Udp" }))],
      [securityRule(allow("VirtualNetwork", "5432"))],
      [securityRule(allow("203.0.113.7/32", "22"))],
    ],
    fails: [
      { resources: [nsg(allow("Internet", "22"))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [nsg(allow("*", "*", { protocol: "*" }))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [nsg(allow("internet", "3000-4000", { access: "allow" }))], at: ["securityRules[0].sourceAddressPrefix"] },
      {
        resources: [
          nsg(
            allow(undefined, undefined, {
              sourceAddressPrefixes: ["10.0.0.0/8", "0.0.0.0/0", "::/0"],
              destinationPortRanges: ["443", "5432"],
            }),
          ),
        ],
        at: ["securityRules[0].sourceAddressPrefixes[1]", "securityRules[0].sourceAddressPrefixes[2]"],
      },
      {
        resources: [nsg(allow(undefined, "22", { sourceAddressPrefixes: ["0.0.0.0/1", "128.0.0.0/1"] }))],
        at: ["securityRules[0].sourceAddressPrefixes[0]", "securityRules[0].sourceAddressPrefixes[1]"],
      },
      { resources: [nsg(allow("Internet", "5000"))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [nsg(allow("Internet", "3389", { protocol: "Udp" }))], at: ["securityRules[0].sourceAddressPrefix"] },
      // The deny rule has lower precedence, or denies less than the rule allows.
      { resources: [nsg(allow("Internet", "22"), deny({ priority: 300 }))], at: ["securityRules[0].sourceAddressPrefix"] },
      {
        resources: [nsg(deny({ destinationPortRange: "22" }), allow("Internet", "20-3400"))],
        at: ["securityRules[1].sourceAddressPrefix"],
      },
      { resources: [nsg(deny({ sourceAddressPrefix: "0.0.0.0/0" }), allow("::/0", "22"))], at: ["securityRules[1].sourceAddressPrefix"] },
      { resources: [nsg(deny({ sourceAddressPrefix: "0.0.0.0/0" }), allow("*", "22"))], at: ["securityRules[1].sourceAddressPrefix"] },
      {
        resources: [nsg(deny({ sourceAddressPrefix: "0.0.0.0/1" }), allow("0.0.0.0/0", "22"))],
        at: ["securityRules[1].sourceAddressPrefix"],
      },
      { resources: [nsg(deny({ sourcePortRange: "1" }), allow("Internet", "22"))], at: ["securityRules[1].sourceAddressPrefix"] },
      {
        resources: [nsg(deny({ sourcePortRange: undefined, sourcePortRanges: ["1-1023"] }), allow("Internet", "22"))],
        at: ["securityRules[1].sourceAddressPrefix"],
      },
      { resources: [nsg(deny({ destinationAddressPrefix: "10.0.0.4" }), allow("*", "22"))], at: ["securityRules[1].sourceAddressPrefix"] },
      { resources: [securityRule(allow("0.0.0.0/0", "1433"))], at: ["sourceAddressPrefix"] },
      // A known rule is reported in spite of an unknown one.
      { resources: [nsg(UNKNOWN, allow("*", "22"))], at: ["securityRules[1].sourceAddressPrefix"] },
    ],
    undecided: [
      { resources: [nsg(allow(UNKNOWN, "22"))], at: ["securityRules[0].sourceAddressPrefix"] },
      // The deny rule may apply.
      ...["priority", "sourceAddressPrefix", "destinationPortRange"].map((key) => ({
        resources: [nsg(deny({ [key]: UNKNOWN }), allow("Internet", "22"))],
        at: ["securityRules[1].destinationPortRange"],
      })),
      { resources: [nsg(allow("*", UNKNOWN))], at: ["securityRules[0].destinationPortRange"] },
      { resources: [nsg(allow("*", "22", { access: UNKNOWN }))], at: ["securityRules[0].access"] },
      { resources: [{ ...nsg(), props: { securityRules: UNKNOWN } }], at: ["securityRules"] },
    ],
  },
  "NET-03": {
    passes: [
      [
        origin({}),
        nsg(allow("AzureFrontDoor.Backend", undefined, { destinationPortRanges: ["80", "443"] }), allow("AzureLoadBalancer", "*")),
      ],
      [origin({}), nsg(...bastion)],
      [origin({}), nsg(allow("Internet", "443")), subnet({ subnetName: "AzureBastionSubnet", networkSecurityGroup: { id: NSG_ID } })],
      [origin({}), nsg(...bastion), vnet({ name: "azurebastionsubnet", networkSecurityGroup: { id: NSG_ID } }, { name: "nodes" })],
      [origin({}), nsg(deny({ sourceAddressPrefix: "Internet" }), allow("*", "443"))],
      {
        resources: [nsg(allow("AzureFrontDoor.Backend", "443")), subnet({ subnetName: "ingress", networkSecurityGroup: { id: NSG_ID } })],
        config: { ingressSubnets: ["ingress"] },
      },
    ],
    fails: [
      { resources: [origin({}), nsg(allow("Internet", "443"))], at: ["securityRules[0].sourceAddressPrefix"] },
      {
        resources: [origin({ hostName: UNKNOWN }, { hostName: ["ip"] }), publicIp, nsg(allow("*", "80-90"))],
        at: ["securityRules[0].sourceAddressPrefix"],
      },
      { resources: [origin({}), nsg(allow("AzureCloud.westeurope", "443"))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [origin({}), nsg(), securityRule(allow("0.0.0.0/0", "443"))], at: ["sourceAddressPrefix"] },
      // Rules that Bastion does not require are violations.
      {
        resources: [origin({}), nsg(allow("GatewayManager", "*"), allow("Internet", "443"))],
        at: ["securityRules[1].sourceAddressPrefix"],
      },
      {
        resources: [origin({}), nsg(allow("GatewayManager", "443", { access: "Deny" }), allow("Internet", "443"))],
        at: ["securityRules[1].sourceAddressPrefix"],
      },
      {
        resources: [origin({}), nsg(allow("GatewayManager", "443", { direction: "Outbound" }), allow("Internet", "443"))],
        at: ["securityRules[1].sourceAddressPrefix"],
      },
      { resources: [origin({}), nsg(...bastion, allow("Internet", "80"))], at: ["securityRules[4].sourceAddressPrefix"] },
      {
        resources: [origin({}), nsg(...bastion), subnet({ subnetName: "ingress", networkSecurityGroup: { id: NSG_ID } })],
        at: ["securityRules[0].sourceAddressPrefix"],
      },
      {
        resources: [nsg(allow("Internet", "443")), subnet({ subnetName: "ingress", networkSecurityGroup: { id: NSG_ID.toLowerCase() } })],
        config: { ingressSubnets: ["Ingress"] },
        at: ["securityRules[0].sourceAddressPrefix"],
      },
      {
        resources: [
          nsg(allow("Internet", "443")),
          { ...vnet({ name: "ingress", networkSecurityGroup: { id: UNKNOWN } }), sources: { subnets: ["nsg"] } },
        ],
        config: { ingressSubnets: ["ingress"] },
        at: ["securityRules[0].sourceAddressPrefix"],
      },
    ],
    notApplicable: [
      [nsg(...applicationGateway)],
      [nsg(allow("Internet", "443")), origin({ sharedPrivateLinkResource: { privateLink: { id: UNKNOWN } } })],
      [nsg(allow("Internet", "443")), origin({ hostName: "shop.azurewebsites.net" })],
      {
        resources: [nsg(allow("Internet", "443")), subnet({ subnetName: "db", networkSecurityGroup: { id: NSG_ID } })],
        config: { ingressSubnets: ["ingress"] },
      },
    ],
    undecided: [
      { resources: [origin({ hostName: UNKNOWN }), nsg(allow("Internet", "443"))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [origin({}), nsg(allow(UNKNOWN, "443"))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [origin({}), nsg(allow("*", "443", { access: UNKNOWN }))], at: ["securityRules[0].sourceAddressPrefix"] },
      { resources: [origin({}), nsg(UNKNOWN)], at: ["securityRules[0]"] },
      { resources: [origin({}), nsg(deny({ priority: UNKNOWN }), allow("Internet", "443"))], at: ["securityRules[1].sourceAddressPrefix"] },
      {
        resources: [
          origin({}),
          nsg(allow("Internet", "443")),
          subnet({ subnetName: "AzureBastionSubnet", networkSecurityGroup: { id: UNKNOWN } }),
        ],
        at: ["securityRules[0].sourceAddressPrefix"],
      },
    ],
  },
  "NET-04": {
    passes: [
      [plainEndpoint, zoneGroup({})],
      [toVault, vault, zoneGroup({ privateEndpointName: UNKNOWN }, { privateEndpointName: ["pe"] })],
      [toVault, vault, zoneGroup({ privateEndpointName: "PE-KV", resourceGroupName: UNKNOWN })],
    ],
    fails: [
      { resources: [plainEndpoint], at: ["privateDnsZoneGroups"] },
      { resources: [plainEndpoint, zoneGroup({ privateEndpointName: "pe-storage" })], at: ["privateDnsZoneGroups"] },
      { resources: [plainEndpoint, zoneGroup({ resourceGroupName: "rg-other" })], at: ["privateDnsZoneGroups"] },
      { resources: [plainEndpoint, zoneGroup({ privateDnsZoneConfigs: [] })], at: ["privateDnsZoneConfigs"] },
    ],
    notApplicable: [
      [endpoint({ privateLinkServiceId: `${GROUP}/providers/Microsoft.Network/privateLinkServices/pls` })],
      [endpoint({ groupIds: [""], privateLinkServiceId: UNKNOWN })],
      [endpoint({ groupIds: ["pls"], privateLinkServiceId: `${GROUP}/providers/Microsoft.Network/PrivateLinkServices/pls` })],
      [endpoint({ groupIds: ["frontend"], privateLinkServiceId: `${GROUP}/providers/Microsoft.Network/applicationGateways/agw` })],
      ...["ApplicationGateway", "PrivateLinkService"].map((kind) => [
        { type: `azure-native:network:${kind}`, name: "own", props: {} },
        endpoint({ groupIds: ["feip"], privateLinkServiceId: UNKNOWN }, { privateLinkServiceConnections: ["own"] }),
      ]),
      { resources: [plainEndpoint], config: { zoneGroupsByAzurePolicy: true } },
    ],
    undecided: [
      { resources: [endpoint({}, {}, { privateLinkServiceConnections: UNKNOWN })], at: ["privateLinkServiceConnections"] },
      { resources: [endpoint({ groupIds: UNKNOWN, privateLinkServiceId: UNKNOWN })], at: ["privateLinkServiceConnections"] },
      { resources: [plainEndpoint, zoneGroup({ privateEndpointName: UNKNOWN })], at: ["privateDnsZoneGroups"] },
    ],
  },
  "NET-05": {
    passes: [
      [vault, toVault],
      [
        vault,
        endpoint({
          groupIds: ["vault"],
          privateLinkServiceId: "/subscriptions/s/resourceGroups/RG-DATA/providers/Microsoft.KeyVault/vaults/KV-shop",
        }),
      ],
      [
        { type: "azure-native:eventhub:Namespace", name: "hub", props: {} },
        endpoint(
          {},
          { manualPrivateLinkServiceConnections: ["hub"] },
          { manualPrivateLinkServiceConnections: [{ privateLinkServiceId: UNKNOWN }] },
        ),
      ],
      [{ type: "azure-native:dbforpostgresql:Server", props: { network: { delegatedSubnetResourceId: UNKNOWN } } }],
      [{ type: "azure-native:redis:Redis", props: { subnetId: "/subscriptions/s/x" } }],
      [{ type: "azure-native:dbformysql:Server", props: { network: { delegatedSubnetResourceId: "/subscriptions/s/x" } } }],
      [{ type: "azure-native:kusto:Cluster", props: { virtualNetworkConfiguration: { subnetId: UNKNOWN } } }],
      [
        { type: "azure-native:search:Service", name: "search", props: { searchServiceName: "srch-shop" } },
        endpoint({ groupIds: ["searchService"], privateLinkServiceId: `${GROUP}/providers/Microsoft.Search/searchServices/srch-shop` }),
      ],
      [{ type: "azure-native:storage:StorageAccount", props: { publicNetworkAccess: "SecuredByPerimeter" } }],
      [{ ...vault, props: { properties: { publicNetworkAccess: "SecuredByPerimeter" } } }],
    ],
    fails: [
      ...unreached.map((one) => ({ resources: [one], at: ["privateEndpointConnections"] })),
      { resources: [vault], at: ["privateEndpointConnections"] },
      {
        resources: [{ type: "azure-native:redis:Redis", name: "cache", props: { name: "redis-shop" } }, vault, toVault],
        at: ["privateEndpointConnections"],
      },
      {
        resources: [
          { type: "azure-native:cosmosdb:DatabaseAccount", props: {} },
          { type: "azure-native:eventhub:Namespace", props: {} },
        ],
        at: ["privateEndpointConnections", "privateEndpointConnections"],
      },
      {
        resources: [vault, endpoint({ groupIds: ["vault"], privateLinkServiceId: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop` })],
        at: ["privateEndpointConnections"],
      },
    ],
    notApplicable: [[plainEndpoint]],
    undecided: [
      {
        resources: [{ type: "azure-native:dbforpostgresql:Server", props: { network: UNKNOWN } }],
        at: ["network.delegatedSubnetResourceId"],
      },
      { resources: [{ ...vault, props: { properties: { publicNetworkAccess: UNKNOWN } } }], at: ["properties.publicNetworkAccess"] },
      { resources: [vault, endpoint({ groupIds: ["vault"], privateLinkServiceId: UNKNOWN })], at: ["privateEndpointConnections"] },
      {
        resources: [
          { type: "azure-native:keyvault:Vault", name: "kv", props: {} },
          endpoint({ privateLinkServiceId: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv4fe21a` }),
        ],
        at: ["privateEndpointConnections"],
      },
    ],
  },
  "NET-06": {
    passes: [
      [subnet({ subnetName: "nodes", defaultOutboundAccess: false })],
      [vnet({ name: "nodes", defaultOutboundAccess: false }, { name: "GatewaySubnet" })],
      // The default since then.
      [{ ...subnet({ subnetName: "nodes" }), type: "azure-native:network/v20260501:Subnet" }],
    ],
    fails: [
      { resources: [subnet({ subnetName: "nodes" })], at: ["defaultOutboundAccess"] },
      { resources: [subnet({ subnetName: "nodes", defaultOutboundAccess: "false" })], at: ["defaultOutboundAccess"] },
      {
        resources: [vnet({ name: "nodes", defaultOutboundAccess: true }, { name: "jobs" })],
        at: ["subnets[0].defaultOutboundAccess", "subnets[1].defaultOutboundAccess"],
      },
    ],
    undecided: [
      { resources: [subnet({ subnetName: "nodes", defaultOutboundAccess: UNKNOWN })], at: ["defaultOutboundAccess"] },
      { resources: [subnet({ subnetName: UNKNOWN })], at: ["subnetName"] },
      { resources: [subnet({ subnetName: "nodes", delegations: UNKNOWN })], at: ["delegations"] },
    ],
    notApplicable: [
      [subnet({ subnetName: "AzureBastionSubnet" })],
      [subnet({ subnetName: "databases", delegations: [{ serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }] })],
      [vnet()],
    ],
  },
  "NET-07": {
    passes: [
      [vnet(), flowLog({ targetResourceId: VNET_ID })],
      [vnet(), flowLog({ targetResourceId: UNKNOWN, retentionPolicy: undefined }, ["vnet"])],
      [vnet(), flowLog({ targetResourceId: VNET_ID, retentionPolicy: { enabled: true, days: 0 } })],
      {
        resources: [vnet(), flowLog({ targetResourceId: VNET_ID, retentionPolicy: { enabled: true, days: 30 } })],
        config: { minDays: 30 },
      },
    ],
    fails: [
      { resources: [vnet()], at: ["flowLogs"] },
      { resources: [vnet(), flowLog({ targetResourceId: VNET_ID, enabled: false })], at: ["flowLogs"] },
      { resources: [vnet(), flowLog({ targetResourceId: `${VNET_ID}-other` })], at: ["flowLogs"] },
      {
        resources: [vnet(), flowLog({ targetResourceId: VNET_ID, retentionPolicy: { enabled: true, days: 30 } })],
        at: ["retentionPolicy.days"],
      },
    ],
    undecided: [
      { resources: [vnet(), flowLog({ targetResourceId: UNKNOWN })], at: ["flowLogs"] },
      { resources: [vnet(), flowLog({ targetResourceId: VNET_ID, enabled: UNKNOWN })], at: ["flowLogs"] },
    ],
    notApplicable: [{ resources: [vnet()], config: { flowLogsElsewhere: true } }, [subnet({})]],
  },
  "NET-08": {
    passes: [
      [address(), usedBy("NatGateway", { publicIpAddresses: [{ id: IP_ID }] })],
      [
        address({ publicIpAddressName: undefined }),
        { ...usedBy("BastionHost", { ipConfigurations: [{ publicIPAddress: { id: UNKNOWN } }] }), sources: { ipConfigurations: ["ip"] } },
      ],
      [address(), usedBy("ApplicationGateway", { frontendIPConfigurations: [{ publicIPAddress: { id: IP_ID } }] })],
      { resources: [address()], config: { publicAddresses: ["pip-edge"] } },
      [scaleSet(undefined), machine(null)],
      { resources: [scaleSet({ name: "pip-edge" })], config: { publicAddresses: ["pip-edge"] } },
      [containerGroup({ ipAddress: { type: "Private", ports: [{ port: 443 }] } })],
      { resources: [containerGroup({ ipAddress: { type: "Public" } })], config: { publicAddresses: ["aci-jobs"] } },
    ],
    fails: [
      { resources: [address()], at: ["publicIpAddressName"] },
      { resources: [address({ sku: { name: "Basic" } }), usedBy("NatGateway", { publicIpAddresses: [{ id: IP_ID }] })], at: ["sku.name"] },
      { resources: [address(), usedBy("NatGateway", { publicIpAddresses: [{ id: `${IP_ID}-other` }] })], at: ["publicIpAddressName"] },
      {
        resources: [address(), usedBy("NetworkInterface", { ipConfigurations: [{ publicIPAddress: { id: IP_ID } }] })],
        at: ["publicIpAddressName"],
      },
      // An address that is no resource of its own.
      { resources: [scaleSet({ name: "pip-node" })], at: [`${IN_SCALE_SET}.publicIPAddressConfiguration.name`] },
      {
        resources: [machine({ name: "pip-jump" })],
        at: ["networkProfile.networkInterfaceConfigurations[0].ipConfigurations[0].publicIPAddressConfiguration.name"],
      },
      { resources: [containerGroup({ ipAddress: { type: "Public", ports: [{ port: 443 }] } })], at: ["ipAddress.type"] },
    ],
    undecided: [
      { resources: [scaleSet(UNKNOWN)], at: [`${IN_SCALE_SET}.publicIPAddressConfiguration`] },
      {
        resources: [scaleSet({ name: UNKNOWN })],
        config: { publicAddresses: ["pip-edge"] },
        at: [`${IN_SCALE_SET}.publicIPAddressConfiguration.name`],
      },
      { resources: [address(), usedBy("NatGateway", { publicIpAddresses: [{ id: UNKNOWN }] })], at: ["publicIpAddressName"] },
      { resources: [containerGroup({ ipAddress: { type: UNKNOWN } })], at: ["ipAddress.type"] },
      { resources: [address({ publicIpAddressName: UNKNOWN })], config: { publicAddresses: ["pip-edge"] }, at: ["publicIpAddressName"] },
    ],
    notApplicable: [[usedBy("NatGateway", {})], [containerGroup({})]],
  },
  "NET-09": {
    passes: [
      { resources: [{ ...vnet(), props: { ...vnet().props, enableDdosProtection: true } }], config: { ddosProtection: true } },
      { resources: [withDns("10.0.0.4", "10.0.0.5")], config: { dnsServers: ["10.0.0.4", "10.0.0.5"] } },
      { resources: [subnet({ routeTable: { id: UNKNOWN } })], config: { routeTables: true } },
      { resources: [vnet({ name: "nodes", routeTable: { id: "/rt" } })], config: { routeTables: true } },
    ],
    fails: [
      {
        resources: [vnet()],
        config: { ddosProtection: true, dnsServers: ["10.0.0.4"] },
        at: ["enableDdosProtection", "dhcpOptions.dnsServers"],
      },
      { resources: [withDns("10.0.0.4", "8.8.8.8")], config: { dnsServers: ["10.0.0.4"] }, at: ["dhcpOptions.dnsServers"] },
      {
        resources: [vnet({ name: "nodes" }), subnet({})],
        config: { routeTables: true },
        at: ["subnets[0].routeTable.id", "routeTable.id"],
      },
    ],
    undecided: [{ resources: [subnet({ routeTable: UNKNOWN })], config: { routeTables: true }, at: ["routeTable"] }],
    notApplicable: [[vnet()]],
  },
  "NET-10": {
    passes: [
      [nsg(deny({ priority: 4096 }))],
      [nsg(deny({ direction: "Outbound", destinationPortRange: undefined, destinationPortRanges: ["22", "3389"] }))],
      [nsg(deny({}), egress("AzureCloud", "443"), egress("Internet", "443"))],
      [securityRule(egress("10.0.0.0/8", "*"))],
    ],
    fails: [
      { resources: [nsg(deny({}), egress("Internet", "*"))], at: ["securityRules[1].destinationAddressPrefix"] },
      { resources: [securityRule(egress("*", "0-65535"))], at: ["destinationAddressPrefix"] },
      { resources: [nsg(allow("Internet", "443"))], at: ["securityRules"] },
      { resources: [nsg(deny({ sourceAddressPrefix: "Internet" }))], at: ["securityRules"] },
      { resources: [nsg(deny({ destinationPortRange: "22" }))], at: ["securityRules"] },
    ],
    undecided: [
      { resources: [nsg(deny({}), egress(UNKNOWN, "*"))], at: ["securityRules[1].destinationAddressPrefix"] },
      { resources: [nsg(UNKNOWN, allow("Internet", "443"))], at: ["securityRules", "securityRules[0]"] },
    ],
    notApplicable: [[nsg()]],
  },
  "NET-11": {
    passes: [
      [firewallRule("sql:FirewallRule", { startIpAddress: "203.0.113.7", endIpAddress: "203.0.113.7" })],
      [firewallRule("redis:RedisFirewallRule", { startIP: "10.0.0.0", endIP: "10.255.255.255" })],
      [firewallRule("sql:IPv6FirewallRule", { startIPv6Address: "2001:db8::", endIPv6Address: "2001:db8::ffff" })],
      [firewallRule("mongocluster:FirewallRule", { properties: { startIpAddress: "203.0.113.7", endIpAddress: "203.0.113.9" } })],
      [firewalledVault({ ipRules: [{ value: "203.0.113.7" }, { value: "198.51.100.0/24" }] })],
      // Without public access the rules have no effect.
      [firewalledVault({ ipRules: [{ value: "0.0.0.0/0" }] }, { publicNetworkAccess: "disabled" })],
      [firewallRule("cosmosdb:DatabaseAccount", { ipRules: [{ ipAddressOrRange: "203.0.113.7" }] })],
      [firewallRule("eventhub:NamespaceNetworkRuleSet", { ipRules: [{ ipMask: "0.0.0.0/0", action: "Deny" }] })],
    ],
    fails: [
      {
        resources: [firewallRule("sql:FirewallRule", { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" })],
        at: ["startIpAddress"],
      },
      // "Allow Azure services": every customer of Azure.
      {
        resources: [firewallRule("dbformysql:FirewallRule", { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" })],
        at: ["startIpAddress"],
      },
      { resources: [firewallRule("sql:FirewallRule", { startIpAddress: "1.0.0.0", endIpAddress: "254.0.0.0" })], at: ["endIpAddress"] },
      { resources: [firewallRule("cache/v20230801:FirewallRule", { startIP: "0.0.0.0", endIP: UNKNOWN })], at: ["startIP"] },
      {
        resources: [firewallRule("synapse:IpFirewallRule", { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" })],
        at: ["startIpAddress"],
      },
      { resources: [firewallRule("sql:IPv6FirewallRule", { startIPv6Address: "::", endIPv6Address: "ffff::" })], at: ["startIPv6Address"] },
      {
        resources: [firewallRule("sql:IPv6FirewallRule", { startIPv6Address: "2000::", endIPv6Address: "3fff::" })],
        at: ["endIPv6Address"],
      },
      {
        resources: [
          firewallRule("horizondb:HorizonDbFirewallRule", { properties: { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" } }),
        ],
        at: ["properties.startIpAddress"],
      },
      {
        resources: [firewalledVault({ defaultAction: "Deny", ipRules: [{ value: "203.0.113.7" }, { value: "0.0.0.0/0" }] })],
        at: ["properties.networkAcls.ipRules[1].value"],
      },
      {
        resources: [firewallRule("keyvault:ManagedHsm", { properties: { networkAcls: { ipRules: [{ value: "0.0.0.0/0" }] } } })],
        at: ["properties.networkAcls.ipRules[0].value"],
      },
      {
        resources: [
          firewallRule("storage:StorageAccount", {
            networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "0.0.0.0/1" }, { iPAddressOrRange: "128.0.0.0/1" }] },
          }),
        ],
        at: ["networkRuleSet.ipRules[0].iPAddressOrRange", "networkRuleSet.ipRules[1].iPAddressOrRange"],
      },
      {
        resources: [
          firewallRule("containerregistry:Registry", { networkRuleSet: { ipRules: [{ iPAddressOrRange: "0.0.0.0/0", action: "Allow" }] } }),
        ],
        at: ["networkRuleSet.ipRules[0].iPAddressOrRange"],
      },
      // "Accept connections from within Azure datacenters".
      {
        resources: [
          firewallRule("cosmosdb:DatabaseAccount", { publicNetworkAccess: "Enabled", ipRules: [{ ipAddressOrRange: "0.0.0.0" }] }),
        ],
        at: ["ipRules[0].ipAddressOrRange"],
      },
      {
        resources: [firewallRule("eventhub:NamespaceNetworkRuleSet", { ipRules: [{ ipMask: "0.0.0.0/0", action: "Allow" }] })],
        at: ["ipRules[0].ipMask"],
      },
      {
        resources: [firewallRule("servicebus:NamespaceNetworkRuleSet", { ipRules: [{ ipMask: "0.0.0.0/0" }] })],
        at: ["ipRules[0].ipMask"],
      },
      {
        resources: [firewallRule("search:Service", { networkRuleSet: { ipRules: [{ value: "0.0.0.0/0" }] } })],
        at: ["networkRuleSet.ipRules[0].value"],
      },
      {
        resources: [firewallRule("cognitiveservices:Account", { properties: { networkAcls: { ipRules: [{ value: "0.0.0.0/0" }] } } })],
        at: ["properties.networkAcls.ipRules[0].value"],
      },
      {
        resources: [
          firewallRule("batch:BatchAccount", {
            networkProfile: { nodeManagementAccess: { ipRules: [{ value: "0.0.0.0/0", action: "Allow" }] } },
          }),
        ],
        at: ["networkProfile.nodeManagementAccess.ipRules[0].value"],
      },
    ],
    undecided: [
      { resources: [firewalledVault({ ipRules: [{ value: UNKNOWN }] })], at: ["properties.networkAcls.ipRules[0].value"] },
      {
        resources: [firewalledVault({ ipRules: [{ value: "0.0.0.0/0" }] }, { publicNetworkAccess: UNKNOWN })],
        at: ["properties.publicNetworkAccess"],
      },
      {
        resources: [firewallRule("servicebus:NamespaceNetworkRuleSet", { ipRules: [{ ipMask: "0.0.0.0/0", action: UNKNOWN }] })],
        at: ["ipRules[0].action"],
      },
      { resources: [firewallRule("sql:FirewallRule", { startIpAddress: UNKNOWN, endIpAddress: "203.0.113.7" })], at: ["startIpAddress"] },
      { resources: [firewallRule("sql:FirewallRule", { startIpAddress: "203.0.113.7", endIpAddress: UNKNOWN })], at: ["endIpAddress"] },
    ],
    notApplicable: [
      // PG-05 evaluates these.
      [firewallRule("dbforpostgresql:FirewallRule", { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" })],
      [firewalledVault({ defaultAction: "Deny" })],
      [firewallRule("sql:OutboundFirewallRule", { outboundRuleFqdn: "stshop.blob.core.windows.net" })],
    ],
  },
};
