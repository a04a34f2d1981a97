import assert from "node:assert/strict";
import { EventHubs, type EventHubsArgs } from "../../../../components/azure/data/eventHubs";
import { EndpointSubnet } from "../../../../components/azure/network/endpointSubnet";
import { stampContext } from "../../../support/contexts";
import { record, resolved, settle } from "../../../support/mocks";

const NAMESPACE = "azure-native:eventhub:Namespace";
const HUB = "azure-native:eventhub:EventHub";
const LOCK = "azure-native:authorization:ManagementLockByScope";

const config = { hub: "events", partitionCount: 4, retentionHours: 72, capacity: 2 };

async function build(overrides: Partial<EventHubsArgs> = {}) {
  const recorder = await record();
  const args = {
    context: stampContext(),
    config,
    listeners: [],
    endpointSubnet: new EndpointSubnet("subnet"),
    dnsZoneId: "zone",
    ...overrides,
  };
  return { recorder, eventHubs: await settle(new EventHubs("events", args)) };
}

describe("EventHubs", () => {
  it("is accessible through private endpoints and for Entra identities only", async () => {
    const { inputs, protect } = (await build()).recorder.one(NAMESPACE);
    assert.deepEqual(
      [inputs.disableLocalAuth, inputs.minimumTlsVersion, inputs.publicNetworkAccess, inputs.zoneRedundant],
      [true, "1.2", "Disabled", true],
    );
    assert.deepEqual(inputs.sku, { name: "Standard", tier: "Standard", capacity: 2 });
    assert.equal(protect, true);
  });

  it("is zone redundant only if the region has several zones", async () => {
    const { recorder } = await build({ context: stampContext({ zones: ["1"] }) });
    assert.equal(recorder.one(NAMESPACE).inputs.zoneRedundant, false);
  });

  it("has one hub with the configured retention", async () => {
    const { recorder, eventHubs } = await build();
    const { inputs, protect } = recorder.one(HUB);
    assert.deepEqual(inputs.retentionDescription, { cleanupPolicy: "Delete", retentionTimeInHours: 72 });
    assert.deepEqual([inputs.eventHubName, inputs.partitionCount, protect], ["events", 4, true]);
    assert.equal(await resolved(eventHubs.hubName), "events");
    assert.match(await resolved(eventHubs.hubId), /events-hub$/);
  });

  it("returns the host name of the namespace", async () => {
    const { recorder, eventHubs } = await build();
    const { namespaceName } = recorder.one(NAMESPACE).inputs;
    assert.equal(await resolved(eventHubs.host), `${namespaceName}.servicebus.windows.net`);
  });

  it("creates a consumer group for each listener", async () => {
    const { recorder } = await build({ listeners: ["background"] });
    const { inputs } = recorder.one("azure-native:eventhub:ConsumerGroup");
    assert.deepEqual([inputs.consumerGroupName, inputs.eventHubName], ["background", "events"]);
  });

  it("has a private endpoint and sends its logs", async () => {
    const { recorder } = await build();
    const endpoint = recorder.one("azure-native:network:PrivateEndpoint").inputs;
    assert.deepEqual((endpoint.privateLinkServiceConnections as { groupIds: string[] }[])[0]?.groupIds, ["namespace"]);
    assert.deepEqual(recorder.one("azure-native:monitor:DiagnosticSetting").inputs.logs, [{ categoryGroup: "allLogs", enabled: true }]);
  });

  it("is locked after its children, and only if the context enables locks", async () => {
    const lock = (await build({ listeners: ["background"] })).recorder.one(LOCK);
    assert.match(String(lock.inputs.scope), /\/events-namespace$/);
    assert.ok(lock.dependencies.includes("events-hub") && lock.dependencies.includes("events-consumers-background"));
    assert.equal((await build({ context: stampContext({ locks: false }) })).recorder.of(LOCK).length, 0);
  });
});
