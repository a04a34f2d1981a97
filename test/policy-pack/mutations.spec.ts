import assert from "node:assert/strict";
import { NOT_WEAKENED } from "./mutations/notWeakened";
import { type Outcome, type Result, weakenStacks } from "./mutations/run";
import { TABLE } from "./mutations/table";
import type { Accepted } from "./mutations/weakening";

/** Least share of the mutations that the control which the table names must report. */
const LEAST_REPORTED = 0.98;

/** Mutations that nothing reports because no control is about them or another setting holds must not become many. */
const MOST_ACCEPTED = 0.1;

let outcome: Outcome;

before(async function () {
  this.timeout(120_000);
  outcome = await weakenStacks();
});

describe("The pack, when one value of a committed stack is weakened", () => {
  const expected = () => outcome.results.filter(({ row }) => row.accepted === undefined);
  const accepted = (kind: Accepted["kind"]) => outcome.results.filter(({ row }) => row.accepted?.kind === kind);
  const count = (answer: Result["answer"]) => expected().filter((one) => one.answer === answer).length;

  it("reports it by the control that the table names", function () {
    const missed = expected().filter(({ answer }) => answer !== "refused" && answer !== "advised");
    assert.deepEqual(missed.map(line), []);
    showFigures(this.test, `${outcome.results.length} values: ${count("refused")} refused, ${count("advised")} advised`);
  });

  it("accepts no more than 2 % of what a control is about, each with a reason", function () {
    const survivors = accepted("survivor");
    const share = expected().length / (expected().length + survivors.length);
    assert.ok(share >= LEAST_REPORTED, `${(share * 100).toFixed(2)} %:\n${survivors.map(line).join("\n")}`);
    showFigures(this.test, `${survivors.length} accepted, ${(share * 100).toFixed(1)} % reported`);
  });

  it("accepts few of all values", function () {
    const others = [...accepted("layered"), ...accepted("unnamed")];
    assert.ok(others.length <= outcome.results.length * MOST_ACCEPTED, `${others.length} of ${outcome.results.length}`);
    showFigures(
      this.test,
      `${accepted("layered").length} with another setting that holds, ${accepted("unnamed").length} without a control`,
    );
  });

  it("reports nothing where the table says that it accepts the value", () => {
    const reported = outcome.results.filter(({ row, answer }) => row.accepted !== undefined && answer !== "accepted");
    assert.deepEqual(reported.map(line), []);
  });

  it("reports a value that another setting makes harmless once that is weakened too", () => {
    const layered = outcome.results.filter(({ reportedWithoutLayer }) => reportedWithoutLayer !== undefined);
    assert.ok(layered.length > 0);
    assert.deepEqual(layered.filter((one) => !one.reportedWithoutLayer).map(line), []);
  });
});

describe("The table of weakenings", () => {
  it("has only rows that match a resource", () => {
    const used = new Set(outcome.results.map(({ row }) => row));
    assert.deepEqual(
      TABLE.filter((row) => !used.has(row)).map(({ type, path }) => `${type} ${path}`),
      [],
    );
  });

  it("names controls for each value that must be reported, and none for the others", () => {
    assert.deepEqual(
      TABLE.filter((row) => (row.accepted === undefined) !== row.controls.length > 0).map(({ type, path }) => `${type} ${path}`),
      [],
    );
  });

  it("weakens every boolean and every value of an enumeration, or says why not", () => {
    const { all, weakened } = outcome.leaves;
    const isWeakened = (leaf: string) => weakened.has(leaf) || weakened.has(leaf.replace(/(?:\[\*\])+$/, ""));
    const missing = [...all].filter((leaf) => !isWeakened(leaf) && !NOT_WEAKENED.some(({ leaves }) => leaves.test(leaf)));
    assert.deepEqual(missing.sort(), []);
  });

  it("says only about existing leaves why they are not weakened", () => {
    const { all } = outcome.leaves;
    const unused = NOT_WEAKENED.filter(({ leaves }) => ![...all].some((leaf) => leaves.test(leaf)));
    assert.deepEqual(
      unused.map(({ leaves, reason }) => `${leaves.source}: ${reason}`),
      [],
    );
  });
});

function line({ text, row, controls }: Result): string {
  const reason = row.accepted === undefined ? `expected ${row.controls.join(" or ")}` : row.accepted.reason;
  return `${text}: ${reason}${controls.length > 0 ? `; reported by ${controls.join(", ")}` : ""}`;
}

/** Adds figures to the title of a test, so that a run shows them. */
function showFigures(test: Mocha.Runnable | undefined, figures: string): void {
  if (test !== undefined) test.title += ` (${figures})`;
}
