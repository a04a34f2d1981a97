import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { immutableOutput, type ResourceAddress } from "../../../../components/azure/outputs/immutableOutput";

const ID = "/subscriptions/s/resourceGroups/rg-Haks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-haks";
const UNKNOWN = pulumi.output(unknown as unknown as string);

/** Value of an output; undefined if it is unknown. */
async function settledValue(output: pulumi.Output<string>): Promise<string | undefined> {
  const { isKnown, promise } = output as unknown as { isKnown: Promise<boolean>; promise: (withUnknowns?: boolean) => Promise<string> };
  return (await isKnown) ? promise() : undefined;
}

describe("immutableOutput", () => {
  const addresses: ResourceAddress[] = [];
  const read = async (address: ResourceAddress): Promise<string> => {
    addresses.push(address);
    return "from Azure";
  };
  const inRun = (preview: boolean) =>
    pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "p", "s", preview);
  beforeEach(() => inRun(true));
  afterEach(async () => {
    addresses.length = 0;
    await inRun(false);
  });

  it("is read in the preview of an update if the provider returns it as unknown", async () => {
    assert.equal(await settledValue(immutableOutput(UNKNOWN, pulumi.output(ID), read)), "from Azure");
    assert.deepEqual(addresses, [{ resourceGroupName: "rg-Haks", name: "id-haks", parentName: "" }]);
  });

  it("is read from a child resource by the names of parent and child", async () => {
    const endpoint = "/subscriptions/s/resourceGroups/rg-haks/providers/Microsoft.Cdn/profiles/afd-haks/afdEndpoints/fde-haks";
    assert.equal(await settledValue(immutableOutput(UNKNOWN, pulumi.output(endpoint), read)), "from Azure");
    assert.deepEqual(addresses, [{ resourceGroupName: "rg-haks", name: "fde-haks", parentName: "afd-haks" }]);
  });

  it("remains unknown before the resource exists, and if the read fails", async () => {
    assert.equal(await settledValue(immutableOutput(UNKNOWN, UNKNOWN, read)), undefined);
    assert.deepEqual(addresses, []);
    const failingRead = () => Promise.reject(new Error("404"));
    assert.equal(await settledValue(immutableOutput(UNKNOWN, pulumi.output(ID), failingRead)), undefined);
  });

  it("is not read if it is known, nor in an update", async () => {
    assert.equal(await settledValue(immutableOutput(pulumi.output("known"), pulumi.output(ID), read)), "known");
    await inRun(false);
    const output = pulumi.output("known");
    assert.equal(immutableOutput(output, pulumi.output(ID), read), output);
    assert.deepEqual(addresses, []);
  });

  it("fails with the error of the original output", async () => {
    const failing = pulumi.output(Promise.reject<string>(new Error("no such identity")));
    await assert.rejects(settledValue(immutableOutput(failing, pulumi.output(ID), read)), /no such identity/);
  });
});
