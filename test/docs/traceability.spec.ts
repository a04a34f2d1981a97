import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SUBJECTS } from "../../docs/generate/subjects";
import { answerOf, COMMAND, faultsOf, PAGE, renderTraceability } from "../../docs/generate/traceability";
import { catalogue } from "../../policy-pack/rules/catalogue";
import { DOCUMENTS } from "../../requirements/documents";
import { check, type Document, item, type Line, text } from "../../requirements/documents/line";
import { SOURCES } from "../../requirements/sources";
import { ROOT } from "../support/sources";

const exists = (path: string): boolean => existsSync(join(ROOT, path));

/** A document of the given lines, with a name that no control cites. */
function documentOf(lines: readonly Line[], changes: Partial<Document> = {}): Document {
  const of = (kind: Line["kind"]) => lines.filter((line) => line.kind === kind).length;
  const counts = { check: of("check"), item: of("item"), text: of("text") };
  return { name: "example", title: "Example", counts, describing: [], lines, ...changes };
}

describe("docs/traceability.md", () => {
  const page = renderTraceability(DOCUMENTS);

  it("is up to date with its data", () => {
    assert.equal(readFileSync(PAGE, "utf8"), page, `stale: run ${COMMAND}`);
  });

  for (const document of DOCUMENTS) {
    it(`${document.name}: every line has an answer or a reason, and names only what exists`, () => {
      assert.ok(document.lines.length > 30);
      assert.deepEqual(faultsOf(document, exists), []);
    });
  }

  it("has every document that a control cites", () => {
    const cited = new Set(Object.values(SOURCES).flatMap(({ lines }) => Object.keys(lines)));
    assert.deepEqual(DOCUMENTS.map(({ name }) => name).sort(), [...cited].sort());
  });

  it("names only controls of the catalogue, each of which cites the line or one like it", () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    const named = DOCUMENTS.flatMap((document) => document.lines.flatMap((line) => answerOf(document, line).controls));
    assert.ok(new Set(named).size > 250, `${new Set(named).size} controls`);
    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      [],
    );
  });

  it("uses every subject", () => {
    const used = new Set(DOCUMENTS.flatMap(({ lines }) => lines.flatMap(({ subjects }) => subjects.split(" "))));
    assert.deepEqual(
      Object.keys(SUBJECTS).filter((name) => !used.has(name)),
      [],
    );
  });

  it("has one row for each line, with what its subjects list", () => {
    const rows = page.match(/^\| \d+( ☐)? \|.*$/gm) ?? [];
    assert.equal(rows.length, DOCUMENTS.flatMap(({ lines }) => lines).length);
    const row = rows.find((line) => line.startsWith("| 568 ☐ |")) ?? assert.fail("no row of the checklist");
    for (const part of ["[AKS-17](controls/cluster.md#aks-17)", "encryptionKey.ts", "encryptionKey.spec.ts", "operations.md#rotation"]) {
      assert.ok(row.includes(part), part);
    }
  });
});

describe("The data of docs/traceability.md", () => {
  const cases: readonly (readonly [description: string, document: Document, fault: RegExp])[] = [
    ["a line with neither an answer nor a reason", documentOf([check(1, "Something", "", [])]), /^1 has neither an answer nor a reason$/],
    ["a file that does not exist", documentOf([text(1, "Private", "cluster")]), /^1 names .*clusterArgs\.ts, which does not exist$/],
    ["a page that does not exist", documentOf([item(1, "Reviews", "review")]), /^1 names docs\/manual-checks\.md, which does not exist$/],
    ["another number of lines", documentOf([], { counts: { check: 1, item: 0, text: 0 } }), /^0 lines of kind check instead of 1$/],
    ["a line twice", documentOf([item(2, "a", "", "b"), item(2, "a", "", "b")]), /^2 is twice or not in order$/],
    ["a reference to a line that has no row", documentOf([check(1, "a", "", [7], "b")]), /^1 is like 7, which has no row$/],
    ["a line that is left out as well", documentOf([item(1, "a", "", "b")], { describing: [1] }), /^1 has a row and is left out$/],
    ["a control's line without a row", documentOf([], { name: "airbyte-aks-hardening" }), /^8 has a control and no row$/],
  ];
  for (const [description, document, fault] of cases) {
    it(`may not contain ${description}`, () => {
      const faults = faultsOf(document, () => false);
      assert.ok(
        faults.some((one) => fault.test(one)),
        faults.join("\n"),
      );
    });
  }

  it("may contain a line with only a reason", () => {
    assert.deepEqual(
      faultsOf(documentOf([item(1, "Payment data", "", "Organizational.")]), () => true),
      [],
    );
  });

  it("may not name an unknown subject", () => {
    assert.throws(() => faultsOf(documentOf([item(1, "a", "nothing")]), exists), /subjects\.ts has no nothing/);
  });
});
