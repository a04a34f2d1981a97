import assert from "node:assert/strict";
import { Network } from "../../../../components/azure/network/network";
import { network as schema } from "../../../../components/config/schema/network";
import { planSubnets } from "../../../../components/plan/subnets";
import { stampContext } from "../../../support/contexts";
import { record, settle } from "../../../support/mocks";

const ADDRESS_SPACE = "10.20.0.0/16";
const HUB_GROUP = "/subscriptions/10000000-0000-4000-8000-000000000009/resourceGroups/hub/providers/Microsoft.Network";
const HUB = { virtualNetworkId: `${HUB_GROUP}/virtualNetworks/hub`, addressSpace: "10.0.0.0/16" };
const PLAN = `${HUB_GROUP}/ddosProtectionPlans/plan`;

const NETWORK = "azure-native:network:VirtualNetwork";
const PEERING = "azure-native:network:VirtualNetworkPeering";

async function build(config: object) {
  const recorder = await record();
  const args = {
    context: stampContext(),
    config: schema.parse(config),
    addressSpace: ADDRESS_SPACE,
    subnets: planSubnets(ADDRESS_SPACE),
    zones: ["1", "2", "3"],
    frontDoorToNodes: false,
  };
  return { recorder, network: await settle(new Network("network", args)) };
}

/** The settings of the virtual network that depend on the configuration. */
async function settings(config: object) {
  const { enableDdosProtection, ddosProtectionPlan, dhcpOptions } = (await build(config)).recorder.one(NETWORK).inputs;
  return { enableDdosProtection, ddosProtectionPlan, dhcpOptions };
}

describe("Network", () => {
  it("has neither a peering nor DDoS protection nor DNS servers of its own by default", async () => {
    const { recorder, network } = await build({});
    assert.equal(recorder.of(PEERING).length, 0);
    assert.equal(network.ready.length, 1);
    assert.deepEqual(await settings({}), { enableDdosProtection: false, ddosProtectionPlan: undefined, dhcpOptions: undefined });
  });

  it("turns DDoS protection on with the configured plan, and uses the configured DNS servers in their order", async () => {
    assert.deepEqual(await settings({ ddosProtectionPlanId: PLAN, dnsServers: ["10.0.0.5", "10.0.0.4"] }), {
      enableDdosProtection: true,
      ddosProtectionPlan: { id: PLAN },
      dhcpOptions: { dnsServers: ["10.0.0.5", "10.0.0.4"] },
    });
  });

  it("is peered with the hub: without a gateway of its own, and with the hub's only where configured", async () => {
    for (const useRemoteGateways of [undefined, true]) {
      const { recorder, network } = await build({ hub: { ...HUB, useRemoteGateways } });
      const { resourceGroupName, virtualNetworkName, ...peering } = recorder.one(PEERING).inputs;
      assert.deepEqual(peering, {
        virtualNetworkPeeringName: "hub",
        remoteVirtualNetwork: { id: HUB.virtualNetworkId },
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: true,
        allowGatewayTransit: false,
        useRemoteGateways: useRemoteGateways ?? false,
      });
      assert.deepEqual([resourceGroupName, virtualNetworkName], ["rg-test", recorder.one(NETWORK).inputs.virtualNetworkName]);
      assert.equal(network.ready.length, 2);
    }
  });
});
