import assert from "node:assert/strict";
import { securityRules } from "../../../../components/azure/network/securityRules";
import { network as schema } from "../../../../components/config/schema/network";
import { planSubnets } from "../../../../components/plan/subnets";

const ADDRESS_SPACE = "10.20.0.0/16";
const HUB = {
  virtualNetworkId:
    "/subscriptions/10000000-0000-4000-8000-000000000009/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub",
  addressSpace: "10.0.0.0/16",
};

const rulesWith = (config: object = {}, frontDoorToNodes = false) =>
  securityRules({ subnets: planSubnets(ADDRESS_SPACE), addressSpace: ADDRESS_SPACE, config: schema.parse(config), frontDoorToNodes });

const INBOUND = { direction: "Inbound", sourcePortRange: "*", destinationAddressPrefix: "*" };
const ALLOW = { ...INBOUND, access: "Allow", protocol: "Tcp" };
const DENY_ALL = {
  ...INBOUND,
  name: "deny-all",
  access: "Deny",
  priority: 4096,
  protocol: "*",
  sourceAddressPrefix: "*",
  destinationPortRange: "*",
};

/** Probes of the nodes use whatever port a Service has; the API server's have one. */
const probe = (protocol: string, destinationPortRange: string) => ({
  ...ALLOW,
  name: "allow-load-balancer-probe",
  priority: 110,
  protocol,
  sourceAddressPrefix: "AzureLoadBalancer",
  destinationPortRange,
});

const clients = (sourceAddressPrefixes: readonly string[], destinationPortRanges: readonly string[]) => ({
  ...ALLOW,
  name: "allow-clients",
  priority: 100,
  sourceAddressPrefixes,
  destinationPortRanges,
});

const NODES = [
  {
    ...ALLOW,
    name: "allow-cluster",
    priority: 100,
    protocol: "*",
    sourceAddressPrefixes: [ADDRESS_SPACE, "192.168.0.0/16"],
    destinationPortRange: "*",
  },
  probe("*", "*"),
];

const ENDPOINT_PORTS = ["443", "5432", "6432", "5671", "9093"];

describe("Security rules of the subnets", () => {
  it("allow only what each subnet serves, and only from the stamp's own ranges and Azure's load balancer", () => {
    assert.deepEqual(rulesWith(), {
      nodes: [...NODES, DENY_ALL],
      privateEndpoints: [clients(["10.20.0.0/22", "10.20.4.64/28"], ENDPOINT_PORTS), DENY_ALL],
      apiServer: [
        { ...ALLOW, name: "allow-clients", priority: 100, sourceAddressPrefix: ADDRESS_SPACE, destinationPortRanges: ["443", "4443"] },
        probe("Tcp", "9988"),
        DENY_ALL,
      ],
      ingress: [
        {
          ...ALLOW,
          name: "allow-private-link",
          priority: 100,
          sourceAddressPrefixes: ["10.20.4.96/28", "10.20.0.0/22"],
          destinationPortRange: "443",
        },
        DENY_ALL,
      ],
      privateLinkService: [DENY_ALL],
    });
  });

  it("allow the hub and operators to reach private endpoints and the API server, and nothing else", () => {
    const rules = rulesWith({ hub: HUB, operatorRanges: ["10.99.0.0/24"] });
    const { privateEndpoints, apiServer, ...others } = rulesWith();
    assert.deepEqual(rules, {
      ...others,
      privateEndpoints: [clients(["10.20.0.0/22", "10.20.4.64/28", "10.0.0.0/16", "10.99.0.0/24"], ENDPOINT_PORTS), DENY_ALL],
      apiServer: [clients([ADDRESS_SPACE, "10.0.0.0/16", "10.99.0.0/24"], ["443", "4443"]), probe("Tcp", "9988"), DENY_ALL],
    });
  });

  it("allow Front Door to the nodes on port 443, and the configured range of pods", () => {
    const { nodes, ...others } = rulesWith({ podCidr: "100.64.0.0/16" }, true);
    const [cluster, ...rest] = NODES;
    const frontDoor = { ...ALLOW, name: "allow-front-door", priority: 120, sourceAddressPrefix: "AzureFrontDoor.Backend" };
    assert.deepEqual(nodes, [
      { ...cluster, sourceAddressPrefixes: [ADDRESS_SPACE, "100.64.0.0/16"] },
      ...rest,
      { ...frontDoor, destinationPortRange: "443" },
      DENY_ALL,
    ]);
    const { nodes: _, ...unchanged } = rulesWith();
    assert.deepEqual(others, unchanged);
  });
});
