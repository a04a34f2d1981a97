import assert from "node:assert/strict";
import { changed, inPlaceChanges } from "./support/changes";
import { program, stackConfig } from "./support/program";
import { configure, type EngineStack, engineStack } from "./support/stack";
import { stateOf } from "./support/state";
import { failure, onlySame, onTheEngine, WITH_PACK, WITHOUT_PACK } from "./support/suite";

for (const name of ["dev", "prod"] as const) {
  onTheEngine(`the life of the ${name} stack`, () => {
    let engine: EngineStack;
    const config = stackConfig(name);
    const up = async () => (await engine.stack.up(WITH_PACK)).summary;
    before(async () => {
      engine = await engineStack({ name, config, program });
    });
    after(() => engine?.close());

    it("previews with the pack enforced", async () => {
      const { changeSummary } = await engine.stack.preview(WITH_PACK);
      assert.ok((changeSummary.create ?? 0) > 150);
      assert.equal(engine.cloud.resources.length, 0);
    });

    it("comes up in scope azure, then changes nothing", async () => {
      await engine.stack.setConfig("hardened-aks:scope", { value: "azure" });
      assert.equal((await up()).result, "succeeded");
      onlySame((await up()).resourceChanges);
    });

    it("grows to scope all without touching what stands, then changes nothing", async () => {
      await engine.stack.setConfig("hardened-aks:scope", { value: "all" });
      const { create = 0, same = 0, ...others } = (await up()).resourceChanges ?? {};
      assert.ok(create > 0 && same > 0);
      assert.deepEqual(others, {});
      onlySame((await up()).resourceChanges);
    });

    it("finds nothing to change after a refresh", async () => {
      onlySame((await engine.stack.refresh(WITHOUT_PACK)).summary.resourceChanges);
      await engine.stack.preview({ ...WITH_PACK, expectNoChanges: true });
    });

    it("makes again what somebody removed, and nothing else", async () => {
      const [lost] = engine.cloud.resources.filter(({ urn }) => urn.endsWith("::swedencentral-network-nsg-nodes-logs"));
      assert.ok(lost);
      engine.cloud.lose(lost.urn);
      await engine.stack.refresh(WITHOUT_PACK);
      const { create, same = 0, ...others } = (await up()).resourceChanges ?? {};
      assert.deepEqual([create, others], [1, {}]);
      assert.ok(same > 0);
    });

    it("takes changes of configuration in place", async () => {
      const before = engine.cloud.done.length;
      const changes = inPlaceChanges(name);
      await configure(engine.stack, changed(config, changes));
      const { same = 0, update = 0, ...others } = (await engine.stack.preview(WITH_PACK)).changeSummary as Record<string, number>;
      assert.ok(same > 0);
      assert.deepEqual(others, {}, "the preview plans nothing anew, whatever the provider leaves open in it");
      await up();
      const done = engine.cloud.done.slice(before);
      assert.equal(done.length, update, "what the preview planned, and no more");
      const updated = new Set(done.filter(({ kind }) => kind === "update").map((operation) => operation.name));
      const missing = changes.filter(({ updates }) => !updated.has(updates));
      assert.deepEqual(missing, [], "each change reaches its resource as an update");
      assert.deepEqual(
        done.filter(({ kind }) => kind !== "update").map((operation) => `${operation.kind} ${operation.name}`),
        [],
      );
      onlySame((await up()).resourceChanges);
    });

    if (name === "prod") {
      it("refuses to make a cluster anew, and makes or deletes nothing", async () => {
        const before = engine.cloud.done.length;
        const change = { key: "network", path: ["serviceCidr"], value: "172.20.0.0/16" };
        await configure(engine.stack, changed(config, [...inPlaceChanges(name), change]));
        const refusal = await failure(() => engine.stack.up(WITHOUT_PACK));
        assert.match(refusal, /ManagedCluster[\s\S]*marked for protection/);
        assert.deepEqual(
          engine.cloud.done.slice(before).filter(({ kind }) => kind !== "update"),
          [],
        );
      });

      it("refuses to be destroyed while what holds data is protected, and deletes nothing", async () => {
        const protectedTypes = (await stateOf(engine)).resources.filter((resource) => resource.protect).map(({ type }) => type);
        assert.deepEqual([...new Set(protectedTypes)].sort(), PROTECTED);
        const before = engine.cloud.done.length;
        assert.match(await failure(() => engine.run("destroy", "--yes", "--non-interactive")), /protected/);
        assert.equal(engine.cloud.done.length, before);
      });
    }

    it("is destroyed as docs/operations.md has it, and leaves nothing but vaults that can be recovered", async () => {
      await configure(engine.stack, changed(config, [...inPlaceChanges(name), { key: "governance", path: ["locks"], value: false }]));
      await up();
      await engine.run("state", "unprotect", "--all", "--yes");
      assert.equal((await engine.stack.destroy(WITHOUT_PACK)).summary.result, "succeeded");
      assert.deepEqual(engine.cloud.resources.map(({ urn }) => urn).sort(), []);
      assert.equal(engine.cloud.recoverable.length, VAULTS[name]);
    });
  });
}

/** One a stamp, and in production one for the etcd key of each cluster. */
const VAULTS = { dev: 1, prod: 4 };

/** What holds data, or cannot be had again as it was. */
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
