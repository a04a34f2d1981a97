import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { changed, DATA, inPlaceChanges } from "./support/changes";
import { type Checkout, checkout, failureOf } from "./support/checkout";
import { MOST_SHOWN } from "./support/cli";
import { type FailOnce, failOnce, keyOf } from "./support/faults";
import { stackConfig } from "./support/program";
import type { DoneOperation, Operation, Standing } from "./support/simulatedCloud";
import { isServed, stateOf, strays } from "./support/state";
import { figure, onTheEngine } from "./support/suite";
import { typeOf } from "./support/urn";

/** With `each` a run fails one operation and nothing else is under way; else it fails what it has begun at the same time. */
const ONE_BY_ONE = process.env.ENGINE_FAULTS === "each";
/** A run for each operation and some to spare: more means that a fault does not go away. */
const MOST_RUNS = 300;

/** What the scripted faults say. */
const SCRIPTED = /Status=(?:409|429|500) Code="(?:AnotherOperationInProgress|TooManyRequests|InternalServerError)"/;
/**
 * What says that something else went wrong, in the program or in the order of things. Not that the program ended with an unhandled
 * exception: so the SDK tells of what depends on a resource that failed, where a run continues on errors.
 */
const REFUSED = /Code="|still unknown|TypeError|ReferenceError|panic/;

/** As most people and pipelines do it: a run stops at the first failure. */
const UP = ["up", "--yes", "--skip-preview", ...(ONE_BY_ONE ? ["--parallel", "1"] : [])];
/** As somebody does who wants the most out of each run. */
const UP_ON_AND_ON = ONE_BY_ONE ? UP : [...UP, "--continue-on-error"];

const WITH_DATA = changed(stackConfig("dev"), DATA);

const isAzure = ({ type }: Pick<Operation, "type">): boolean => type.startsWith("azure-native:");

/**
 * Runs a command until it works; each run gets past the operations that failed in the one before. Only scripted faults may stop it,
 * and nothing else may be refused beside them. One breakdown of the engine itself is told and passed over: it writes the inputs of a
 * half-made update without the lock under which it saves them (3.259, engine/update.go, OnResourceStepPost), which Go ends with
 * "fatal error: concurrent map iteration and map write", and leaves the state locked.
 */
async function untilDone(clone: Checkout, command: readonly string[]): Promise<number> {
  let brokeDown = false;
  for (let count = 1; count <= MOST_RUNS; count++) {
    const printed = await failureOf(clone.run(...command));
    if (printed === undefined) return count;
    const words = `${printed.slice(0, MOST_SHOWN)}\n…\n${printed.slice(-MOST_SHOWN)}\n${clone.programOutput().slice(-MOST_SHOWN)}`;
    assert.doesNotMatch(printed.replaceAll(new RegExp(SCRIPTED, "g"), ""), REFUSED, words);
    if (!brokeDown) assert.doesNotMatch(printed, /already existing|pending operations/, words);
    if (SCRIPTED.test(printed)) continue;
    assert.ok(!brokeDown, `no scripted fault stopped this run either:\n${words}`);
    brokeDown = true;
    figure(`no scripted fault stopped this run:\n${words}`);
    await clone.run("cancel", "--yes");
  }
  throw new assert.AssertionError({ message: `no convergence in ${MOST_RUNS} runs` });
}

/** Fails each operation once, runs until everything stands, and gives what was done. */
async function converges(clone: Checkout, faults: FailOnce, command: readonly string[]): Promise<readonly DoneOperation[]> {
  const before = clone.cloud.done.length;
  clone.cloud.intercept = faults.intercept;
  const runs = await untilDone(clone, command);
  const done = clone.cloud.done.slice(before);
  assert.deepEqual(
    done.filter(({ kind }) => kind === "delete").map(({ name }) => name),
    [],
    "no fault makes anything be deleted or replaced",
  );
  assert.deepEqual(strays(clone.cloud, await stateOf(clone)), []);
  await clone.run("up", "--yes", "--skip-preview", "--expect-no-changes");
  figure(`${faults.failed.size} operations failed once each, ${runs} runs to the end`);
  return done;
}

/** Keys of what has to be created: all that stands in the end, and the approval under the id it has in Azure. */
async function creations(clone: Checkout): Promise<readonly string[]> {
  const { resources } = await stateOf(clone);
  const approvals = resources.filter(({ type }) => type.endsWith(":OriginApproval"));
  assert.ok(approvals.length > 0);
  return [...resources.filter(isServed), ...approvals.map(({ id = "" }) => ({ urn: id }))].map(({ urn }) => keyOf({ kind: "create", urn }));
}

/** Keys of what stands there with other inputs than before. */
function updatesSince(before: readonly Standing[], { cloud }: Checkout): readonly string[] {
  const olds = new Map(before.map(({ urn, inputs }) => [urn, inputs]));
  const changedOnes = cloud.resources.filter(({ urn, inputs }) => !isDeepStrictEqual(olds.get(urn), inputs));
  return changedOnes.map(({ urn }) => keyOf({ kind: "update", urn }));
}

function allFailed({ failed }: FailOnce, wanted: readonly string[]): void {
  assert.deepEqual([...failed].sort(), [...wanted].sort(), "each operation has failed once");
}

onTheEngine("operations that fail once", () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  it("creates converge, and a run after that changes nothing", async () => {
    const faults = failOnce({ kinds: ["create"] });
    await converges(clone, faults, UP);
    const wanted = await creations(clone);
    assert.ok(wanted.length > 150);
    allFailed(faults, wanted);
  });

  it("updates converge in place", async () => {
    const changes = inPlaceChanges("dev");
    clone.configure(changed(stackConfig("dev"), changes));
    const before = clone.cloud.resources;
    const faults = failOnce({ kinds: ["update"] });
    await converges(clone, faults, UP);
    const wanted = updatesSince(before, clone);
    assert.ok(wanted.length >= changes.length);
    allFailed(faults, wanted);
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
    clone.configure(WITH_DATA);
  });
  after(() => clone?.close());

  it("are finished by the next run, not made again", async () => {
    const faults = failOnce({ kinds: ["create"], halfMade: isAzure, only: isAzure });
    const creates = (await converges(clone, faults, UP_ON_AND_ON)).filter((operation) => operation.kind === "create" && isAzure(operation));
    allFailed(faults, (await creations(clone)).filter(isOfAzure));
    assert.equal(new Set(creates.map(({ urn }) => urn)).size, creates.length, "one create each");
  });

  it("and so are updates that end half-way", async () => {
    clone.configure(changed(WITH_DATA, inPlaceChanges("dev")));
    const before = clone.cloud.resources;
    const faults = failOnce({ kinds: ["update"], halfMade: isAzure, only: isAzure });
    await converges(clone, faults, UP_ON_AND_ON);
    const wanted = updatesSince(before, clone).filter(isOfAzure);
    assert.ok(wanted.length > 0);
    allFailed(faults, wanted);
  });
});

const isOfAzure = (key: string): boolean => isAzure({ type: typeOf(key) });
