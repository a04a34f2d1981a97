import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createCopy } from "./previewCopy";

const BUNDLES = ["sources.js", "vendor.js"];
/** Options of Node.js on which V8 makes its code caches depend. */
const OPTIONS = [[], ["--stack-size=900"], ["--stack-size=901"], ["--stack-size=902"]] as const;

describe("offline: V8 code caches of the bundles", function () {
  this.timeout(120_000);
  let folder = "";
  before(() => {
    folder = createCopy();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const caches = () => {
    const bundles = join(folder, ".build", "preview", "project");
    const names = readdirSync(bundles).filter((name) => name.endsWith(".cache"));
    return new Map(names.map((name) => [name, statSync(join(bundles, name)).mtimeMs]));
  };
  const preview = (options: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [...options, join(folder, "offline", "preview.js"), "dev"], {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    assert.equal(status, 0, stderr);
    return caches();
  };

  it("are kept for each set of options of Node.js: two ways to start the preview do not rewrite them in turn", () => {
    const first = preview(OPTIONS[0]);
    assert.equal(first.size, BUNDLES.length);
    assert.equal(preview(OPTIONS[1]).size, 2 * BUNDLES.length);
    const again = preview(OPTIONS[0]);
    for (const [name, written] of first) assert.equal(again.get(name), written, name);
  });

  it("are the same whatever the size of the heap at start", () => {
    const first = preview(OPTIONS[0]);
    assert.deepEqual(preview(["--initial-old-space-size=64"]), first);
  });

  it("are bounded in number", () => {
    for (const options of OPTIONS) preview(options);
    for (const bundle of BUNDLES) assert.equal([...caches().keys()].filter((name) => name.startsWith(`${bundle}.`)).length, 3);
  });
});
