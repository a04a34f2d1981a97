import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { generateSecret } from "../../../../components/azure/data/generatedSecret";
import { type Recorder, record, settle } from "../../../support/mocks";

const TYPE = "random:index/randomPassword:RandomPassword";
const DAY = 86_400_000;

async function generate(now: Date, generation?: number): Promise<{ recorder: Recorder; value: pulumi.Output<string> }> {
  const recorder = await record({ [TYPE]: () => ({ result: "value" }) });
  const args = { length: 48, rotationDays: 90, generation, now };
  return { recorder, value: await settle(generateSecret("password", args, {})) };
}

describe("generateSecret", () => {
  it("keeps the value within a rotation period and generates a new one in the next", async () => {
    const keepers = async (now: Date) => (await generate(now)).recorder.one(TYPE).inputs.keepers;
    const start = new Date(90 * 200 * DAY);
    assert.deepEqual(await keepers(start), await keepers(new Date(start.getTime() + 90 * DAY - 1)));
    assert.notDeepEqual(await keepers(start), await keepers(new Date(start.getTime() + 90 * DAY)));
  });

  it("generates a new value for any other generation, and keeps values that have none", async () => {
    const keepers = async (generation?: number) => (await generate(new Date(0), generation)).recorder.one(TYPE).inputs.keepers;
    assert.deepEqual(await keepers(), { period: "90d-0" });
    assert.deepEqual(await keepers(2), { period: "90d-0", generation: "2" });
  });

  it("requires characters of every class, with punctuation that needs no escaping", async () => {
    const { inputs } = (await generate(new Date())).recorder.one(TYPE);
    assert.equal(inputs.length, 48);
    assert.deepEqual([inputs.minLower, inputs.minUpper, inputs.minNumeric], [2, 2, 2]);
    assert.equal(inputs.overrideSpecial, "-_.~");
  });

  it("returns a secret output", async () => {
    const { value } = await generate(new Date());
    assert.equal(await pulumi.isSecret(value), true);
  });
});
