import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { explain } from "../../docs/generate/explain";

describe("npm run explain", function () {
  this.timeout(120_000);

  it("shows reason, fix, sources and options of a control, by id in any case or by policy name", () => {
    const text = explain(["fd-04"]);
    for (const part of ["## FD-04", "frontdoor-waf-prevention", "**Fix:**", "Remediation", "Stated in"])
      assert.ok(text.includes(part), part);
    assert.equal(explain(["frontdoor-waf-prevention"]), text);
    assert.match(explain(["AKS-25", "SVC-01"]), /## AKS-25[\s\S]*## SVC-01[\s\S]*\| `/);
  });

  it("names similar controls for one that does not exist", () => {
    assert.throws(() => explain(["FD-99"]), /no control has the id or policy name FD-99\. Similar:\n {2}FD-01 /);
    assert.throws(() => explain(["purge"]), /Similar:[\s\S]*KV-05/);
    assert.throws(() => explain(["zzzz"]), /docs\/controls\.md lists them/);
  });

  it("is a command, which fails without a stack trace", () => {
    const run = (...args: readonly string[]) =>
      spawnSync("npm", ["run", "--silent", "explain", "--", ...args], { cwd: join(__dirname, "../.."), encoding: "utf8" });
    assert.match(run("KV-06").stdout, /^## KV-06\n/);
    const { status, stderr } = run("KV-99");
    assert.deepEqual([status, stderr.split("\n")[0]], [2, "no control has the id or policy name KV-99. Similar:"]);
  });
});
