import assert from "node:assert/strict";
import { inPlaceChanges, withChanges } from "./support/changes";
import { program, stackConfig } from "./support/program";
import { configure, createEngineStack, type EngineStack } from "./support/stack";
import { exportState } from "./support/state";
import { assertNoChanges, describeOnEngine, expectFailure, WITH_PACK, WITHOUT_PACK } from "./support/suite";

for (const name of ["dev", "prod"] as const) {
  describeOnEngine(`lifecycle of the ${name} stack`, () => {
    let engine: EngineStack;
    const config = stackConfig(name);
    const up = async () => (await engine.stack.up(WITH_PACK)).summary;
    before(async () => {
      engine = await createEngineStack({ name, config, program });
    });
    after(() => engine?.close());

    it("previews with the policy pack", async () => {
      const { changeSummary } = await engine.stack.preview(WITH_PACK);
      assert.ok((changeSummary.create ?? 0) > 150);
      assert.equal(engine.cloud.resources.length, 0);
    });

    it("creates scope azure; the next update changes nothing", async () => {
      await engine.stack.setConfig("hardened-aks:scope", { value: "azure" });
      assert.equal((await up()).result, "succeeded");
      assertNoChanges((await up()).resourceChanges);
    });

    it("extends to scope all without a change to existing resources; the next update changes nothing", async () => {
      await engine.stack.setConfig("hardened-aks:scope", { value: "all" });
      const { create = 0, same = 0, ...others } = (await up()).resourceChanges ?? {};
      assert.ok(create > 0 && same > 0);
      assert.deepEqual(others, {});
      assertNoChanges((await up()).resourceChanges);
    });

    it("has no changes after a refresh", async () => {
      const { same = 0, update = 0, ...others } = (await engine.stack.refresh(WITHOUT_PACK)).summary.resourceChanges ?? {};
      // AKS lists the user pools in the cluster, which a refresh records there.
      assert.deepEqual([update, others], [CLUSTERS[name], {}]);
      assert.ok(same > 0);
      await engine.stack.preview({ ...WITH_PACK, expectNoChanges: true });
    });

    it("creates a resource again that was deleted outside Pulumi, and changes nothing else", async () => {
      const [deleted] = engine.cloud.resources.filter(({ urn }) => urn.endsWith("::swedencentral-network-nsg-nodes-logs"));
      assert.ok(deleted);
      engine.cloud.deleteOutsidePulumi(deleted.urn);
      await engine.stack.refresh(WITHOUT_PACK);
      const { create, same = 0, ...others } = (await up()).resourceChanges ?? {};
      assert.deepEqual([create, others], [1, {}]);
      assert.ok(same > 0);
    });

    it("applies configuration changes as updates in place", async () => {
      const before = engine.cloud.operations.length;
      const changes = inPlaceChanges(name);
      await configure(engine.stack, withChanges(config, changes));
      const { same = 0, update = 0, ...others } = (await engine.stack.preview(WITH_PACK)).changeSummary as Record<string, number>;
      assert.ok(same > 0);
      assert.deepEqual(
        others,
        {},
        "the preview must not plan a create or replacement, although some of the provider's outputs are unknown",
      );
      await up();
      const performed = engine.cloud.operations.slice(before);
      assert.equal(performed.length, update, "the update must perform the planned operations only");
      const updated = new Set(performed.filter(({ kind }) => kind === "update").map((operation) => operation.name));
      const missing = changes.filter(({ updatedResource }) => !updated.has(updatedResource));
      assert.deepEqual(missing, [], "each change must update its resource");
      assert.deepEqual(
        performed.filter(({ kind }) => kind !== "update").map((operation) => `${operation.kind} ${operation.name}`),
        [],
      );
      assertNoChanges((await up()).resourceChanges);
    });

    if (name === "prod") {
      it("rejects the replacement of a cluster, and creates or deletes nothing", async () => {
        const before = engine.cloud.operations.length;
        const change = { key: "network", path: ["serviceCidr"], value: "172.20.0.0/16" };
        await configure(engine.stack, withChanges(config, [...inPlaceChanges(name), change]));
        const error = await expectFailure(() => engine.stack.up(WITHOUT_PACK));
        assert.match(error, /ManagedCluster[\s\S]*marked for protection/);
        assert.deepEqual(
          engine.cloud.operations.slice(before).filter(({ kind }) => kind !== "update"),
          [],
        );
      });

      it("rejects a destroy while resources with data are protected, and deletes nothing", async () => {
        const protectedTypes = (await exportState(engine)).resources.filter((resource) => resource.protect).map(({ type }) => type);
        assert.deepEqual([...new Set(protectedTypes)].sort(), PROTECTED);
        const before = engine.cloud.operations.length;
        assert.match(await expectFailure(() => engine.run("destroy", "--yes", "--non-interactive")), /protected/);
        assert.equal(engine.cloud.operations.length, before);
      });
    }

    it("is destroyed by the procedure in docs/operations.md, and leaves only soft-deleted vaults", async () => {
      await configure(engine.stack, withChanges(config, [...inPlaceChanges(name), { key: "governance", path: ["locks"], value: false }]));
      await up();
      await engine.run("state", "unprotect", "--all", "--yes");
      assert.equal((await engine.stack.destroy(WITHOUT_PACK)).summary.result, "succeeded");
      assert.deepEqual(engine.cloud.resources.map(({ urn }) => urn).sort(), []);
      assert.equal(engine.cloud.recoverable.length, VAULTS[name]);
    });
  });
}

const CLUSTERS = { dev: 1, prod: 2 };

/** Number of vaults: one per stamp, and in prod one more per cluster for its etcd encryption key. */
const VAULTS = { dev: 1, prod: 4 };

/** Types of resources that hold data or cannot be restored after deletion. */
const PROTECTED: readonly string[] = [
  "azure-native:containerregistry:Registry",
  "azure-native:containerservice:ManagedCluster",
  "azure-native:dbforpostgresql:Database",
  "azure-native:dbforpostgresql:Server",
  "azure-native:eventhub:EventHub",
  "azure-native:eventhub:Namespace",
  "azure-native:keyvault:Key",
  "azure-native:keyvault:Vault",
  "azure-native:monitor:AzureMonitorWorkspace",
  "azure-native:operationalinsights:Workspace",
  "azure-native:storage:BlobContainer",
  "azure-native:storage:StorageAccount",
];
