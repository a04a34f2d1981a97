/** Ports no network security group may open to the internet, by transport protocol: administration, databases, caches, the sidecar. */
export const GUARDED_PORTS: Readonly<Record<"tcp" | "udp", readonly number[]>> = {
  tcp: [22, 23, 135, 445, 1433, 2375, 2376, 2379, 3306, 3389, 5000, 5432, 5985, 5986, 6379, 6380, 6432, 9042, 9200, 10250, 11211, 27017],
  udp: [161, 389, 1434, 3389, 11211],
};
/** Platform subnets on which Azure does not allow a network security group. */
export const SUBNETS_WITHOUT_NSG = ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"] as const;
/** Subnet of Azure Bastion, which has to have this name. */
export const BASTION_SUBNET = "AzureBastionSubnet";
/** Services whose delegated subnets do not support a network security group, some of them only with basic network features. */
export const DELEGATIONS_WITHOUT_NSG = [
  "Microsoft.NetApp/volumes",
  "Microsoft.HardwareSecurityModules/dedicatedHSMs",
  "Microsoft.BareMetal/AzureHostedService",
  "Microsoft.BareMetal/AzureVMware",
  "Microsoft.BareMetal/CrayServers",
] as const;
/** Subnets whose outbound traffic the Azure service in them manages: private subnets do not apply (Microsoft Learn: default outbound access). */
export const DELEGATED_OUTBOUND_SUBNETS = [...SUBNETS_WITHOUT_NSG, BASTION_SUBNET] as const;
/** API versions released after this day create subnets without default outbound access (Microsoft Learn: default outbound access). */
export const PRIVATE_SUBNETS_SINCE = 20260401;
/** Ports of remote administration, SSH and RDP, with which an attacker moves from one machine to the next. */
export const ADMINISTRATION_PORTS = [22, 3389] as const;
