import assert from "node:assert/strict";
import type { OpMap } from "@pulumi/pulumi/automation";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack, installed, PACK } from "./support/stack";

const WITH_PACK = { policyPacks: [PACK] };
const quiet = { color: "never" as const };

function onlySame(changes: OpMap | undefined): void {
  const { same = 0, ...others } = (changes ?? {}) as Record<string, number>;
  assert.deepEqual(others, {}, "a second run must change nothing");
  assert.ok(same > 0);
}

describe("On the real engine", function () {
  this.timeout(600_000);
  before(function () {
    if (!installed("pulumi")) this.skip();
  });

  for (const name of ["dev", "prod"]) {
    describe(`the ${name} stack`, () => {
      let engine: EngineStack;
      before(async () => {
        engine = await engineStack({ name, config: stackConfig(name), program });
      });
      after(() => engine?.close());

      it("previews with the pack enforced", async () => {
        const { changeSummary } = await engine.stack.preview({ ...quiet, ...WITH_PACK });
        assert.ok((changeSummary.create ?? 0) > 100);
      });

      it("comes up in scope azure, then changes nothing", async () => {
        await engine.stack.setConfig("hardened-aks:scope", { value: "azure" });
        const { summary } = await engine.stack.up({ ...quiet, ...WITH_PACK });
        assert.equal(summary.result, "succeeded");
        onlySame((await engine.stack.up({ ...quiet, ...WITH_PACK })).summary.resourceChanges);
      });

      it("grows to scope all without touching what stands, then changes nothing", async () => {
        await engine.stack.setConfig("hardened-aks:scope", { value: "all" });
        const { summary } = await engine.stack.up({ ...quiet, ...WITH_PACK });
        const { create = 0, same = 0, ...others } = summary.resourceChanges ?? {};
        assert.ok(create > 0 && same > 0);
        assert.deepEqual(others, {});
        onlySame((await engine.stack.up({ ...quiet, ...WITH_PACK })).summary.resourceChanges);
      });

      it("finds nothing to change after a refresh", async () => {
        const { summary } = await engine.stack.refresh(quiet);
        assert.equal(summary.result, "succeeded");
        await engine.stack.preview({ ...quiet, expectNoChanges: true });
      });
    });
  }
});
