import * as token from "../facts/tokens";
import type { Rule } from "../rule";
import { checkFrontDoorOnly } from "./frontDoorOnly";
import { checkInternetInbound } from "./internetInbound";
import { checkPrivateEndpointCoverage, DATA_SERVICES } from "./privateEndpointCoverage";
import { checkPrivateEndpointDns } from "./privateEndpointDns";
import { checkSubnetNsg } from "./subnetNsg";

/** Controls for virtual networks: network security groups, inbound internet traffic, private endpoints. */
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
    reads: [token.PRIVATE_ENDPOINT, ...DATA_SERVICES],
    checkStack: checkPrivateEndpointCoverage,
  },
];
