import assert from "node:assert/strict";
import { changed, inPlaceChanges } from "./support/changes";
import { type Checkout, checkout, failureOf } from "./support/checkout";
import { type FailOnce, failOnce, keyOf } from "./support/faults";
import { stackConfig } from "./support/program";
import type { DoneOperation, Operation } from "./support/simulatedCloud";
import { figure, onTheEngine } from "./support/suite";

/** Longer than any chain of resources that wait for one another. */
const MOST_RUNS = 60;
/** As somebody does who wants the most out of each run. */
const UP = ["up", "--yes", "--skip-preview", "--continue-on-error"];

const isAzure = ({ type }: Pick<Operation, "type">): boolean => type.startsWith("azure-native:");

/** Runs a command until it works; each run gets past the operations that failed in the one before. */
async function untilDone({ run }: Checkout, command: readonly string[]): Promise<number> {
  for (let count = 1; count <= MOST_RUNS; count++) {
    const printed = await failureOf(run(...command));
    if (printed === undefined) return count;
    assert.match(printed, /Status=(409|429|500)/, "only the scripted faults may stop a run");
    assert.doesNotMatch(printed, /already existing|pending operations|panic/);
  }
  throw new assert.AssertionError({ message: `no convergence in ${MOST_RUNS} runs` });
}

/** Fails each operation once, runs until everything stands, and gives what was done. */
async function converges(clone: Checkout, faults: FailOnce): Promise<readonly DoneOperation[]> {
  const before = clone.cloud.done.length;
  clone.cloud.intercept = faults.intercept;
  const runs = await untilDone(clone, UP);
  const done = clone.cloud.done.slice(before);
  assert.deepEqual(
    done.filter(({ kind }) => kind === "delete").map(({ name }) => name),
    [],
    "no fault makes anything be deleted or replaced",
  );
  await clone.run("up", "--yes", "--skip-preview", "--expect-no-changes");
  figure(`${faults.failed.size} operations failed once each, ${runs} runs to the end`);
  return done;
}

function allFailed({ failed }: FailOnce, wanted: readonly Operation[]): void {
  const untried = wanted.filter((operation) => !failed.has(keyOf(operation)));
  assert.deepEqual(untried.map(keyOf), [], "each operation has failed once");
}

onTheEngine("operations that fail once", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  it("creates converge, and a run after that changes nothing", async () => {
    const faults = failOnce({ kinds: ["create"] });
    const done = await converges(clone, faults);
    const creates = done.filter(({ kind }) => kind === "create");
    assert.ok(creates.length > 150);
    allFailed(faults, creates);
  });

  it("updates converge in place", async () => {
    const changes = inPlaceChanges("dev");
    clone.configure(changed(stackConfig("dev"), changes));
    const faults = failOnce({ kinds: ["update"] });
    const done = await converges(clone, faults);
    const updates = done.filter(({ kind }) => kind === "update");
    assert.ok(updates.length >= changes.length);
    allFailed(faults, updates);
  });

  it("what is left over of a destroy that failed is destroyed by the next", async () => {
    const once = new Set<string>();
    clone.cloud.intercept = ({ kind, type }) => {
      if (kind !== "delete" || once.has(type) || !isAzure({ type })) return;
      once.add(type);
      throw new Error('Status=409 Code="AnotherOperationInProgress": another operation is in progress');
    };
    const runs = await untilDone(clone, ["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(
      clone.cloud.resources.map(({ urn }) => urn),
      [],
    );
    figure(`a deletion of each of ${once.size} types failed once, destroyed in ${runs} runs`);
  });
});

onTheEngine("resources whose provisioning fails half-way", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  it("are finished by the next run, not made again", async () => {
    const faults = failOnce({ kinds: ["create"], halfMade: isAzure, only: isAzure });
    const creates = (await converges(clone, faults)).filter((operation) => operation.kind === "create" && isAzure(operation));
    allFailed(faults, creates);
    assert.equal(new Set(creates.map(({ urn }) => urn)).size, creates.length, "one create each");
  });
});
