import * as token from "../facts/tokens";
import { namesOption } from "../reading/pods";
import type { Rule } from "../rule";
import { checkEgressAndLateral } from "./egressAndLateral";
import { checkFlowLogs } from "./flowLogs";
import { checkFrontDoorOnly } from "./frontDoorOnly";
import { checkInternetInbound } from "./internetInbound";
import { SERVICES_WITH_IP_RULES } from "./ipRules";
import { checkPrivateEndpointCoverage, DATA_SERVICES } from "./privateEndpointCoverage";
import { checkPrivateEndpointDns } from "./privateEndpointDns";
import { checkPrivateSubnet } from "./privateSubnet";
import { checkPublicAddresses, PUBLIC_ADDRESS_READS } from "./publicAddresses";
import { checkServiceFirewallRule } from "./serviceFirewallRule";
import { checkSubnetNsg } from "./subnetNsg";
import { checkVirtualNetworkSettings } from "./virtualNetworkSettings";

/** Controls for virtual networks: network security groups, internet traffic, private endpoints; and for the firewalls of services. */
export const rules: readonly Rule[] = [
  {
    id: "NET-01",
    name: "subnet-nsg",
    title: "Every subnet has an NSG (platform subnets excepted)",
    why: "In a subnet without a security group every port is open to the whole virtual network and to its peered networks.",
    fix: "Set networkSecurityGroup.id on the subnet.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    frameworks: { "MCSB v1": ["NS-1"] },
    options: {
      exemptSubnets: {
        type: "array",
        items: { type: "string" },
        description: "Names of additional subnets that need no network security group.",
        default: [],
      },
    },
    types: [token.SUBNET, token.VIRTUAL_NETWORK],
    check: checkSubnetNsg,
  },
  {
    id: "NET-02",
    name: "nsg-no-internet-inbound",
    title: "No inbound allow from Internet/* to *, SSH, RDP, databases, sidecar port",
    why: "Attackers find administration and data ports that the internet can reach within minutes, and attack them from then on.",
    fix: "Set the rule's source to the addresses or the service tag that need the port, or remove the rule.",
    severity: "critical",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    types: [token.NETWORK_SECURITY_GROUP, token.SECURITY_RULE],
    check: checkInternetInbound,
  },
  {
    id: "NET-03",
    name: "nsg-frontdoor-only",
    title: "Public ingress subnet admits only AzureFrontDoor.Backend",
    why: "Requests sent directly to the address of an ingress bypass Front Door and its firewall.",
    fix: "Set the rule's sourceAddressPrefix to AzureFrontDoor.Backend.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/frontdoor/origin-security#public-ip-address-based-origins",
    options: {
      ingressSubnets: {
        type: "array",
        items: { type: "string" },
        description: "Names of subnets with a public ingress that Front Door calls, where the Front Door is not in the same stack.",
        default: [],
      },
    },
    reads: [token.NETWORK_SECURITY_GROUP, token.SECURITY_RULE, token.SUBNET, token.VIRTUAL_NETWORK, token.AFD_ORIGIN],
    checkStack: checkFrontDoorOnly,
  },
  {
    id: "NET-04",
    name: "private-endpoint-dns",
    title: "Each private endpoint has a DNS zone group",
    why: "Without one the service's name still resolves to its public address: clients connect to that address or fail.",
    fix: "Add a PrivateDnsZoneGroup with the service's privatelink zone to the endpoint.",
    severity: "medium",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
    options: {
      zoneGroupsByAzurePolicy: {
        type: "boolean",
        description: "Whether the organisation attaches zone groups by Azure Policy, as landing zones with central DNS do.",
        default: false,
      },
    },
    reads: [token.PRIVATE_ENDPOINT, token.PRIVATE_DNS_ZONE_GROUP],
    checkStack: checkPrivateEndpointDns,
  },
  {
    id: "NET-05",
    name: "private-endpoint-coverage",
    title: "Every data service in the stack has a private endpoint",
    why:
      "A data service without one can only be reached over its public address. Evaluated services: " +
      "Key Vault and Managed HSM, Container Registry, " +
      "Storage, PostgreSQL, MySQL, SQL, Cosmos DB and its MongoDB clusters, Redis, Event Hubs, Service Bus, Event Grid topics, " +
      "App Configuration, AI Search, Azure AI services, Data Explorer and Synapse.",
    fix: "Add a PrivateEndpoint whose privateLinkServiceId is the service's id.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
    coveredBy: ["KV-08", "ACR-05", "ST-05", "PG-02"],
    reads: [token.PRIVATE_ENDPOINT, ...DATA_SERVICES],
    checkStack: checkPrivateEndpointCoverage,
  },
  {
    id: "NET-06",
    name: "subnet-private",
    title: "Subnets have no default outbound access",
    why: "With it every machine reaches the internet from an address that belongs to Microsoft and can change, past any NAT or firewall.",
    fix: "Set defaultOutboundAccess to false, and give the subnet a NAT gateway or a route to the firewall.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access",
    types: [token.SUBNET, token.VIRTUAL_NETWORK],
    remedy: { defaultOutboundAccess: false },
    check: checkPrivateSubnet,
  },
  {
    id: "NET-07",
    name: "flow-logs",
    title: "VNet flow logs are on, retention >= 90 d",
    why: "After an intrusion only flow logs show which machines the attacker reached, and where data went.",
    fix: "Add a network.FlowLog with the network's id, enabled: true and a retentionPolicy, or set flowLogsElsewhere.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",
    options: {
      minDays: { type: "integer", description: "Fewest days for which a flow log keeps its records.", default: 90 },
      flowLogsElsewhere: {
        type: "boolean",
        description: "Whether Azure Policy or another stack creates the flow logs, as in landing zones with a central Network Watcher.",
        default: false,
      },
    },
    reads: [token.VIRTUAL_NETWORK, token.FLOW_LOG],
    checkStack: checkFlowLogs,
  },
  {
    id: "NET-08",
    name: "no-public-ip",
    title: "No public IP except the declared ingress/egress ones",
    why: "Every public address is scanned from the day it exists, and one that belongs to no gateway leads straight to a machine.",
    fix: "Remove the address, attach it to a gateway of the stack, or list its name in publicAddresses; SKU Basic is retired: use Standard.",
    severity: "medium",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
    options: {
      publicAddresses: namesOption("Names of public addresses that are meant to exist, such as that of a public ingress."),
    },
    reads: PUBLIC_ADDRESS_READS,
    checkStack: checkPublicAddresses,
  },
  {
    id: "NET-09",
    name: "vnet-ddos-dns-firewall",
    title: "VNet DDoS plan, DNS servers and firewall routing follow config",
    why: "A network that does not follow the organisation's design resolves names and reaches the internet past its central controls.",
    fix: "Set enableDdosProtection, dhcpOptions.dnsServers and the subnets' routeTable as configured.",
    severity: "low",
    enforcement: "disabled",
    url: "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/plan-for-ip-addressing",
    frameworks: { "MCSB v1": ["NS-5"] },
    options: {
      ddosProtection: { type: "boolean", description: "Whether every virtual network must have DDoS protection.", default: false },
      dnsServers: namesOption("Addresses of the DNS servers that a virtual network may use; none allows any."),
      routeTables: { type: "boolean", description: "Whether every subnet must have a route table, to a firewall.", default: false },
    },
    types: [token.VIRTUAL_NETWORK, token.SUBNET],
    check: checkVirtualNetworkSettings,
  },
  {
    id: "NET-10",
    name: "nsg-egress-lateral",
    title: "No unrestricted egress rule; lateral SSH/RDP is denied",
    why: "An attacker on one machine sends data anywhere, and opens sessions on its neighbours with stolen keys and passwords.",
    fix: "Limit the rule to the destinations required, and deny ports 22 and 3389 from VirtualNetwork after the rules that allow them.",
    severity: "low",
    enforcement: "advisory",
    url: "https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    types: [token.NETWORK_SECURITY_GROUP, token.SECURITY_RULE],
    check: checkEgressAndLateral,
  },
  {
    id: "NET-11",
    name: "firewall-rule-not-open",
    title: "No firewall rule of an azure-native service opens to all addresses",
    why: "A rule for every address, or for all of Azure, leaves one password or key between the service and everybody.",
    fix: "List the addresses of your own networks, or remove the rule and use a private endpoint.",
    severity: "high",
    enforcement: "mandatory",
    url: "https://learn.microsoft.com/azure/azure-sql/database/firewall-configure",
    // Every service's class ends with this word (azure-native 3.28: 19 classes); a list of tokens would miss the next service.
    types: ["azure-native:*FirewallRule", ...SERVICES_WITH_IP_RULES],
    check: checkServiceFirewallRule,
  },
];
