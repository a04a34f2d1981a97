import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "..", "..");
const { programEntry }: { programEntry: (directory: string) => { entry: string } } = require("../../offline/entry");

const NODE = "name: shop\nruntime: nodejs\n";

describe("offline: entry point of a program", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "entry-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }

  const found: readonly (readonly [what: string, files: Readonly<Record<string, string>>, entry: string])[] = [
    ["index.ts", { "index.ts": "" }, "index.ts"],
    ["index.js of a JavaScript project", { "index.js": "" }, "index.js"],
    ["index.js before its source, as Pulumi does", { "index.js": "", "index.ts": "" }, "index.js"],
    ["main of package.json", { "package.json": '{ "main": "lib/app.js" }', "lib/app.js": "", "index.ts": "" }, "lib/app.js"],
    ["the index if main does not exist", { "package.json": '{ "main": "bin/index.js" }', "index.ts": "" }, "index.ts"],
    [
      "a folder that Pulumi.yaml sets as main",
      { "Pulumi.yaml": `${NODE}main: src/\n`, "src/index.ts": "", "index.ts": "" },
      "src/index.ts",
    ],
    [
      "a file that Pulumi.yaml sets as main",
      { "Pulumi.yaml": `${NODE}main: src/shop.ts\n`, "src/shop.ts": "", "src/index.ts": "" },
      "src/shop.ts",
    ],
    [
      "main of the package.json in the folder that Pulumi.yaml sets as main",
      { "Pulumi.yaml": `${NODE}main: src\n`, "src/package.json": '{ "main": "shop.js" }', "src/shop.js": "", "src/index.js": "" },
      "src/shop.js",
    ],
    ["index.ts of a project with Pulumi.yml", { "Pulumi.yml": NODE, "index.ts": "" }, "index.ts"],
    ["index.ts of a project with Pulumi.json", { "Pulumi.json": '{ "name": "shop", "runtime": "nodejs" }', "index.ts": "" }, "index.ts"],
    [
      "index.ts of a runtime with options",
      { "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: {} }\n", "index.ts": "" },
      "index.ts",
    ],
  ];
  for (const [what, files, entry] of found) {
    it(`finds ${what}`, () => {
      write({ ...(Object.keys(files).some((name) => name.startsWith("Pulumi.")) ? {} : { "Pulumi.yaml": NODE }), ...files });
      assert.equal(relative(folder, programEntry(folder).entry), entry);
    });
  }

  const rejected: readonly (readonly [what: string, files: Readonly<Record<string, string>>, message: RegExp])[] = [
    ["a folder without Pulumi.yaml", { "index.ts": "" }, /^no Pulumi project: .*Pulumi\.yaml does not exist$/],
    ["another language", { "Pulumi.yaml": "name: shop\nruntime: python\n" }, /runtime is python; .* programs of the runtime nodejs only$/],
    ["another language with options", { "Pulumi.yaml": "runtime: { name: go }\n" }, /runtime is go; /],
    ["no runtime", { "Pulumi.yaml": "name: shop\n" }, /runtime is not set; /],
    [
      "no program at all",
      { "Pulumi.yaml": NODE },
      /^no program: .* has no index\.js, index\.mjs, index\.ts, index\.mts, and neither .* sets another main$/,
    ],
    [
      "a main that does not exist",
      { "Pulumi.yaml": `${NODE}main: src/\n`, "index.ts": "" },
      /^no program: .*src, set as main in Pulumi\.yaml, does not exist$/,
    ],
    ["an invalid Pulumi.yaml", { "Pulumi.yaml": "name: [" }, /Pulumi\.yaml: /],
    ["an invalid package.json", { "Pulumi.yaml": NODE, "package.json": "{", "index.ts": "" }, /package\.json: /],
  ];
  for (const [what, files, message] of rejected) {
    it(`reports the error for ${what}`, () => {
      write(files);
      assert.throws(() => programEntry(folder), { message });
    });
  }

  it("runs the entry point, also after main has changed", function () {
    this.timeout(60_000);
    const start = () => spawnSync(process.execPath, [join(root, "offline", "preview.js"), "-C", folder], { encoding: "utf8" }).stdout;
    write({
      "Pulumi.yaml": NODE,
      "Pulumi.dev.yaml": "",
      "index.js": "exports.from = 'index';\n",
      "src/index.ts": "export const from = 'src';\n",
    });
    assert.match(start(), /^ {2}from: index$/m);
    write({ "Pulumi.yaml": `${NODE}main: src/\n` });
    assert.match(start(), /^ {2}from: src$/m);
  });
});
