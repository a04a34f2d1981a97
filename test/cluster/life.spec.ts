import assert from "node:assert/strict";
import { stackConfig } from "../engine/support/program";
import { assertNoChanges, measureSeconds, printFigure, WITH_PACK, WITHOUT_PACK } from "../engine/support/suite";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import { describeOnCluster } from "./support/suite";

for (const [name, clusters] of [
  ["dev", 1],
  ["prod", 2],
] as const) {
  describeOnCluster(`life of the ${name} stack`, () => {
    let stack: ClusterStack;
    const timed = async (title: string, action: () => Promise<unknown>) =>
      printFigure(`${title}: ${(await measureSeconds(action)).toFixed(0)} s`);
    before(async () => {
      stack = await createClusterStack({ name, config: stackConfig(name), clusters });
    });
    after(() => stack?.end());

    it("previews before anything exists", async () => {
      await timed("first preview", () => stack.stack.preview(WITH_PACK));
    });

    it("creates scope azure, then all", async () => {
      await stack.stack.setConfig("hardened-aks:scope", { value: "azure" });
      await timed("up of scope azure", () => stack.stack.up(WITH_PACK));
      await stack.stack.setConfig("hardened-aks:scope", { value: "all" });
      await timed("up of scope all", () => stack.stack.up({ ...WITH_PACK, onOutput: (text) => process.stdout.write(text) }));
      assert.ok(stack.kubelogin.calls() > 0, "the provider must run kubelogin");
    });

    it("changes nothing in the next update", async () => {
      await timed("up without changes", async () => assertNoChanges((await stack.stack.up(WITH_PACK)).summary.resourceChanges));
    });

    it("has no changes after a refresh", async () => {
      await timed("refresh", () => stack.stack.refresh(WITHOUT_PACK));
      await stack.stack.preview({ ...WITH_PACK, expectNoChanges: true });
    });
  });
}
