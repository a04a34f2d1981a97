import assert from "node:assert/strict";
import {
  type ArmClient,
  approveConnection,
  type Connection,
  matchingConnection,
} from "../../../../../components/azure/edge/approval/approvalLogic";

const SERVICE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateLinkServices/pl";
const request = { serviceId: SERVICE, requestMessage: "ours 42" };

function connection(name: string, description: string, status: string): Connection {
  return { name, properties: { privateLinkServiceConnectionState: { status, description } } };
}

/** A service whose connections change from look to look; the last one stays. */
class Service implements ArmClient {
  readonly approved: string[] = [];
  looks = 0;

  constructor(private readonly stages: readonly (readonly Connection[] | undefined)[]) {}

  async list(): Promise<readonly Connection[] | undefined> {
    const stage = this.stages[Math.min(this.looks, this.stages.length - 1)];
    this.looks += 1;
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
    const pending = [connection("a", "ours 42", "Pending")];
    const service = new Service([undefined, [], pending, pending, [connection("a", "ours 42", "Approved")]]);
    assert.deepEqual(await approve(service), { connectionName: "a", status: "Approved" });
    assert.deepEqual(service.approved, ["a: ours 42"]);
    assert.equal(service.looks, 5);
  });

  it("does nothing where it is approved already", async () => {
    const service = new Service([[connection("a", "ours 42", "Approved")]]);
    assert.equal((await approve(service)).status, "Approved");
    assert.deepEqual(service.approved, []);
  });

  it("never approves a connection whose message only resembles ours, and names it", async () => {
    const others = ["OURS 42", "ours 42 ", "ours 4", "", "x ours 42"].map((text, index) => connection(`other${index}`, text, "Pending"));
    const service = new Service([others]);
    await assert.rejects(approve(service), /No connection .* "ours 42".*left alone: other0, other1, other2, other3, other4/);
    assert.deepEqual(service.approved, []);
  });

  it("approves none of two connections with our message", async () => {
    const service = new Service([[connection("a", "ours 42", "Approved"), connection("b", "ours 42", "Pending")]]);
    await assert.rejects(approve(service), /2 connections .* none is approved: a, b/);
    assert.deepEqual(service.approved, []);
  });

  it("approves ours beside one of somebody else", async () => {
    const theirs = connection("theirs", "please", "Pending");
    const service = new Service([
      [theirs, connection("a", "ours 42", "Pending")],
      [theirs, connection("a", "ours 42", "Approved")],
    ]);
    await approve(service);
    assert.deepEqual(service.approved, ["a: ours 42"]);
  });

  it("leaves a rejection to people", async () => {
    const service = new Service([[connection("a", "ours 42", "Rejected")]]);
    await assert.rejects(approve(service), /Somebody rejected connection a/);
    assert.equal(service.looks, 1);
  });

  it("passes over a connection that was cut off", () => {
    const stale = connection("old", "ours 42", "Disconnected");
    assert.equal(matchingConnection([stale], request), undefined);
    assert.equal(matchingConnection([stale, connection("a", "ours 42", "Pending")], request)?.connectionName, "a");
  });

  it("passes over a connection without a state", () => {
    assert.equal(matchingConnection([{ name: "a", properties: {} }], request), undefined);
  });

  it("says when there is no service, and when Azure does not confirm", async () => {
    await assert.rejects(approve(new Service([undefined])), /There is no Private Link Service/);
    const service = new Service([[connection("a", "ours 42", "Pending")]]);
    await assert.rejects(approve(service), /has not confirmed/);
    assert.deepEqual(service.approved, ["a: ours 42"]);
  });
});
