import assert from "node:assert/strict";
import { get } from "../../policy-pack/rules/reading/values";
import { type ConfigChange, withChanges } from "./support/changes";
import { program, stackConfig } from "./support/program";
import { configure, createEngineStack, type EngineStack } from "./support/stack";
import { describeOnEngine, WITHOUT_PACK } from "./support/suite";

const CLUSTER = "swedencentral-aks-cluster";
const config = stackConfig("dev");
/** Sorts before the system pool, so that AKS lists it first. */
const BATCH: ConfigChange = {
  key: "cluster",
  path: ["userPools", "batch"],
  value: { vmSize: "Standard_D2ds_v5", minCount: 1, maxCount: 3, osDiskSizeGb: 48 },
};

/** Every update refreshes first, as Pulumi.yaml sets it. */
const REFRESHED = { ...WITHOUT_PACK, refresh: true } as const;

describeOnEngine("the second day: what others change in Azure", () => {
  let engine: EngineStack;
  before(async () => {
    engine = await createEngineStack({ name: "dev", config: withChanges(config, [BATCH]), program });
    await engine.stack.up(WITHOUT_PACK);
  });
  after(() => engine?.close());

  const urnOf = (name: string): string => {
    const found = engine.cloud.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    assert.ok(found, `${name} does not exist`);
    return found.urn;
  };
  /** The pools of the cluster as the simulated AKS returns them. */
  const pools = () => {
    const { id, urn } = engine.cloud.resources.find((resource) => resource.urn === urnOf(CLUSTER)) ?? { id: "", urn: "" };
    return (engine.cloud.find(urn, id)?.state.agentPoolProfiles ?? []) as readonly Readonly<Record<string, unknown>>[];
  };
  const systemPool = () => pools().find(({ name }) => name === "system") ?? {};
  const expectNoChanges = async () => {
    await engine.stack.refresh(WITHOUT_PACK);
    await engine.stack.preview({ ...WITHOUT_PACK, expectNoChanges: true });
  };
  /** Names of the resources that an update with a refresh changes. */
  const updatedBy = async (): Promise<readonly string[]> => {
    const before = engine.cloud.operations.length;
    await engine.stack.up(REFRESHED);
    return engine.cloud.operations.slice(before).map(({ kind, name }) => `${kind} ${name}`);
  };

  it("AKS lists the user pools in the cluster: no change after a refresh", async () => {
    assert.deepEqual(
      pools().map(({ name }) => name),
      ["batch", "system", "workload"],
    );
    await expectNoChanges();
    await expectNoChanges();
  });

  it("the autoscaler changes the size of every pool: no change after a refresh", async () => {
    for (const pool of ["batch", "workload"]) engine.cloud.changeOutsidePulumi(urnOf(`swedencentral-aks-pool-${pool}`), { count: 3 });
    engine.cloud.changeOutsidePulumi(urnOf(CLUSTER), { agentPoolProfiles: [{ ...systemPool(), count: 2 }] });
    await expectNoChanges();
  });

  it("a change of the system pool outside Pulumi is rolled back, and keeps the number of its nodes", async () => {
    engine.cloud.changeOutsidePulumi(urnOf(CLUSTER), { agentPoolProfiles: [{ ...systemPool(), maxCount: 40 }] });
    assert.deepEqual(await updatedBy(), [`update ${CLUSTER}`]);
    assert.deepEqual([systemPool().maxCount, systemPool().count], [3, 2]);
    await expectNoChanges();
  });

  it("a configured change of the system pool is applied, beside pools that AKS lists first", async () => {
    await configure(engine.stack, withChanges(config, [BATCH, { key: "cluster", path: ["systemPool", "maxCount"], value: 5 }]));
    assert.deepEqual(await updatedBy(), [`update ${CLUSTER}`]);
    assert.deepEqual([systemPool().maxCount, systemPool().count], [5, 2]);
    await expectNoChanges();
  });

  it("a pool is removed, and the next change of the cluster does not introduce it again", async () => {
    await configure(engine.stack, config);
    assert.deepEqual([...(await updatedBy())].sort(), ["delete swedencentral-aks-pool-batch", `update ${CLUSTER}`]);
    await configure(engine.stack, withChanges(config, [{ key: "tags", path: [], value: { costCentre: "4711" } }]));
    assert.ok((await updatedBy()).includes(`update ${CLUSTER}`));
    await expectNoChanges();
  });

  it("Azure Policy adds tags: ignored where the configuration names them, otherwise rolled back", async () => {
    const tagged = engine.cloud.resources.filter(({ urn, inputs }) => urn.includes("azure-native") && inputs.tags !== undefined);
    assert.ok(tagged.length > 40);
    const addTags = () => {
      for (const { urn, inputs } of tagged)
        engine.cloud.changeOutsidePulumi(urn, { tags: { ...(inputs.tags as object), "Cost Center": "12" } });
    };
    const ignored = (names: readonly string[]) => ({ key: "governance", path: ["ignoredTags"], value: names });
    const own = { key: "tags", path: [], value: { costCentre: "4711" } };
    await configure(engine.stack, withChanges(config, [own, ignored(["Cost Center"])]));
    addTags();
    await expectNoChanges();
    await configure(engine.stack, withChanges(config, [own, ignored([])]));
    assert.equal((await updatedBy()).length, tagged.length);
    const group = engine.cloud.resources.find(({ urn }) => urn === urnOf("shared"));
    assert.equal(get(group?.inputs, 'tags["Cost Center"]'), undefined);
  });
});
