import assert from "node:assert/strict";
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { createCopy } from "../previewCopy";

describe("offline: --diff with a revision of this repository", function () {
  this.timeout(120_000);
  let folder = "";
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: folder, encoding: "utf8" }).trim();
  const commit = (program: string): string => {
    writeFileSync(join(folder, "index.ts"), program);
    git("add", "-A");
    git("commit", "-qm", "next");
    return git("rev-parse", "HEAD");
  };
  const compare = (base: string): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "offline", "preview.js"), "dev", "--diff", base], {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    assert.equal(status, 0, stderr);
    return stdout.replace(/^Time .*$/m, "");
  };
  const kept = () => join(folder, ".build", "preview", "revisions");

  before(() => {
    folder = createCopy();
    writeFileSync(join(folder, ".gitignore"), "node_modules\n.build\n");
    git("init", "-q");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("compiles a commit once", () => {
    const base = commit('import * as pulumi from "@pulumi/pulumi";\nnew pulumi.ComponentResource("team:index:Shop", "shop");\n');
    writeFileSync(join(folder, "index.ts"), "export const answer = 42;\n");
    const first = compare(base);
    assert.match(first, /1 removed/);
    const bundle = join(kept(), base, "sources.js");
    const written = statSync(bundle).mtimeMs;
    assert.equal(compare(base), first);
    assert.equal(statSync(bundle).mtimeMs, written);
  });

  it("compiles it again where the kept files are incomplete, and serves previews that run at once", async () => {
    const base = commit('import * as pulumi from "@pulumi/pulumi";\nnew pulumi.ComponentResource("team:index:Shop", "shop");\n// again\n');
    writeFileSync(join(folder, "index.ts"), "export const answer = 42;\n");
    compare(base);
    rmSync(join(kept(), base, "sources.js"));
    assert.match(compare(base), /1 removed/);
    rmSync(kept(), { recursive: true });
    const run = promisify(execFile);
    const args = [join(folder, "offline", "preview.js"), "dev", "--diff", base];
    const outputs = await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: "" } })),
    );
    for (const { stdout } of outputs) assert.match(stdout, /1 removed/);
    assert.deepEqual(readdirSync(kept()), [base]);
  });

  it("names the place of an error in the revision, also from the kept bundle", () => {
    const base = commit('export const answer = 42;\nthrow new Error("broken at that time");\n');
    writeFileSync(join(folder, "index.ts"), "export const answer = 42;\n");
    for (const _ of ["compiled", "kept"]) assert.match(compare(base), /broken at that time\n {6}at index\.ts:2:7\n/);
  });

  it("keeps the newest few", () => {
    for (const answer of [1, 2, 3]) compare(commit(`export const answer = ${answer};\n`));
    assert.equal(readdirSync(kept()).length, 3);
    assert.ok(readdirSync(kept()).includes(git("rev-parse", "HEAD")));
  });
});
