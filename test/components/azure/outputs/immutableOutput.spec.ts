import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { immutableOutput, type ResourceAddress } from "../../../../components/azure/outputs/immutableOutput";

const ID = "/subscriptions/s/resourceGroups/rg-Haks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-haks";
const OPEN = pulumi.output(unknown as unknown as string);

/** Value of an output, undefined where it is open. */
async function known(output: pulumi.Output<string>): Promise<string | undefined> {
  const { isKnown, promise } = output as unknown as { isKnown: Promise<boolean>; promise: (withUnknowns?: boolean) => Promise<string> };
  return (await isKnown) ? promise() : undefined;
}

describe("what Azure gives once", () => {
  const places: ResourceAddress[] = [];
  const read = async (place: ResourceAddress): Promise<string> => {
    places.push(place);
    return "from Azure";
  };
  const inRun = (preview: boolean) =>
    pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "p", "s", preview);
  beforeEach(() => inRun(true));
  afterEach(async () => {
    places.length = 0;
    await inRun(false);
  });

  it("is read in the preview of an update, where the provider leaves it open", async () => {
    assert.equal(await known(immutableOutput(OPEN, pulumi.output(ID), read)), "from Azure");
    assert.deepEqual(places, [{ resourceGroupName: "rg-Haks", name: "id-haks", parentName: "" }]);
  });

  it("is read of a part by the names of both", async () => {
    const endpoint = "/subscriptions/s/resourceGroups/rg-haks/providers/Microsoft.Cdn/profiles/afd-haks/afdEndpoints/fde-haks";
    assert.equal(await known(immutableOutput(OPEN, pulumi.output(endpoint), read)), "from Azure");
    assert.deepEqual(places, [{ resourceGroupName: "rg-haks", name: "fde-haks", parentName: "afd-haks" }]);
  });

  it("stays open before there is anything to read, and where reading fails", async () => {
    assert.equal(await known(immutableOutput(OPEN, OPEN, read)), undefined);
    assert.deepEqual(places, []);
    const refused = () => Promise.reject(new Error("404"));
    assert.equal(await known(immutableOutput(OPEN, pulumi.output(ID), refused)), undefined);
  });

  it("is not asked for where it is known, nor by an update", async () => {
    assert.equal(await known(immutableOutput(pulumi.output("given"), pulumi.output(ID), read)), "given");
    await inRun(false);
    const given = pulumi.output("given");
    assert.equal(immutableOutput(given, pulumi.output(ID), read), given);
    assert.deepEqual(places, []);
  });

  it("fails with what it was made from", async () => {
    const failing = pulumi.output(Promise.reject<string>(new Error("no such identity")));
    await assert.rejects(known(immutableOutput(failing, pulumi.output(ID), read)), /no such identity/);
  });
});
