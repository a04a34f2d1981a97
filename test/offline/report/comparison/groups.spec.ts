import assert from "node:assert/strict";
import { shortValue } from "../../../../offline/report/comparison/groups";

const short = (before: unknown, after: unknown, width = 30) =>
  (["before", "after"] as const).map((side) => shortValue({ path: "p", before, after }, side, width));

describe("shortValue", () => {
  it("shows values that fit whole, and no value where there is none", () => {
    assert.deepEqual(short("a", 1), ['"a"', "1"]);
    assert.deepEqual(
      [shortValue({ path: "p", after: 1 }, "before", 30), shortValue({ path: "p", before: 1 }, "after", 30)],
      [undefined, undefined],
    );
  });

  it("shows the part in which long values differ, in the width", () => {
    const start = "a long text with which both values begin ";
    const [before = "", after = ""] = short(
      `${start}one, and more after it that is the same`,
      `${start}two, and more after it that is the same`,
    );
    assert.ok(before.includes("begin one") && after.includes("begin two"), `${before} ${after}`);
    for (const text of [before, after]) assert.ok(text.length === 30 && text.startsWith("…") && text.endsWith("…"), text);
  });

  it("shows the beginning of values that differ there, and the end of one that differs there", () => {
    const rest = "x".repeat(40);
    assert.deepEqual(short(`one ${rest}`, `two ${rest}`), [`"one ${"x".repeat(24)}…`, `"two ${"x".repeat(24)}…`]);
    const [before = "", after = ""] = short(`${rest}one`, `${rest}two`);
    assert.ok(before.endsWith('one"') && after.endsWith('two"') && before.length === 30);
  });

  it("shows a short value next to a long one that begins with it", () => {
    const [before, after = ""] = short("catalog", `catalog${"x".repeat(60)}`);
    assert.equal(before, '"catalog"');
    assert.ok(after.startsWith('"catalogx') && after.length === 30);
  });
});
