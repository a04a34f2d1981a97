import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const HEAP = "--initial-old-space-size=64";
/** V8 compares this number with the one in compiled code, and accepts the code only if they are equal. */
const TAG = "require('node:v8').cachedDataVersionTag()";

/** What a program prints, and nothing else: V8 reports an unknown option on the standard error output. */
function run(program: string, ...options: readonly string[]): unknown {
  const code = `const options = require("./offline/v8Options"); console.log(JSON.stringify(${program}))`;
  const env = { ...process.env, NODE_OPTIONS: "" };
  const { stdout, stderr } = spawnSync(process.execPath, [...options, "-e", code], { cwd: root, encoding: "utf8", env });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

/** How often V8 collects the whole heap while a program first drops what it allocates and then keeps it. */
function collections(...options: readonly string[]): number {
  const code = `require("./offline/v8Options").acceptCompiledCode();
    for (let count = 0; count < 100; count++) Array.from({ length: 3e4 }, (_, index) => ({ index }));
    const kept = Array.from({ length: 100 }, () => Array.from({ length: 3e4 }, (_, index) => ({ index })));
    console.log(kept.length);`;
  const env = { ...process.env, NODE_OPTIONS: "" };
  const { stdout, status } = spawnSync(process.execPath, ["--trace-gc", ...options, "-e", code], { cwd: root, encoding: "utf8", env });
  assert.equal(status, 0);
  return stdout.split("\n").filter((line) => line.includes("Mark-Compact")).length;
}

describe("offline: options of V8", function () {
  this.timeout(60_000);

  it("accept compiled code although the heap at start has another size", () => {
    const plain = run(TAG);
    assert.notEqual(run(TAG, HEAP), plain);
    for (const option of [HEAP, HEAP.replaceAll("-", "_").replace("__", "--")])
      assert.equal(run(`(options.acceptCompiledCode(), ${TAG})`, option), plain, option);
  });

  it("keep the size of the heap at start", () => {
    assert.ok(collections("--initial-old-space-size=512") < collections());
  });

  it("are changed neither for another size of the heap nor for other options", () => {
    const unchanged = `(() => { const tag = ${TAG}; options.acceptCompiledCode(); return tag === ${TAG}; })()`;
    assert.equal(run(unchanged), true);
    assert.equal(run(unchanged, "--stack-size=901"), true);
  });

  it("delay optimization in the versions of Node.js that CI runs", function () {
    if (!["20", "22", "24"].includes(process.versions.node.split(".")[0] ?? "")) this.skip();
    assert.notEqual(run(`(options.optimizeLater(), ${TAG})`), run(TAG));
  });

  it("stay as they are in a version of V8 whose options are not known", () => {
    const unknown = "Object.defineProperty(process.versions, 'v8', { value: '99.1' })";
    assert.equal(run(`(${unknown}, options.optimizeLater(), ${TAG})`), run(TAG));
  });
});
