import assert from "node:assert/strict";
import { propertyDifferences } from "../../../../offline/report/comparison/properties";

describe("offline/report: properties that differ", () => {
  const cases: readonly (readonly [what: string, before: object, after: object, expected: readonly object[]])[] = [
    ["equal ones", { a: [{ b: 1 }] }, { a: [{ b: 1 }] }, []],
    ["a nested one", { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, [{ path: "a.b", before: 1, after: 3 }]],
    ["one that is set", { a: {} }, { a: { b: null } }, [{ path: "a.b", after: null }]],
    ["one that is no longer set", { a: { "x/y": 1 } }, { a: {} }, [{ path: 'a["x/y"]', before: 1 }]],
    [
      "an element inserted before one with a name",
      { env: [{ name: "b", value: "1" }] },
      {
        env: [
          { name: "a", value: "0" },
          { name: "b", value: "2" },
        ],
      },
      [
        { path: "env[b].value", before: "1", after: "2" },
        { path: "env[a]", after: { name: "a", value: "0" } },
      ],
    ],
    [
      "the order of named elements",
      { env: [{ name: "a" }, { name: "b" }] },
      { env: [{ name: "b" }, { name: "a" }] },
      [{ path: "env (order)", before: ["a", "b"], after: ["b", "a"] }],
    ],
    ["an element in the middle", { a: [1, 3] }, { a: [1, 2, 3] }, [{ path: "a[1]", after: 2 }]],
    ["an element removed from the end", { a: [1, 2] }, { a: [1] }, [{ path: "a[1]", before: 2 }]],
    ["another kind of value", { a: [1] }, { a: { b: 1 } }, [{ path: "a", before: [1], after: { b: 1 } }]],
  ];
  for (const [what, before, after, expected] of cases)
    it(`are ${what}`, () => {
      assert.deepEqual(propertyDifferences(before, after), expected);
    });
});
