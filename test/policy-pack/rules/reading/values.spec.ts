import assert from "node:assert/strict";
import { get, locate, UNKNOWN } from "../../../../policy-pack/rules/reading/values";

describe("values by path", () => {
  const root = { a: { b: [{ c: 1 }, { c: UNKNOWN }], "x.y": 2 }, text: "abc", gone: null, later: UNKNOWN };

  const single: [string, unknown][] = [
    ["a.b[0].c", 1],
    ['a["x.y"]', 2],
    ["a.b[1].c", UNKNOWN],
    ["a.b[2].c", undefined],
    ["later.anything[3].below", UNKNOWN],
    ["gone.below", undefined],
    ["text.length", undefined],
    ["a.toString", undefined],
    ["a.b.length.x", undefined],
  ];
  for (const [path, value] of single) it(`${path} is ${String(value)}`, () => assert.equal(get(root, path), value));

  it("a wildcard matches every element", () => {
    assert.deepEqual(
      locate(root, "a.b[*].c").map(({ path }) => path),
      ["a.b[0].c", "a.b[1].c"],
    );
  });

  it("a wildcard over an unknown list is one unknown, over a missing list nothing", () => {
    assert.deepEqual(locate(root, "later[*].c"), [{ path: "later", value: UNKNOWN }]);
    assert.deepEqual(locate(root, "gone[*].c"), []);
    assert.deepEqual(locate({ list: [UNKNOWN] }, "list[*].c"), [{ path: "list[0]", value: UNKNOWN }]);
  });
});
