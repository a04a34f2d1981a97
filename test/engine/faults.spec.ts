import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { DATA_CHANGES, inPlaceChanges, withChanges } from "./support/changes";
import { type Checkout, checkout, failureOutput } from "./support/checkout";
import { MAX_SHOWN_CHARACTERS } from "./support/cli";
import { type FailOnce, failOnce, operationKey } from "./support/faults";
import { stackConfig } from "./support/program";
import type { CloudResource, Operation, OperationRecord } from "./support/simulatedCloud";
import { exportState, findDrift, isSimulated } from "./support/state";
import { describeOnEngine, printFigure } from "./support/suite";
import { typeOf } from "./support/urn";

/**
 * With `each` a run performs one operation at a time and one failure ends it; otherwise the operations that a run has started in
 * parallel fail together.
 */
const ONE_BY_ONE = process.env.ENGINE_FAULTS === "each";
/** One run for each operation, with a margin: more runs mean that a failure persists. */
const MAX_RUNS = 300;

/** Matches the messages of injected failures. */
const INJECTED = /Status=(?:409|429|500) Code="(?:AnotherOperationInProgress|TooManyRequests|InternalServerError)"/;
/**
 * Matches messages of any other failure, in the program or in the order of operations. Does not match that the program ended with
 * an unhandled exception: with `--continue-on-error` the SDK reports dependents of a failed resource that way.
 */
const UNEXPECTED = /Code="|still unknown|TypeError|ReferenceError|panic/;

/** The CLI's default, which most pipelines use: a run stops at the first failure. */
const UP = ["up", "--yes", "--skip-preview", ...(ONE_BY_ONE ? ["--parallel", "1"] : [])];
/** Each run performs as many operations as possible. */
const UP_CONTINUE_ON_ERROR = ONE_BY_ONE ? UP : [...UP, "--continue-on-error"];

const WITH_DATA = withChanges(stackConfig("dev"), DATA_CHANGES);

/** How Go ends the engine's crash that runUntilSuccess describes. */
const CRASH = /fatal error: concurrent map (?:iteration|writes|read)/;

const isAzure = ({ type }: Pick<Operation, "type">): boolean => type.startsWith("azure-native:");

/**
 * Runs a command until it succeeds; in each run the operations that failed in the previous run succeed. Only injected failures may
 * occur. One crash of the engine itself is printed and tolerated: it writes the inputs of a partially failed update without the lock
 * under which it saves them (3.259, engine/update.go, OnResourceStepPost), which Go ends with "fatal error: concurrent map iteration
 * and map write", and leaves the state locked.
 */
async function runUntilSuccess(clone: Checkout, command: readonly string[]): Promise<number> {
  let hasCrashed = false;
  for (let count = 1; count <= MAX_RUNS; count++) {
    const printed = await failureOutput(clone.run(...command));
    if (printed === undefined) return count;
    const endOf = (text: string) => text.slice(-MAX_SHOWN_CHARACTERS);
    const output = `${printed.slice(0, MAX_SHOWN_CHARACTERS)}\n…\n${endOf(printed)}\n${endOf(clone.programOutput())}`;
    assert.doesNotMatch(printed.replaceAll(new RegExp(INJECTED, "g"), ""), UNEXPECTED, output);
    if (!hasCrashed) assert.doesNotMatch(printed, /already existing|pending operations/, output);
    if (INJECTED.test(printed)) continue;
    assert.ok(!hasCrashed, `another run failed without an injected failure:\n${output}`);
    assert.match(printed, CRASH, output);
    hasCrashed = true;
    printFigure(`this run failed without an injected failure:\n${output}`);
    await clone.run("cancel", "--yes");
  }
  throw new assert.AssertionError({ message: `no convergence in ${MAX_RUNS} runs` });
}

/** Fails each operation once, runs the command until it succeeds, and returns the operations performed. */
async function assertConverges(clone: Checkout, faults: FailOnce, command: readonly string[]): Promise<readonly OperationRecord[]> {
  const before = clone.cloud.operations.length;
  clone.cloud.intercept = faults.intercept;
  const runs = await runUntilSuccess(clone, command);
  const performed = clone.cloud.operations.slice(before);
  assert.deepEqual(
    performed.filter(({ kind }) => kind === "delete").map(({ name }) => name),
    [],
    "a failure must not cause a delete or a replacement",
  );
  assert.deepEqual(findDrift(clone.cloud, await exportState(clone)), []);
  await clone.run("up", "--yes", "--skip-preview", "--expect-no-changes");
  printFigure(`${faults.failed.size} operations failed once each, ${runs} runs until success`);
  return performed;
}

/** Keys of the expected creates: every simulated resource in the state, and the approval under its ARM id. */
async function expectedCreates(clone: Checkout): Promise<readonly string[]> {
  const { resources } = await exportState(clone);
  const approvals = resources.filter(({ type }) => type.endsWith(":OriginApproval"));
  assert.ok(approvals.length > 0);
  return [...resources.filter(isSimulated), ...approvals.map(({ id = "" }) => ({ urn: id }))].map(({ urn }) =>
    operationKey({ kind: "create", urn }),
  );
}

/** Keys of the expected updates: every resource whose inputs differ from those before. */
function expectedUpdates(before: readonly CloudResource[], { cloud }: Checkout): readonly string[] {
  const olds = new Map(before.map(({ urn, inputs }) => [urn, inputs]));
  const changed = cloud.resources.filter(({ urn, inputs }) => !isDeepStrictEqual(olds.get(urn), inputs));
  return changed.map(({ urn }) => operationKey({ kind: "update", urn }));
}

/** Each resource that failed partially is updated afterwards: its inputs are the right ones already, so nothing else would show it. */
function assertEachUpdated(performed: readonly OperationRecord[], { failed }: FailOnce): void {
  const updated = new Set(performed.filter(({ kind, failed: hasFailed }) => kind === "update" && !hasFailed).map(({ urn }) => urn));
  const urns = [...failed].map((key) => key.slice(key.indexOf(" ") + 1));
  assert.deepEqual(
    urns.filter((urn) => !updated.has(urn)),
    [],
    "the next run must update what failed partially",
  );
}

function assertEachFailedOnce({ failed }: FailOnce, expected: readonly string[]): void {
  assert.deepEqual([...failed].sort(), [...expected].sort(), "each operation must fail once");
}

describeOnEngine("operations that fail on the first attempt", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  it("creates succeed in further runs, and the run after that changes nothing", async () => {
    const faults = failOnce({ kinds: ["create"] });
    await assertConverges(clone, faults, UP);
    const expected = await expectedCreates(clone);
    assert.ok(expected.length > 150);
    assertEachFailedOnce(faults, expected);
  });

  it("updates succeed in further runs, without a replacement", async () => {
    const changes = inPlaceChanges("dev");
    clone.configure(withChanges(stackConfig("dev"), changes));
    const before = clone.cloud.resources;
    const faults = failOnce({ kinds: ["update"] });
    await assertConverges(clone, faults, UP);
    const expected = expectedUpdates(before, clone);
    assert.ok(expected.length >= changes.length);
    assertEachFailedOnce(faults, expected);
  });

  it("resources that a failed destroy leaves are deleted by the next destroy", async () => {
    const failed = new Set<string>();
    clone.cloud.intercept = ({ kind, type }) => {
      if (kind !== "delete" || failed.has(type) || !isAzure({ type })) return;
      failed.add(type);
      throw new Error('Status=409 Code="AnotherOperationInProgress": another operation is in progress');
    };
    const runs = await runUntilSuccess(clone, ["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(
      clone.cloud.resources.map(({ urn }) => urn),
      [],
    );
    assert.ok(failed.size > 10, `deletes of ${failed.size} types failed`);
    printFigure(`one delete of each of ${failed.size} types failed once, destroyed in ${runs} runs`);
  });
});

describeOnEngine("resources that are created but fail to initialize", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
    clone.configure(WITH_DATA);
  });
  after(() => clone?.close());

  it("are updated by the next run, not created again", async () => {
    const faults = failOnce({ kinds: ["create"], isPartial: isAzure, only: isAzure });
    const performed = await assertConverges(clone, faults, UP_CONTINUE_ON_ERROR);
    assertEachUpdated(performed, faults);
    const creates = performed.filter((operation) => operation.kind === "create" && isAzure(operation));
    assertEachFailedOnce(faults, (await expectedCreates(clone)).filter(isAzureKey));
    assert.equal(new Set(creates.map(({ urn }) => urn)).size, creates.length, "each resource must be created once");
  });

  it("are updated by the next run after an update that failed partially", async () => {
    clone.configure(withChanges(WITH_DATA, inPlaceChanges("dev")));
    const before = clone.cloud.resources;
    const faults = failOnce({ kinds: ["update"], isPartial: isAzure, only: isAzure });
    assertEachUpdated(await assertConverges(clone, faults, UP_CONTINUE_ON_ERROR), faults);
    const expected = expectedUpdates(before, clone).filter(isAzureKey);
    assert.ok(expected.length > 0);
    assertEachFailedOnce(faults, expected);
  });
});

const isAzureKey = (key: string): boolean => isAzure({ type: typeOf(key) });
