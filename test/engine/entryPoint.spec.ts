import assert from "node:assert/strict";
import { type Checkout, checkout, failureOutput } from "./support/checkout";
import { describeOnEngine, measureSeconds, printFigure } from "./support/suite";

describeOnEngine("a program started from Pulumi.yaml", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev", { refresh: true });
  });
  after(() => clone?.close());

  it("previews with the policy pack", async () => {
    let printed = "";
    const took = await measureSeconds(async () => {
      printed = await clone.run("preview", "--policy-pack", "policy-pack");
    });
    assert.match(printed, /\+ \d{3} to create/);
    assert.match(printed, /hardened-aks@v\d/);
    assert.equal(clone.cloud.resources.length, 0);
    printFigure(`pulumi preview of dev, program and pack: ${took.toFixed(1)} s`);
  });

  it("creates every resource; the next preview has no changes", async () => {
    await clone.run("up", "--yes", "--skip-preview");
    assert.ok(clone.cloud.resources.length > 150);
    await clone.run("preview", "--expect-no-changes");
  });

  it("rolls back a change that was made in Azure: Pulumi.yaml lets every command refresh first", async () => {
    const network = clone.cloud.resources.find(({ urn }) => urn.endsWith("::swedencentral-network-vnet"));
    assert.ok(network);
    clone.cloud.changeOutsidePulumi(network.urn, { addressSpace: { addressPrefixes: ["10.99.0.0/16"] } });
    const before = clone.cloud.operations.length;
    await clone.run("up", "--yes", "--skip-preview");
    assert.deepEqual(
      clone.cloud.operations.slice(before).map(({ kind, name }) => `${kind} ${name}`),
      ["update swedencentral-network-vnet"],
    );
  });

  it("prints configuration faults without a stack trace", async () => {
    clone.configure({ "hardened-aks:tier": "productive" });
    const printed = (await failureOutput(clone.run("preview"))) ?? "";
    assert.match(printed, /hardened-aks:tier[\s\S]*production/);
    assert.doesNotMatch(printed + clone.programOutput(), /\n\s+at |unhandled exception/);
  });
});
