import assert from "node:assert/strict";
import {
  type ArmClient,
  approveConnection,
  type Connection,
  matchingConnection,
} from "../../../../../components/azure/edge/approval/approvalLogic";

const SERVICE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateLinkServices/pl";
const request = { serviceId: SERVICE, requestMessage: "nonce 42" };

function connection(name: string, description: string, status: string): Connection {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}

/** A service whose connections change with each read; the last stage remains. */
class Service implements ArmClient {
  readonly approved: string[] = [];
  reads = 0;

  constructor(private readonly stages: readonly (readonly Connection[] | undefined)[]) {}

  async list(): Promise<readonly Connection[] | undefined> {
    const stage = this.stages[Math.min(this.reads, this.stages.length - 1)];
    this.reads += 1;
    return stage;
  }

  async approve(_serviceId: string, name: string, message: string): Promise<void> {
    this.approved.push(`${name}: ${message}`);
  }
}

function approve(service: Service, attempts = 5) {
  return approveConnection(service, request, { attempts, pause: async () => {} });
}

describe("approving the private endpoint connection of Front Door", () => {
  it("waits for service and connection, approves once, and waits until Azure confirms", async () => {
    const pending = [connection("a", "nonce 42", "Pending")];
    const service = new Service([undefined, [], pending, pending, [connection("a", "nonce 42", "Approved")]]);
    assert.deepEqual(await approve(service), { connectionName: "a", status: "Approved" });
    assert.deepEqual(service.approved, ["a: nonce 42"]);
    assert.equal(service.reads, 5);
  });

  it("does nothing if the connection is approved already", async () => {
    const service = new Service([[connection("a", "nonce 42", "Approved")]]);
    assert.equal((await approve(service)).status, "Approved");
    assert.deepEqual(service.approved, []);
  });

  it("never approves a connection whose message only resembles the expected one, and lists it", async () => {
    const others = ["NONCE 42", "nonce 42 ", "nonce 4", "", "x nonce 42"].map((text, index) =>
      connection(`other${index}`, text, "Pending"),
    );
    const service = new Service([others]);
    await assert.rejects(approve(service), /No connection .* "nonce 42".*not changed: other0, other1, other2, other3, other4/);
    assert.deepEqual(service.approved, []);
  });

  it("approves neither of two connections with the expected message", async () => {
    const service = new Service([[connection("a", "nonce 42", "Approved"), connection("b", "nonce 42", "Pending")]]);
    await assert.rejects(approve(service), /2 connections .* none was approved: a, b/);
    assert.deepEqual(service.approved, []);
  });

  it("approves the matching connection and no other", async () => {
    const other = connection("other", "connect me", "Pending");
    const service = new Service([
      [other, connection("a", "nonce 42", "Pending")],
      [other, connection("a", "nonce 42", "Approved")],
    ]);
    await approve(service);
    assert.deepEqual(service.approved, ["a: nonce 42"]);
  });

  it("fails immediately if the connection was rejected", async () => {
    const service = new Service([[connection("a", "nonce 42", "Rejected")]]);
    await assert.rejects(approve(service), /Connection a of .* was rejected/);
    assert.equal(service.reads, 1);
  });

  it("ignores a disconnected connection", () => {
    const stale = connection("old", "nonce 42", "Disconnected");
    assert.equal(matchingConnection([stale], request), undefined);
    assert.equal(matchingConnection([stale, connection("a", "nonce 42", "Pending")], request)?.connectionName, "a");
  });

  it("ignores a connection without a state", () => {
    assert.equal(matchingConnection([{ name: "a", properties: {} }], request), undefined);
  });

  it("reports that the service does not exist, and that Azure does not confirm", async () => {
    await assert.rejects(approve(new Service([undefined])), /Private Link Service .* does not exist/);
    const service = new Service([[connection("a", "nonce 42", "Pending")]]);
    await assert.rejects(approve(service), /has not confirmed/);
    assert.deepEqual(service.approved, ["a: nonce 42"]);
  });
});
