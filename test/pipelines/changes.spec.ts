import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../support/sources";
import { preview, ROTATION, type Step, update, urn, withPreviews } from "./previews";

function run(script: string, args: readonly string[], previews: Readonly<Record<string, string | readonly Step[]>>) {
  return withPreviews(previews, (folder) => {
    const options = { encoding: "utf8", cwd: folder } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, ".ci/pipelines", script), ...args], options);
    return { status, said: stdout + stderr };
  });
}

const WAF = update("azure-native:frontdoor:Policy", "waf", { mode: "Prevention" }, { mode: "Detection" });
const GONE: Step = { op: "delete", urn: urn("azure-native:cache:Redis", "cache"), oldState: { inputs: {} } };

describe(".ci/pipelines/changes.js", () => {
  const show = (content: string | readonly Step[]) => run("changes.js", ["show", "a.json"], { "a.json": content });
  const compare = (one: readonly Step[], other: readonly Step[]) =>
    run("changes.js", ["compare", "a.json", "b.json"], { "a.json": one, "b.json": other });

  it("shows deletions first, each property with its values, and secrets as changed only", () => {
    const { status, said } = show([...ROTATION, WAF, GONE]);
    assert.equal(status, 0);
    assert.match(said, /^1 delete, 1 replace, 4 update:$/m);
    assert.match(said, /\| --- \| --- \| --- \|\n\| delete \| `cache`/);
    assert.match(said, /\| update \| `waf` `azure-native:frontdoor:Policy` \| `mode`: `Prevention` → `Detection` \|/);
    assert.match(said, /`server` .* a secret value \(`administratorLoginPassword`\) \|/);
  });

  it("keeps text of a resource within its cell", () => {
    const { said } = show([update("a:b:C", "x|y\n| z", { value: "`|`" }, { value: "\u202e<img src=x>\n" })]);
    const rows = said.split("\n").filter((line) => line.startsWith("| update"));
    assert.deepEqual(rows, ["| update | `x\\|y \\| z` `a:b:C` | `value`: `` `\\|` `` → `<img src=x>` |"]);
  });

  it("fails with a preview that failed, and says why", () => {
    const failed = show(preview([WAF], [{ severity: "error", message: "[FD-04] the mode" }]));
    assert.equal(failed.status, 1);
    assert.match(failed.said, /The preview failed:\n\n```text\n\[FD-04\] the mode\n```/);
    assert.equal(show("error: no stack\n").status, 1);
    assert.match(show([]).said, /^No changes\.$/m);
  });

  it("accepts the changes that were approved, in any order", () => {
    assert.equal(compare([WAF, GONE], [GONE, WAF]).status, 0);
  });

  it("refuses changes that were not approved, that are gone, or that differ in a value", () => {
    const other = update("azure-native:frontdoor:Policy", "waf", { mode: "Prevention" }, { mode: "off" });
    const created = (size: number): Step => ({ op: "create", urn: urn("a:b:C", "new"), newState: { inputs: { size } } });
    for (const [one, two] of [
      [[created(1)], [created(2)]],
      [[WAF], [WAF, GONE]],
      [[WAF, GONE], [WAF]],
      [[WAF], [other]],
    ] as const) {
      assert.equal(compare(one, two).status, 1);
    }
    assert.match(compare([WAF], [WAF, GONE]).said, /not approved: delete cache/);
    assert.equal(run("changes.js", ["compare", "a.json", "b.json"], { "a.json": [WAF], "b.json": "error" }).status, 1);
  });
});

describe(".ci/pipelines/drift.js", () => {
  const body = (content: string | readonly Step[]) => {
    const { status, said } = run("drift.js", ["prod", "a.json"], { "a.json": content });
    assert.equal(status, 0);
    return said;
  };

  it("says nothing where nothing differs, or only a rotation is due", () => {
    assert.equal(body([]), "");
    assert.equal(body(ROTATION), "");
  });

  it("names resources and properties, and no value", () => {
    const text = body([WAF, ...ROTATION]);
    assert.match(text, /\| update \| `waf` \| `azure-native:frontdoor:Policy` \| `mode` \|/);
    assert.doesNotMatch(text, /Prevention|Detection|\[secret\]/);
  });

  it("reports a preview that failed, without its messages", () => {
    for (const content of ["error: timeout", preview([], [{ severity: "error", message: "key abc" }])]) {
      assert.match(body(content), /The preview of `prod` failed/);
      assert.doesNotMatch(body(content), /abc|timeout/);
    }
  });

  it("fits into an issue", () => {
    const many = Array.from({ length: 1000 }, (_, index) => update("a:b:C", `name-${index}`, { a: 1 }, { a: 2 }));
    assert.ok(body(many).length < 65_536);
    assert.match(body(many), /and 900 more/);
  });
});
