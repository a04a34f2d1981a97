import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project } from "../program/project";

const program = (body: string) => `import * as pulumi from "@pulumi/pulumi";
  class Thing extends pulumi.CustomResource {
    constructor(name: string, type: string, inputs: object, opts: pulumi.CustomResourceOptions = {}) { super(type, name, inputs, opts); }
  }
  const config = new pulumi.Config();
  ${body}`;
const VAULT = '"azure-native:keyvault:Vault"';
const FIRST = program(`new Thing("one", ${VAULT}, { location: "westeurope", key: config.getSecret("key") }, { protect: true });
  new Thing("two", "random:index:RandomPet", { length: 2 });`);
const SECOND = program(`new Thing("pet", "random:index:RandomPet", { length: 2 }, { aliases: [{ name: "two" }] });
  new Thing("one", ${VAULT}, { location: "northeurope", key: config.getSecret("key") }, { protect: true });`);

describe("offline: --diff", function () {
  this.timeout(300_000);
  let project: Project;
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: project.folder, encoding: "utf8" }).trim();
  /** Folder for the temporary files of these previews alone: other specs run at the same time. */
  let own = "";
  const { TMPDIR, TEMP } = process.env;
  const temporary = () => readdirSync(own).filter((name) => name.startsWith("preview-base-"));

  before(() => {
    own = mkdtempSync(join(tmpdir(), "diff-"));
    Object.assign(process.env, { TMPDIR: own, TEMP: own });
    project = new Project({ "index.ts": FIRST }).link("@pulumi/pulumi");
    writeFileSync(join(project.folder, ".gitignore"), "node_modules\n");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "first");
  });
  after(() => {
    for (const [name, value] of Object.entries({ TMPDIR, TEMP }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(own, { recursive: true });
  });
  beforeEach(() => project.write({ "index.ts": FIRST, "package.json": "{}" }));

  it("of an unchanged program shows nothing but the summary", () => {
    const { stdout, stderr } = project.preview("--diff", "HEAD");
    assert.match(stdout, /^Compared with HEAD \([0-9a-f]{7}\): no difference\n\nResources {2}3 /);
    assert.equal(stderr, "");
  });

  it("shows what differs from a revision, without secrets, and leaves nothing behind", () => {
    const [index, folders] = [git("status", "--porcelain"), temporary()];
    project.write({ "index.ts": SECOND, "package.json": '{ "private": true }' });
    const { stdout, status } = project.preview("--diff", "HEAD", "-c", "shop:key=correct-horse-battery");
    assert.match(stdout, /: 1 replaced\npackage\.json differs? from HEAD, which is previewed with the packages that are installed now\n/);
    assert.match(
      stdout,
      /\nDeleted or replaced although protected or holding data \(1\)\n\n {2}± keyvault:Vault one \(protected, holds data\)\n/,
    );
    assert.match(stdout, /\n {6}location: "westeurope" → "northeurope" {2}forces replacement\n/);
    assert.doesNotMatch(stdout, /correct-horse|RandomPet/);
    assert.equal(status, project.preview().status);
    project.write({ "index.ts": FIRST, "package.json": "{}" });
    assert.deepEqual([git("status", "--porcelain"), temporary(), git("worktree", "list").split("\n").length], [index, folders, 1]);
  });

  it("leaves nothing behind if the program fails while the revision is written", () => {
    for (let folder = 0; folder < 40; folder++)
      project.write(Object.fromEntries(Array.from({ length: 50 }, (_, file) => [`many/${folder}/${file}.txt`, "text"])));
    git("add", "-A");
    git("commit", "-qm", "many files");
    const folders = temporary();
    for (const milliseconds of [100, 200, 300, 400]) {
      const wait = `const end = Date.now() + ${milliseconds};\nwhile (Date.now() < end);\n`;
      project.write({ "index.ts": `${wait}throw new Error("in the meantime");` });
      const { status, stderr } = project.preview("--diff", "HEAD");
      assert.deepEqual([status, stderr.match(/in the meantime|ENO/g), temporary()], [2, ["in the meantime"], folders], stderr);
    }
  });

  it("compares with an earlier document; --json has the difference too", () => {
    const file = join(mkdtempSync(join(tmpdir(), "document-")), "base.json");
    writeFileSync(file, project.preview("--json").stdout);
    project.write({ "index.ts": SECOND });
    const { diff, resources } = JSON.parse(project.preview("--json", "--diff", file).stdout);
    assert.deepEqual([diff.base, diff.resources.length, resources.length], [file, 1, 3]);
    assert.deepEqual(diff.resources[0].changes, [{ path: "location", before: "westeurope", after: "northeurope", replaces: true }]);
    assert.match(project.preview("prod", "--diff", file).stderr, /it is a preview of the stack dev, not of prod\n$/);
    writeFileSync(file, "{}");
    const { status, stderr } = project.preview("--diff", file);
    assert.deepEqual([status, /: it is not a document of preview --json\n$/.test(stderr)], [2, true]);
    assert.ok(existsSync(file));
  });

  it("says that the base fails, and why, and evaluates the program all the same", () => {
    project.write({ "index.ts": program('throw new Error("broken at that time");') });
    git("commit", "-qam", "broken");
    project.write({ "index.ts": FIRST });
    const { stdout, status } = project.preview("--diff", "HEAD");
    assert.match(stdout, /: not possible\n\nHEAD cannot be previewed:\n {2}error: broken at that time\n {4,}at index\.ts:\d+:\d+\n/);
    assert.match(stdout, /\nResources {2}3 /);
    assert.equal(status, project.preview().status);
  });

  it("exits 2 on a revision that does not exist, and outside of a repository", () => {
    const { status, stderr } = project.preview("--diff", "--output=x");
    assert.equal(status, 2, stderr);
    assert.match(project.preview("--diff=--output=x").stderr, /^--diff --output=x: expected a git revision, or a file that preview --json/);
    const outside = new Project({ "index.ts": FIRST }).link("@pulumi/pulumi");
    const result = outside.preview("--diff", "main");
    assert.deepEqual([result.status, /is in no git repository\n$/.test(result.stderr)], [2, true]);
    rmSync(outside.folder, { recursive: true });
  });
});
