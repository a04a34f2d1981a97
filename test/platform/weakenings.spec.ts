import assert from "node:assert/strict";
import { blockingPolicies, type Preview, preview, type Scenario } from "./support/preview";
import { ONE_REGION } from "./support/weakening";
import { FURTHER, NAMED, REFUSED } from "./support/weakenings";

function production(change: Omit<Scenario, "stack">): Promise<Preview> {
  return preview({ ...change, stack: "prod", settings: { stamps: ONE_REGION, ...change.settings } });
}

describe("The pack", function () {
  this.timeout(60_000);

  it("reports no mandatory violation in the unchanged production stack", async () => {
    assert.deepEqual(blockingPolicies((await production({})).findings), []);
  });

  for (const { what, change, policies } of [...NAMED, ...FURTHER]) {
    it(`reports ${what}: ${policies.join(", ")}`, async () => {
      assert.deepEqual(blockingPolicies((await production(change)).findings), [...policies].sort());
    });
  }
});

describe("The configuration", function () {
  this.timeout(60_000);
  for (const { what, settings, path } of REFUSED) {
    it(`refuses ${what} before the pack evaluates it`, async () => {
      await assert.rejects(production({ settings }), (error: Error) => {
        assert.match(error.message, /nothing was created/);
        assert.ok(error.message.includes(`hardened-aks:${path}: `), error.message);
        return true;
      });
    });
  }
});
