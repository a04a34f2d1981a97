import assert from "node:assert/strict";
import { runQuery } from "./engine";
import type { Row, Table, Value } from "./values";

const NOW = new Date("2026-11-01T12:00:00Z");
const table = (columns: string, rows: readonly Row[]): Table => ({ columns: new Set(columns.split(" ")), rows });

/** Value of a scalar expression over one row. */
function scalar(expression: string, row: Row = {}): Value {
  const columns = table(["Any", ...Object.keys(row)].join(" "), [row]);
  return runQuery(`T | project Result = ${expression}`, { tables: { T: columns }, now: NOW }).rows[0]?.Result ?? null;
}

const run = (query: string, rows: readonly Row[], columns = "State EventType Damage At"): readonly Row[] =>
  runQuery(query, { tables: { StormEvents: table(columns, rows) }, now: NOW }).rows;

/** Examples of the Kusto reference (learn.microsoft.com/kusto/query): string operators, logical operators, null values, functions. */
const DOCUMENTED: readonly (readonly [string, Value])[] = [
  ['"aBc" == "aBc"', true],
  ['"abc" != "ABC"', true],
  ['"abc" =~ "ABC"', true],
  ['"aBc" !~ "xyz"', true],
  ['"FabriKam" contains "BRik"', true],
  ['"Fabrikam" !contains "xyz"', true],
  ['"Fabrikam" endswith "Kam"', true],
  ['"Fabrikam" !endswith "brik"', true],
  ['"North America" has "america"', true],
  ['"North America" !has "amer"', true],
  ['"North America" has_any("south", "north")', true],
  ['"KustoExplorerQueryRun" has "Explorer"', false],
  ['"KustoExplorerQueryRun" contains "Explorer"', true],
  ['"Kusto: ad67d136-c1db-4f9f-88ef-d94f3b6b0b5a;KustoExplorerQueryRun" has "c1db"', true],
  ['"abc" in ("123", "345", "abc")', true],
  ['"bca" !in ("123", "345", "abc")', true],
  ['"Abc" in~ ("123", "345", "abc")', true],
  ['"bCa" !in~ ("123", "345", "ABC")', true],
  ['"Fabrikam" matches regex "b.*k"', true],
  ['"Fabrikam" startswith "fab"', true],
  ['"Fabrikam" !startswith "kam"', true],
  ['toint("123") == 123', true],
  ['toint("a")', null],
  ["tostring(123)", "123"],
  ["not(false) == true", true],
  ['toint("a") == 5', false],
  ['toint("a") != 5', true],
  ['toint("a") == toint("b")', null],
  ['toint("a") > 3', null],
  ['(toint("a") == toint("b")) and true', false],
  ['(toint("a") == toint("b")) or true', true],
  ['case(7 <= 3, "Good", 7 <= 8, "Bad", "Ugly")', "Bad"],
  ['@"a\\b" matches regex @"a\\\\b"', true],
];

describe("KQL evaluator", () => {
  for (const [expression, expected] of DOCUMENTED) {
    it(`evaluates ${expression}`, () => assert.equal(scalar(expression), expected));
  }

  it("reads properties and elements of dynamic values, null where they do not exist", () => {
    const row = { User: { username: "a", groups: ["x", "y"] } };
    assert.equal(scalar("tostring(User.groups[1])", row), "y");
    assert.equal(scalar("tostring(User.groups[9])", row), "");
    assert.equal(scalar("toint(User.missing.code)", row), null);
    assert.equal(scalar("tostring(User.groups)", row), '["x","y"]');
  });

  it("drops rows for which the predicate is null", () => {
    assert.equal(run("StormEvents | where toint(Damage) > 3", [{ Damage: "none" }, { Damage: "5" }]).length, 1);
  });

  it("groups, counts and compares with the result of a let statement", () => {
    const rows = [
      { State: "TEXAS", EventType: "Flood", At: new Date("2026-11-01T11:30:00Z") },
      { State: "TEXAS", EventType: "Hail", At: new Date("2026-11-01T11:40:00Z") },
      { State: "KANSAS", EventType: "Hail", At: new Date("2026-10-31T12:00:00Z") },
      { State: "KANSAS", EventType: "Hail", At: new Date("2026-11-01T11:50:00Z") },
    ];
    const summary = run("StormEvents | summarize Events = count(), Kinds = dcount(EventType) by State", rows);
    assert.deepEqual(summary, [
      { State: "TEXAS", Events: 2, Kinds: 2 },
      { State: "KANSAS", Events: 2, Kinds: 1 },
    ]);
    const fresh = "let Old = StormEvents | where At <= ago(1h) | distinct State; StormEvents | where State !in (Old) | distinct State";
    assert.deepEqual(run(fresh, rows), [{ State: "TEXAS" }]);
    assert.deepEqual(run("StormEvents | summarize count()", []), [{ count_: 0 }]);
  });

  it("resolves only columns and tables that exist", () => {
    assert.equal(scalar('column_ifexists("Name_s", "none")'), "none");
    assert.equal(scalar('column_ifexists("Name_s", "none")', { Name_s: "x" }), "x");
    assert.throws(() => scalar("Name_s"), /failed to resolve column Name_s/);
    assert.throws(() => run("Storms | where true", []), /failed to resolve table Storms/);
  });

  it("throws on what it does not have, instead of guessing", () => {
    for (const query of ["take 5", "where State hassuffix 'x'", "summarize max(Damage)", "where strlen(State) > 1", "order by State"]) {
      assert.throws(() => run(`StormEvents | ${query}`, [{ State: "TEXAS" }]), query);
    }
    assert.throws(() => scalar('"a" matches regex "(?=a)"'), /RE2/);
    assert.throws(() => scalar("User has 'a'"), Error);
  });

  it("demands strings for string operators", () => {
    assert.throws(() => scalar('User.name has "a"', { User: { name: null } }), /use tostring/);
  });
});
