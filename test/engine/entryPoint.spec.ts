import assert from "node:assert/strict";
import { type Checkout, checkout, failureOf } from "./support/checkout";
import { figure, onTheEngine, seconds } from "./support/suite";

onTheEngine("started from Pulumi.yaml", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  it("previews with the pack", async () => {
    let printed = "";
    const took = await seconds(async () => {
      printed = await clone.run("preview", "--policy-pack", "policy-pack");
    });
    assert.match(printed, /\+ \d{3} to create/);
    assert.match(printed, /hardened-aks@v\d/);
    assert.equal(clone.cloud.resources.length, 0);
    figure(`pulumi preview of dev, program and pack: ${took.toFixed(1)} s`);
  });

  it("comes up, and then has nothing to do", async () => {
    await clone.run("up", "--yes", "--skip-preview");
    assert.ok(clone.cloud.resources.length > 150);
    await clone.run("preview", "--expect-no-changes");
  });

  it("prints faults of the configuration without a stack trace", async () => {
    clone.configure({ "hardened-aks:tier": "productive" });
    const printed = (await failureOf(clone.run("preview"))) ?? "";
    assert.match(printed, /hardened-aks:tier[\s\S]*production/);
    assert.doesNotMatch(printed + clone.programOutput(), /\n\s+at |unhandled exception/);
  });
});
