import { formatAddress, formatCidr, parseCidr, type Range, size } from "./cidr";

/**
 * Subnets of a stamp. Offsets are fixed, so that a new subnet never moves another one: Azure cannot move a subnet in use.
 * Sizes: about 1,000 nodes (pods use the overlay range); API server and Private Link Service require at least a /28
 * (AKS API Server VNet Integration; Azure Private Link Service).
 */
const LAYOUT = {
  nodes: { offset: 0, prefix: 22 },
  privateEndpoints: { offset: 1024, prefix: 26 },
  apiServer: { offset: 1088, prefix: 28 },
  ingress: { offset: 1104, prefix: 28 },
  privateLinkService: { offset: 1120, prefix: 28 },
} as const;

/** Prefix length of the smallest address space that contains every subnet. */
export const SMALLEST_ADDRESS_SPACE = 21;

/** Azure reserves the first four addresses and the last one of every subnet. */
const RESERVED_ADDRESSES = 5;

export type SubnetRole = keyof typeof LAYOUT;

/** Roles of all subnets of a stamp. */
export const SUBNET_ROLES = Object.keys(LAYOUT) as SubnetRole[];

export interface SubnetPlan {
  /** Name of the subnet in its virtual network. */
  readonly name: string;
  /** Range in CIDR form. */
  readonly addressPrefix: string;
}

export interface StampSubnets extends Readonly<Record<SubnetRole, SubnetPlan>> {
  /** Static IPv4 address of the ingress load balancer, in the ingress subnet. */
  readonly ingressAddress: string;
}

const NAMES: Readonly<Record<SubnetRole, string>> = {
  nodes: "nodes",
  privateEndpoints: "private-endpoints",
  apiServer: "api-server",
  ingress: "ingress",
  privateLinkService: "private-link-service",
};

/** Computes the subnets of a stamp's address space. */
export function planSubnets(addressSpace: string): StampSubnets {
  const { base } = parseCidr(addressSpace);
  const subnet = (role: SubnetRole): SubnetPlan => ({ name: NAMES[role], addressPrefix: formatCidr(rangeOf(base, role)) });
  return {
    nodes: subnet("nodes"),
    privateEndpoints: subnet("privateEndpoints"),
    apiServer: subnet("apiServer"),
    ingress: subnet("ingress"),
    privateLinkService: subnet("privateLinkService"),
    ingressAddress: formatAddress(rangeOf(base, "ingress").base + RESERVED_ADDRESSES),
  };
}

/** Returns how many nodes fit the node subnet; with the overlay network each node has one address. */
export function nodeCapacity(): number {
  return size({ base: 0, prefix: LAYOUT.nodes.prefix }) - RESERVED_ADDRESSES;
}

/** Returns the address of the cluster's DNS service: AKS requires one in the service range, by convention the tenth. */
export function dnsServiceAddress(serviceCidr: string): string {
  return formatAddress(parseCidr(serviceCidr).base + 10);
}

function rangeOf(base: number, role: SubnetRole): Range {
  return { base: base + LAYOUT[role].offset, prefix: LAYOUT[role].prefix };
}
