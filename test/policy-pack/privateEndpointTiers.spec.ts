import assert from "node:assert/strict";
import { run } from "./harness";

describe("a namespace whose tier cannot have a private endpoint", () => {
  const only = (name: string) => ["input-recorder", "private-endpoint-coverage"].includes(name);
  const fixOf = async (type: string, tier: string) => {
    const { violations } = await run([{ type: `azure-native:${type}`, props: { sku: { name: tier } } }], { only });
    return /^ {2}fix {7}(.*)$/m.exec(violations[0]?.message ?? "")?.[1];
  };

  it("is told the tier that can", async () => {
    assert.match((await fixOf("servicebus:Namespace", "Standard")) ?? "", /sku\.name to Premium/);
    assert.match((await fixOf("eventhub:Namespace", "Basic")) ?? "", /sku\.name to Standard/);
  });

  it("is told to add an endpoint where it can", async () => {
    for (const type of ["servicebus:Namespace", "eventhub:Namespace"])
      assert.match((await fixOf(type, "Premium")) ?? "", /^Add a PrivateEndpoint/);
  });
});
