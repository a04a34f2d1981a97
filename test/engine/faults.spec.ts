import assert from "node:assert/strict";
import { changed, inPlaceChanges } from "./support/changes";
import { type FailOnce, failOnce, keyOf } from "./support/faults";
import { program, stackConfig } from "./support/program";
import type { DoneOperation } from "./support/simulatedCloud";
import { configure, type EngineStack, engineStack } from "./support/stack";
import { figure, onlySame, onTheEngine, WITHOUT_PACK } from "./support/suite";

/** Longer than any chain of resources that wait for one another. */
const MOST_RUNS = 60;

const config = stackConfig("dev");

/** Runs `up` until it works; each run gets past the operations that failed in the one before. */
async function upUntilDone({ stack }: EngineStack): Promise<number> {
  for (let run = 1; run <= MOST_RUNS; run++) {
    try {
      await stack.up({ ...WITHOUT_PACK, continueOnError: true });
      return run;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      assert.match(text, /Status=(409|429|500)/, "only the scripted faults may stop a run");
      assert.doesNotMatch(text, /already existing|pending operations|panic/);
    }
  }
  throw new assert.AssertionError({ message: `no convergence in ${MOST_RUNS} runs` });
}

async function converges(engine: EngineStack, faults: FailOnce, wanted: (done: readonly DoneOperation[]) => readonly DoneOperation[]) {
  const before = engine.cloud.done.length;
  engine.cloud.intercept = faults.intercept;
  const runs = await upUntilDone(engine);
  const done = engine.cloud.done.slice(before);
  assert.deepEqual(
    done.filter(({ kind }) => kind === "delete").map(({ name }) => name),
    [],
    "no fault makes anything be deleted or replaced",
  );
  const untried = wanted(done).filter((operation) => !faults.failed.has(keyOf(operation)));
  assert.deepEqual(untried.map(keyOf), [], "each operation has failed once");
  onlySame((await engine.stack.up(WITHOUT_PACK)).summary.resourceChanges);
  figure(`${faults.failed.size} operations failed once each, ${runs} runs to the end`);
}

onTheEngine("operations that fail once", () => {
  let engine: EngineStack;
  before(async () => {
    engine = await engineStack({ name: "dev", config, program });
  });
  after(() => engine?.close());

  it("creates converge, and a run after that changes nothing", async () => {
    await converges(engine, failOnce({ kinds: ["create"] }), (done) => done.filter(({ kind }) => kind === "create"));
  });

  it("updates converge in place", async () => {
    await configure(engine.stack, changed(config, inPlaceChanges("dev")));
    await converges(engine, failOnce({ kinds: ["update"] }), (done) => done.filter(({ kind }) => kind === "update"));
  });

  it("what is left over of a destroy that failed is destroyed by the next", async () => {
    const { intercept } = failOnce({ kinds: ["delete"], only: ({ type }) => type.startsWith("azure-native:") });
    engine.cloud.intercept = intercept;
    let runs = 1;
    for (; engine.cloud.resources.length > 0 && runs < MOST_RUNS; runs++) {
      await engine.stack.destroy({ ...WITHOUT_PACK, continueOnError: true }).catch(() => undefined);
    }
    assert.deepEqual(
      engine.cloud.resources.map(({ urn }) => urn),
      [],
    );
    figure(`destroyed in ${runs} runs`);
  });
});

onTheEngine("resources whose provisioning fails half-way", () => {
  let engine: EngineStack;
  before(async () => {
    engine = await engineStack({ name: "dev", config, program });
  });
  after(() => engine?.close());

  it("are finished by the next run, not made again", async () => {
    const halfMade = ({ type }: { readonly type: string }) => type.startsWith("azure-native:");
    const faults = failOnce({ kinds: ["create"], halfMade, only: halfMade });
    await converges(engine, faults, (done) => done.filter((operation) => operation.kind === "create" && halfMade(operation)));
    const creates = engine.cloud.done.filter((operation) => operation.kind === "create" && halfMade(operation));
    assert.equal(new Set(creates.map(({ urn }) => urn)).size, creates.length, "one create each");
  });
});
