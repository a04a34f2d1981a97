import assert from "node:assert/strict";
import { withChanges } from "../engine/support/changes";
import { stackConfig } from "../engine/support/program";
import { configure } from "../engine/support/stack";
import { assertNoChanges, measureSeconds, printFigure, WITH_PACK, WITHOUT_PACK } from "../engine/support/suite";
import type { Cluster } from "./support/cluster";
import { type ClusterStack, createClusterStack } from "./support/clusterStack";
import { describeOnClusters } from "./support/suite";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Objects without a namespace that the program or a chart creates, and the namespaces themselves. */
const CLUSTER_WIDE = [
  "/api/v1/namespaces",
  "/apis/rbac.authorization.k8s.io/v1/clusterroles",
  "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
  "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
  "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
  "/apis/scheduling.k8s.io/v1/priorityclasses",
];

/** Paths of these objects in a cluster. */
async function clusterWide(cluster: Cluster): Promise<readonly string[]> {
  const found = await Promise.all(
    CLUSTER_WIDE.map(async (path) => (await cluster.list(path)).map(({ metadata }) => `${path}/${metadata.name}`)),
  );
  return found.flat().sort();
}

for (const [name, clusters] of [
  ["dev", 1],
  ["prod", 2],
] as const) {
  describeOnClusters(clusters, `life of the ${name} stack`, () => {
    let stack: ClusterStack;
    const initial = new Map<Cluster, readonly string[]>();
    const config = stackConfig(name);
    const timed = async (title: string, action: () => Promise<unknown>) =>
      printFigure(`${title}: ${(await measureSeconds(action)).toFixed(0)} s`);
    before(async () => {
      stack = await createClusterStack({ name, config, clusters });
    });
    after(() => stack?.end());

    it("previews before anything exists", async () => {
      for (const cluster of stack.clusters) initial.set(cluster, await clusterWide(cluster));
      await timed("first preview", () => stack.stack.preview(WITH_PACK));
    });

    it("creates scope azure, then all", async () => {
      await stack.stack.setConfig("hardened-aks:scope", { value: "azure" });
      await timed("up of scope azure", () => stack.stack.up(WITH_PACK));
      await stack.stack.setConfig("hardened-aks:scope", { value: "all" });
      await timed("up of scope all", () => stack.stack.up(WITH_PACK));
      assert.ok(stack.kubelogin.calls() > 0, "the provider must run kubelogin");
      assert.ok(stack.webhooks.answered.length > 0, "the API server must call the chart's webhook");
    });

    it("changes nothing in the next update", async () => {
      await timed("up without changes", async () => assertNoChanges((await stack.stack.up(WITH_PACK)).summary.resourceChanges));
    });

    it("has no changes after a refresh", async () => {
      await timed("refresh", () => stack.stack.refresh(WITHOUT_PACK));
      await stack.stack.preview({ ...WITH_PACK, expectNoChanges: true });
    });

    it("is destroyed by the procedure in docs/operations.md, and leaves the definitions of cert-manager only", async () => {
      const unlocked = { key: "governance", path: ["locks"], value: false };
      await configure(stack.stack, withChanges({ ...config, "hardened-aks:scope": "all" }, [unlocked]));
      await stack.stack.up(WITHOUT_PACK);
      await stack.run("state", "unprotect", "--all", "--yes");
      await timed("destroy", () => stack.stack.destroy(WITHOUT_PACK));
      assert.deepEqual(stack.cloud.resources, []);
      for (const cluster of stack.clusters) {
        const kept = (await cluster.list(DEFINITIONS)).filter(({ metadata }) => metadata.name.endsWith("cert-manager.io"));
        assert.equal(kept.length, 6, "they are kept, so that no Certificate is lost by mistake");
        assert.deepEqual(await clusterWide(cluster), initial.get(cluster));
      }
    });
  });
}
