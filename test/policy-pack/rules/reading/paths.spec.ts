import assert from "node:assert/strict";
import { pathOf } from "../../../../policy-pack/rules/reading/paths";
import { get } from "../../../../policy-pack/rules/reading/values";

const CASES: readonly (readonly [steps: readonly (string | number)[], path: string])[] = [
  [[], ""],
  [["spec"], "spec"],
  [["spec", "containers", 0, "image"], "spec.containers[0].image"],
  [["lists", 1, 0], "lists[1][0]"],
  [["metadata", "annotations", "example.org/token"], 'metadata.annotations["example.org/token"]'],
  [["tags", "a[0]", "b"], 'tags["a[0]"].b'],
  [["a.b", "c"], '["a.b"].c'],
];

describe("path of a value among the inputs", () => {
  for (const [steps, path] of CASES) it(`of ${JSON.stringify(steps)} is ${JSON.stringify(path)}`, () => assert.equal(pathOf(steps), path));

  it("leads to the value", () => {
    for (const [steps, path] of CASES) {
      const root = steps.reduceRight<unknown>(
        (value, step) => (typeof step === "number" ? listWith(step, value) : { [step]: value }),
        "found",
      );
      assert.equal(get(root, path), "found", path);
    }
  });
});

function listWith(position: number, value: unknown): readonly unknown[] {
  return Array.from({ length: position + 1 }, (_, index) => (index === position ? value : "another"));
}
