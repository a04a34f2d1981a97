import assert from "node:assert/strict";
import { Progress } from "../../../offline/report/progress";

/** What is written while updates arrive at the given milliseconds, and at the end. */
function written(isTTY: boolean, ...times: readonly number[]): string {
  const texts: string[] = [];
  let now = 0;
  const progress = new Progress({ isTTY, write: (text: string | Uint8Array) => texts.push(`${text}`) > 0 }, () => now);
  for (const time of times) {
    now = time;
    progress.update(`${time}`);
  }
  progress.clear();
  return texts.join("");
}

describe("offline/report: progress", () => {
  it("of a short run is not shown", () => {
    assert.equal(written(true, 100, 1400), "");
    assert.equal(written(false, 100, 1400, 29_000), "");
  });

  it("overwrites its line on a terminal, and removes it at the end", () => {
    assert.equal(written(true, 1500, 1600, 1800), "\r\u001b[K1500\r\u001b[K1800\r\u001b[K");
  });

  it("adds a line to a log every 30 seconds", () => {
    assert.equal(written(false, 20_000, 31_000, 40_000, 62_000), "31000 after 31 s\n62000 after 62 s\n");
  });
});
