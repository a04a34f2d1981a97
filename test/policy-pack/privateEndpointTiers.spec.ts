import assert from "node:assert/strict";
import { run } from "./harness";

describe("a service whose tier cannot have a private endpoint", () => {
  const only = (name: string) => ["input-recorder", "private-endpoint-coverage"].includes(name);
  const fixOf = async (type: string, tier: string) => {
    const { violations } = await run([{ type: `azure-native:${type}`, props: { sku: { name: tier } } }], { only });
    return /^ {2}fix {7}(.*)$/m.exec(violations[0]?.message ?? "")?.[1];
  };

  it("gets a fix with the tier that can", async () => {
    assert.match((await fixOf("servicebus:Namespace", "Standard")) ?? "", /sku\.name to Premium/);
    assert.match((await fixOf("eventhub:Namespace", "Basic")) ?? "", /sku\.name to Standard/);
    for (const tier of ["Basic", "standard"]) assert.match((await fixOf("containerregistry:Registry", tier)) ?? "", /sku\.name to Premium/);
    assert.match((await fixOf("appconfiguration:ConfigurationStore", "free")) ?? "", /sku\.name to Standard/);
    assert.match((await fixOf("search:Service", "free")) ?? "", /sku\.name to basic/);
  });

  it("gets the fix to add an endpoint if its tier can have one", async () => {
    for (const type of ["servicebus:Namespace", "eventhub:Namespace", "containerregistry:Registry", "appconfiguration:ConfigurationStore"])
      assert.match((await fixOf(type, "Premium")) ?? "", /^Add a PrivateEndpoint/);
    assert.match((await fixOf("search:Service", "basic")) ?? "", /^Add a PrivateEndpoint/);
  });
});
