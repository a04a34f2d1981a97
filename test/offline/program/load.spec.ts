import assert from "node:assert/strict";
import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { Project, root } from "./project";

const PET = 'const { RandomPet } = require("@pulumi/random");\n';
const IMPORTS = 'import * as pulumi from "@pulumi/pulumi";\nimport * as random from "@pulumi/random";\n';
const MODULE = { "package.json": '{ "type": "module" }' };
const BOTH = ["@pulumi/pulumi", "@pulumi/random"];

describe("offline: a project's program", function () {
  this.timeout(120_000);
  let project: Project | undefined;
  afterEach(() => project?.remove());
  const create = (files: Readonly<Record<string, string>>): Project => {
    project = new Project(files);
    return project;
  };

  const starts: readonly (readonly [what: string, files: Readonly<Record<string, string>>])[] = [
    ["statements of a CommonJS module", { "index.js": `${PET}new RandomPet("pet");` }],
    ["an exported async function", { "index.ts": `${IMPORTS}export = async () => { await null; new random.RandomPet("pet", {}); };` }],
    [
      "a default export of an ES module",
      { ...MODULE, "index.ts": `${IMPORTS}export default async () => { new random.RandomPet("pet", {}); };` },
    ],
    ["top-level await in JavaScript", { ...MODULE, "index.js": `${IMPORTS}await null; new random.RandomPet("pet", {});` }],
    ["an .mts file", { "package.json": '{ "main": "app.mts" }', "app.mts": `${IMPORTS}await null; new random.RandomPet("pet", {});` }],
    [
      "exports of package.json",
      { "package.json": '{ "exports": { ".": "./app.ts" } }', "app.ts": `${IMPORTS}new random.RandomPet("pet", {});` },
    ],
    [
      "paths of tsconfig.json",
      {
        "tsconfig.json": '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
        "lib/name.ts": 'export const name: string = "pet";',
        "index.ts": `${IMPORTS}import { name } from "@lib/name";\nnew random.RandomPet(name, {});`,
      },
    ],
  ];
  for (const [what, files] of starts) {
    it(`runs with ${what}`, () =>
      assert.deepEqual(
        create(files)
          .link(...BOTH)
          .resources(),
        ["pet"],
      ));
  }

  it("has the project's working directory, its own file names and no arguments; nothing is written into the project", () => {
    const one = create({
      ...MODULE,
      "index.ts": `import * as fs from "node:fs";
        export const text = fs.readFileSync("data.txt", "utf8") + fs.readFileSync(new URL("./data.txt", import.meta.url), "utf8");
        export const [cwd, args] = [process.cwd(), process.argv.slice(2)];`,
      "data.txt": "x",
    });
    assert.deepEqual(one.document().outputs, { text: "xx", cwd: realpathSync(one.folder), args: [] });
    assert.deepEqual(readdirSync(one.folder), ["Pulumi.dev.yaml", "Pulumi.yaml", "data.txt", "index.ts", "package.json"]);
    const bundles = readdirSync(join(root, ".build", "preview")).filter((name) => !["project", "revisions", "types"].includes(name));
    assert.deepEqual(bundles, ["any"]);
  });

  it("runs in the folder of main", () => {
    const one = create({ "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: src/app.js\n", "src/app.js": "exports.cwd = process.cwd();" });
    assert.equal(one.document().outputs.cwd, join(realpathSync(one.folder), "src"));
  });

  it("serialises the functions of dynamic providers", () => {
    const one = create({
      "index.ts": `${IMPORTS}const provider = { create: async (inputs: object) => ({ id: "x", outs: inputs }) };
        class Own extends pulumi.dynamic.Resource { constructor(name: string) { super(provider, name, {}); } }
        new Own("own");`,
    });
    assert.deepEqual(one.link(...BOTH).resources(), ["own"]);
  });

  it("default and named exports of an ES module are the SDK's error", () => {
    const { error } = create({ ...MODULE, "index.js": "export default {}; export const a = 1;" }).document();
    assert.match(error, /^error: expected entrypoint module to have either a default export or named exports but not both/);
  });
});

describe("offline: packages of a program", function () {
  this.timeout(120_000);
  let project: Project | undefined;
  afterEach(() => project?.remove());
  const create = (files: Readonly<Record<string, string>>): Project => {
    project = new Project(files);
    return project;
  };
  const WARNING = "not installed in the project: @pulumi/pulumi, @pulumi/random; the versions of the offline preview are used";

  it("are the project's; there is no warning", () => {
    const one = create({ "index.js": `${PET}new RandomPet("pet");` }).link(...BOTH);
    assert.deepEqual(one.document().warnings, []);
  });

  for (const [what, files] of [
    ["require", { "index.js": `${PET}new RandomPet("pet");` }],
    ["import", { ...MODULE, "index.ts": `${IMPORTS}new random.RandomPet(pulumi.getStack(), {});` }],
  ] as const) {
    it(`are the preview's where the project has none, with one warning (${what})`, () => {
      assert.deepEqual(create(files).document().warnings, [WARNING]);
    });
    it(`that nobody has are named with the command that installs them (${what})`, () => {
      const one = create({
        ...files,
        "yarn.lock": "",
        ...(what === "require" ? { "index.js": 'require("nowhere/x")' } : { "index.ts": 'import "nowhere/x";' }),
      });
      const { status, stderr } = one.preview();
      assert.equal(status, 2);
      assert.match(stderr, /^package nowhere is not installed \(imported by index\.[jt]s\); run yarn install in .*program-/m);
      assert.doesNotMatch(stderr, /^\s+at |node:internal/m);
    });
  }

  it("may be missing if the program catches the error", () => {
    const one = create({ "index.js": 'try { require("nowhere"); } catch (error) { exports.code = error.code; }' });
    assert.equal(one.document().outputs.code, "MODULE_NOT_FOUND");
  });

  it("an SDK of another major version is named", () => {
    const one = create({ "index.js": "", "node_modules/@pulumi/pulumi/package.json": '{ "version": "2.25.2" }' });
    assert.match(one.document().error, /^the project has @pulumi\/pulumi 2\.25\.2; the offline preview supports version 3: install /);
  });
});
