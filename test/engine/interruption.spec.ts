import assert from "node:assert/strict";
import { changed, DATA, inPlaceChanges } from "./support/changes";
import { adopt, interrupted, isOfState } from "./support/interruption";
import { program, stackConfig } from "./support/program";
import type { Operation, OperationKind } from "./support/simulatedCloud";
import { configure, type EngineStack, engineStack } from "./support/stack";
import { retained, stateOf, strays } from "./support/state";
import { figure, onlySame, onTheEngine, WITHOUT_PACK } from "./support/suite";

/** Where the machine that runs the update goes down; with `ENGINE_KILLS=each` at every type of resource. */
const MOMENTS: Readonly<Record<OperationKind, readonly string[]>> = {
  create: [
    "azure-native:keyvault:Vault",
    "azure-native:dbforpostgresql:Server",
    "azure-native:containerservice:ManagedCluster",
    "kubernetes:apps/v1:Deployment",
    "azure-native:cdn:AFDOrigin",
  ],
  update: ["azure-native:containerservice:ManagedCluster", "kubernetes:apps/v1:Deployment"],
  delete: ["azure-native:cdn:AFDOrigin", "azure-native:containerservice:ManagedCluster", "azure-native:network:PrivateEndpoint"],
};
const EVERY_TYPE = process.env.ENGINE_KILLS === "each";

const VERBS = { create: "creating", update: "updating", delete: "deleting" };

const CONFIG = changed(stackConfig("dev"), DATA);

onTheEngine("a run whose machine goes down", () => {
  let engine: EngineStack;
  before(async () => {
    engine = await engineStack({ name: "dev", config: CONFIG, program });
  });
  after(() => engine?.close());

  /** Goes down once at each type, puts the state right, and begins anew, until nothing is left to go down at. */
  async function untilDone(kind: OperationKind, run: () => Promise<unknown>, kept: readonly string[] = []): Promise<void> {
    const reached = new Set<string>();
    const fits = (operation: Operation): boolean =>
      operation.kind === kind && !reached.has(operation.type) && (EVERY_TYPE || MOMENTS[kind].includes(operation.type));
    let count = 0;
    for (;;) {
      const held = await interrupted(engine, run, fits);
      if (held.length === 0) break;
      count += 1;
      const pending = await adopt(engine);
      for (const { kind: done, urn, type } of held) {
        reached.add(type);
        assert.ok(
          !isOfState({ urn }) || pending.some((operation) => operation.type === VERBS[done] && operation.resource.urn === urn),
          `the state knows that ${urn} was under way`,
        );
      }
      assert.deepEqual(strays(engine.cloud, await stateOf(engine), kept), [], "the state has what Azure has, and nothing else");
    }
    assert.deepEqual(
      MOMENTS[kind].filter((type) => !reached.has(type)),
      [],
    );
    figure(`${count} interruptions, ${reached.size} types of resources just ${VERBS[kind]}`);
  }

  const up = () => engine.stack.up(WITHOUT_PACK);
  const operations = (kind: OperationKind) => engine.cloud.done.filter((operation) => operation.kind === kind && !operation.failed);

  it("while resources are made: what Azure finished is adopted by its id, never made twice", async () => {
    await untilDone("create", up);
    onlySame((await up()).summary.resourceChanges);
    const made = operations("create").filter(({ type }) => type.startsWith("azure-native:"));
    assert.equal(new Set(made.map(({ urn }) => urn)).size, made.length);
    assert.deepEqual(operations("delete"), []);
    figure(`${made.length} Azure resources, each made once`);
  });

  it("while they are changed: nothing is made anew", async () => {
    const before = operations("create").length;
    await configure(engine.stack, changed(CONFIG, inPlaceChanges("dev")));
    await untilDone("update", up);
    onlySame((await up()).summary.resourceChanges);
    assert.equal(operations("create").length, before);
    assert.deepEqual(operations("delete"), []);
  });

  it("while they are destroyed: the next run destroys the rest", async () => {
    const kept = retained(await stateOf(engine));
    await untilDone("delete", () => engine.stack.destroy(WITHOUT_PACK), kept);
    assert.deepEqual(engine.cloud.resources, []);
  });
});
