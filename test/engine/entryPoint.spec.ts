import assert from "node:assert/strict";
import { type Checkout, checkout } from "./support/checkout";
import { figure, onTheEngine, seconds } from "./support/suite";

onTheEngine("started from Pulumi.yaml", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout();
    await clone.run("stack", "init", "dev");
  });
  after(() => clone?.close());

  it("previews with the pack", async () => {
    let printed = "";
    const took = await seconds(async () => {
      printed = await clone.run("preview", "--stack", "dev", "--policy-pack", "policy-pack");
    });
    assert.match(printed, /\+ \d{3} to create/);
    assert.match(printed, /hardened-aks@v\d/);
    assert.equal(clone.cloud.resources.length, 0);
    figure(`pulumi preview of dev, program and pack: ${took.toFixed(1)} s`);
  });

  it("comes up, and then has nothing to do", async () => {
    await clone.run("up", "--stack", "dev", "--yes", "--skip-preview");
    assert.ok(clone.cloud.resources.length > 150);
    await clone.run("preview", "--stack", "dev", "--expect-no-changes");
  });

  it("prints faults of the configuration without a stack trace", async () => {
    await clone.run("config", "set", "--stack", "dev", "hardened-aks:tier", "productive");
    const { stdout } = await clone.run("preview", "--stack", "dev").then(
      () => assert.fail("the preview should have failed"),
      (error: { readonly stdout: string }) => error,
    );
    assert.match(stdout, /hardened-aks:tier[\s\S]*production/);
    assert.doesNotMatch(stdout, /\n\s+at |unhandled exception/);
  });
});
