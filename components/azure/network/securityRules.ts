import type * as network from "@pulumi/azure-native/types/input";
import type { NetworkConfig } from "../../config/schema";
import { type StampSubnets, SUBNET_ROLES, type SubnetRole } from "../../plan/subnets";

type SecurityRule = network.network.SecurityRuleArgs;

export interface SecurityRulesArgs {
  /** Subnets of the stamp, whose address prefixes are the sources of rules. */
  readonly subnets: StampSubnets;
  /** Address space of the virtual network (CIDR). */
  readonly addressSpace: string;
  /** Hub, operator ranges and pod CIDR that rules allow. */
  readonly config: NetworkConfig;
  /** Allows traffic from Front Door to the nodes, for exposure through a public load balancer. */
  readonly frontDoorToNodes: boolean;
}

/** TCP ports of the services behind private endpoints: HTTPS, PostgreSQL and its pooler, AMQP and Kafka of Event Hubs. */
const PRIVATE_ENDPOINT_PORTS = ["443", "5432", "6432", "5671", "9093"];

/** AKS API Server VNet Integration: nodes use ports 443 and 4443, the load balancer's probe port 9988. */
const API_SERVER_PORTS = ["443", "4443"];
const API_SERVER_PROBE_PORT = "9988";

/**
 * Inbound rules of every subnet. Each list ends with a deny rule, since Azure's default rules allow every peered network.
 * Outbound traffic keeps Azure's default rules: NAT gateway or firewall and network policies control egress.
 */
export function securityRules(args: SecurityRulesArgs): Readonly<Record<SubnetRole, SecurityRule[]>> {
  const { subnets, config } = args;
  const nodes = subnets.nodes.addressPrefix;
  const operators = [...(config.hub === undefined ? [] : [config.hub.addressSpace]), ...config.operatorRanges];
  const inbound: Record<SubnetRole, readonly SecurityRule[]> = {
    nodes: nodeRules(args),
    privateEndpoints: [allow("clients", [nodes, subnets.apiServer.addressPrefix, ...operators], PRIVATE_ENDPOINT_PORTS)],
    apiServer: [
      allow("clients", [args.addressSpace, ...operators], API_SERVER_PORTS),
      allow("load-balancer-probe", ["AzureLoadBalancer"], [API_SERVER_PROBE_PORT]),
    ],
    ingress: [allow("private-link", [subnets.privateLinkService.addressPrefix, nodes], ["443"])],
    privateLinkService: [],
  };
  return Object.fromEntries(SUBNET_ROLES.map((role) => [role, withPriorities([...inbound[role], DENY_ALL])])) as Record<
    SubnetRole,
    SecurityRule[]
  >;
}

function nodeRules({ addressSpace, config, frontDoorToNodes }: SecurityRulesArgs): readonly SecurityRule[] {
  return [
    // The overlay does not encapsulate: pod addresses appear on the node subnet (AKS Azure CNI Overlay, network security groups).
    allow("cluster", [addressSpace, config.podCidr], ["*"], "*"),
    allow("load-balancer-probe", ["AzureLoadBalancer"], ["*"], "*"),
    ...(frontDoorToNodes ? [allow("front-door", ["AzureFrontDoor.Backend"], ["443"])] : []),
  ];
}

function allow(name: string, sources: readonly string[], ports: readonly string[], protocol: "Tcp" | "*" = "Tcp"): SecurityRule {
  return {
    name: `allow-${name}`,
    access: "Allow",
    direction: "Inbound",
    protocol,
    ...(sources.length === 1 ? { sourceAddressPrefix: sources[0] } : { sourceAddressPrefixes: [...sources] }),
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    ...(ports.length === 1 ? { destinationPortRange: ports[0] } : { destinationPortRanges: [...ports] }),
  };
}

const DENY_ALL: SecurityRule = {
  name: "deny-all",
  access: "Deny",
  direction: "Inbound",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
};

const FIRST_PRIORITY = 100;
const LAST_PRIORITY = 4096;

function withPriorities(rules: readonly SecurityRule[]): SecurityRule[] {
  return rules.map((rule, index) => ({ ...rule, priority: rule.access === "Deny" ? LAST_PRIORITY : FIRST_PRIORITY + 10 * index }));
}
