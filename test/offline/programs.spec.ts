import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OfflinePreview, previewOffline } from "../programs/offlinePreview";
import { type Expectation, PASSWORD, type Program } from "../programs/program";
import { PROGRAMS } from "../programs/programs";
import { writeProject } from "../programs/project";
import { findingsOf, notJudgedOf, resourcesOf } from "../programs/results";
import { RunsAhead } from "../programs/runsAhead";

interface Run extends OfflinePreview {
  readonly folder: string;
}

describe("offline: programs", function () {
  this.timeout(600_000);
  let root = "";
  before(() => {
    root = mkdtempSync(join(tmpdir(), "programs-"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const all = Object.values(PROGRAMS).flat();
  const runs = new RunsAhead(all, ["one", "two"], (program) => preview(program, join(root, `${all.indexOf(program)}`, "shop")));
  for (const [subject, programs] of Object.entries(PROGRAMS)) {
    describe(subject, () => {
      for (const program of programs) {
        it(program.kind, async () => assertExpected(await runs.resultOf(program), program.expect));
      }
    });
  }
});

async function preview(program: Program, folder: string): Promise<Run> {
  writeProject(program, folder);
  return { ...(await previewOffline(folder, program.args ?? ["dev"])), folder };
}

function assertExpected({ exit, document, stderr, folder }: Run, expected: Expectation): void {
  assert.doesNotMatch(JSON.stringify(document) + stderr, new RegExp(PASSWORD));
  assert.equal(document.error ?? "", expected.error === undefined ? "" : document.error, "unexpected error");
  assert.equal(exit, expected.exit, stderr);
  if (expected.error !== undefined) assertErrorText(document.error ?? "", expected.error);
  assert.deepEqual(resourcesOf(document), [...(expected.resources ?? [])].sort());
  assert.deepEqual(findingsOf(document), [...(expected.findings ?? [])].sort());
  assert.deepEqual(notJudgedOf(document), [...(expected.notJudged ?? [])].sort());
  assertWarnings(document.warnings ?? [], expected.warnings ?? []);
  if (expected.outputs !== undefined) assertOutputs(document.outputs ?? {}, expected.outputs);
  if (expected.prints !== undefined) assert.match(stderr, expected.prints);
  for (const [file, text] of Object.entries(expected.written ?? {})) assert.equal(readFileSync(join(folder, file), "utf8"), text);
}

function assertOutputs(outputs: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>): void {
  const matched = Object.entries(expected).map(([name, value]) => {
    const actual = outputs[name];
    return [name, value instanceof RegExp && typeof actual === "string" && value.test(actual) ? actual : value];
  });
  assert.deepEqual(outputs, Object.fromEntries(matched));
}

/** An error says why in its first line, and where in its second; a stack trace would have more frames. */
function assertErrorText(error: string, expected: RegExp): void {
  assert.match(error, expected);
  assert.ok((error.match(/^\s+at /gm) ?? []).length <= 1, `a stack trace: ${error}`);
}

function assertWarnings(warnings: readonly string[], expected: readonly RegExp[]): void {
  assert.equal(warnings.length, expected.length, warnings.join("\n"));
  for (const [index, pattern] of expected.entries()) assert.match(warnings[index] ?? "", pattern);
}
