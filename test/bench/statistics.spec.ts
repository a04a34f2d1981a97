import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

type Spread = { min: number; median: number; max: number };
const { ratios, spread } = require("../../bench/statistics") as {
  ratios: (values: number[], references: number[]) => Spread;
  spread: (values: number[]) => Spread;
};

describe("bench", () => {
  it("computes the median of odd and even series, sorted as numbers and not as text", () => {
    assert.deepEqual(spread([100, 9, 20]), { min: 9, median: 20, max: 100 });
    assert.deepEqual(spread([4, 1, 3, 2]), { min: 1, median: 2.5, max: 4 });
  });

  it("computes ratios round by round: a load that slows both runs does not change the ratio", () => {
    assert.deepEqual(ratios([15, 150, 30], [10, 100, 10]), { min: 1.5, median: 1.5, max: 3 });
  });

  for (const rounds of ["0", "many", "2.5", "101"]) {
    it(`rejects --rounds ${rounds} before it runs anything`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, "../../bench/bench.js"), "--rounds", rounds], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /^--rounds .*: expected 1 to 100\n$/);
    });
  }
});
