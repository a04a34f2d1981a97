import { formatAddress, formatCidr, parseCidr, type Range, size } from "./cidr";

/**
 * Subnets of a stamp, each at a fixed offset, so that one more never moves another: Azure cannot move a subnet in use.
 * Sizes: nodes for about 1,000 nodes (pods are on the overlay); API server and Private Link Service take /28 at least
 * (AKS API Server VNet Integration; Azure Private Link Service).
 */
const LAYOUT = {
  nodes: { offset: 0, prefix: 22 },
  privateEndpoints: { offset: 1024, prefix: 26 },
  apiServer: { offset: 1088, prefix: 28 },
  ingress: { offset: 1104, prefix: 28 },
  privateLinkService: { offset: 1120, prefix: 28 },
} as const;

/** Smallest address space that holds every subnet. */
export const SMALLEST_ADDRESS_SPACE = 21;

/** Azure keeps the first four addresses and the last one of every subnet. */
const RESERVED_ADDRESSES = 5;

export type SubnetRole = keyof typeof LAYOUT;

/** Every subnet a stamp has. */
export const SUBNET_ROLES = Object.keys(LAYOUT) as SubnetRole[];

export interface SubnetPlan {
  readonly name: string;
  readonly addressPrefix: string;
}

export interface StampSubnets extends Readonly<Record<SubnetRole, SubnetPlan>> {
  /** Fixed address of the ingress load balancer, inside the ingress subnet. */
  readonly ingressAddress: string;
}

const NAMES: Readonly<Record<SubnetRole, string>> = {
  nodes: "nodes",
  privateEndpoints: "private-endpoints",
  apiServer: "api-server",
  ingress: "ingress",
  privateLinkService: "private-link-service",
};

/** Lays the subnets out in a stamp's address space. */
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

/** How many nodes fit, one address each with the overlay network. */
export function nodeCapacity(): number {
  return size({ base: 0, prefix: LAYOUT.nodes.prefix }) - RESERVED_ADDRESSES;
}

/** AKS wants the cluster's DNS service at a fixed address of the service range; the tenth is its convention. */
export function dnsServiceAddress(serviceCidr: string): string {
  return formatAddress(parseCidr(serviceCidr).base + 10);
}

function rangeOf(base: number, role: SubnetRole): Range {
  return { base: base + LAYOUT[role].offset, prefix: LAYOUT[role].prefix };
}
