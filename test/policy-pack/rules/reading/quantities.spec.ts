import assert from "node:assert/strict";
import { quantityOf } from "../../../../policy-pack/rules/reading/quantities";
import { UNKNOWN } from "../../../../policy-pack/rules/reading/values";

/** Notations of Kubernetes quantities, and texts that are none. */
const QUANTITIES: readonly [unknown, number | undefined][] = [
  ["500m", 0.5],
  ["0", 0],
  [2, 2],
  ["0.5", 0.5],
  [".5", 0.5],
  ["5.", 5],
  ["1Gi", 2 ** 30],
  ["1G", 1e9],
  ["1e3", 1000],
  ["12E", 12e18],
  ["1E3", 1000],
  ["2Ei", 2 ** 61],
  ["-1", -1],
  ["100n", 1e-7],
  ["1gi", undefined],
  ["1 Gi", undefined],
  ["", undefined],
  ["lots", undefined],
  [Number.NaN, undefined],
  [null, undefined],
  [true, undefined],
  [UNKNOWN, undefined],
];

describe("a Kubernetes quantity", () => {
  for (const [text, expected] of QUANTITIES) {
    it(`${JSON.stringify(text) ?? String(text)} is ${expected ?? "none"}`, () => {
      const found = quantityOf(text);
      if (expected === undefined || found === undefined) assert.equal(found, expected);
      else assert.ok(Math.abs(found - expected) <= Math.abs(expected) * 1e-12, String(found));
    });
  }
});
