import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { SDK_UNCHANGED } from "../../../policy-pack/sdk/unchanged";

const root = join(__dirname, "../../..");

const START = 'require("./policy-pack/sdk/start");';
/** What the SDK's runner does before it starts a program. */
const HOOKS = 'const hooks = require("@pulumi/pulumi/runtime/closure/v8Hooks"); await hooks.isInitializedAsync();';

/** The result of a program in a separate process. */
function outputOf(...lines: readonly string[]): Record<string, unknown> {
  const body = `(async () => { ${lines.join("\n")} })().then((result) => console.log(JSON.stringify(result)))`;
  const printed = execFileSync(process.execPath, ["--no-warnings", "--import", "tsx", "-e", body], { cwd: root, encoding: "utf8" });
  return JSON.parse(printed) as Record<string, unknown>;
}

describe("what the SDK loads to serialize functions", function () {
  this.timeout(60_000);

  describe("npm's dependency resolver", () => {
    const loading = [
      'const pulumi = require("@pulumi/pulumi");',
      "const loaded = () => Object.keys(require.cache).filter((file) => /arborist.lib/.test(file)).length > 1;",
    ];
    const loadTree =
      'const { Arborist } = require("@npmcli/arborist"); const tree = await new Arborist({ path: "policy-pack" }).loadActual();';
    const result = "packages: [...tree.edgesOut.keys()]";

    it("is loaded with the SDK by default", () => {
      assert.deepEqual(outputOf(...loading, "return { loaded: loaded() };"), { loaded: true });
    });

    it(`is loaded with the SDK if ${SDK_UNCHANGED} is true`, () => {
      const unchanged = `process.env.${SDK_UNCHANGED} = "true";`;
      assert.deepEqual(outputOf(unchanged, START, ...loading, "return { loaded: loaded() };"), { loaded: true });
    });

    it("is loaded on first use, and works", () => {
      const late = outputOf(START, ...loading, "const before = loaded();", loadTree, `return { before, after: loaded(), ${result} };`);
      assert.deepEqual(late, { before: false, after: true, packages: ["@pulumi/policy", "@pulumi/pulumi"] });
    });
  });

  describe("in a bundle, which loads the SDK in its own way", () => {
    const replaced = "return { replaced: Object.keys(require.cache).filter((file) => /arborist|pulumi.automation/.test(file)).length };";
    const bundle = [
      `const stdin = { contents: ${JSON.stringify(START)}, resolveDir: process.cwd() };`,
      'const [{ text }] = require("esbuild").buildSync({ stdin, bundle: true, write: false, platform: "node" }).outputFiles;',
      'new Function("require", "__filename", text)(require, require("node:path").resolve("bundle.js"));',
    ];

    it("no module of Node.js is replaced", () => {
      assert.deepEqual(outputOf(START, replaced), { replaced: 2 });
      assert.deepEqual(outputOf(...bundle, replaced), { replaced: 0 });
    });
  });

  describe("the Automation API", () => {
    const loading = [
      'const pulumi = require("@pulumi/pulumi");',
      "const loaded = () => Object.keys(require.cache).some((file) => /pulumi.automation.localWorkspace/.test(file));",
    ];

    it("is loaded with the SDK by default", () => {
      assert.deepEqual(outputOf(...loading, "return { loaded: loaded() };"), { loaded: true });
    });

    it("is loaded on first use, and works", () => {
      const use = "typeof pulumi.automation.LocalWorkspace.create";
      const late = outputOf(START, ...loading, "const before = loaded();", `return { before, result: ${use}, after: loaded() };`);
      assert.deepEqual(late, { before: false, result: "function", after: true });
    });

    it("has all its exports for an importer that lists them", () => {
      const keys = 'Object.keys(require("@pulumi/pulumi").automation)';
      const listing = `const all = ${keys}; return { count: all.length, known: "LocalWorkspace" in require("@pulumi/pulumi").automation };`;
      const [early, late] = [outputOf(listing), outputOf(START, listing)];
      assert.deepEqual(late, early);
      assert.ok(Number(late.count) > 10);
    });
  });

  describe("V8's debugger", () => {
    const watching = [
      HOOKS,
      "let reports = 0;",
      'const session = await hooks.getSessionAsync(); session.on("Debugger.scriptParsed", () => { reports += 1; });',
    ];
    const compiling = [
      "await new Promise(setImmediate); reports = 0;",
      'const create = new (require("node:vm").Script)("(captured) => () => ({ captured, answer: 42 })", { filename: "probe.js" }).runInThisContext();',
      "const isReported = reports > 0;",
    ];
    const serializing = 'const { text } = await require("@pulumi/pulumi").runtime.serializeFunction(create({ name: "shop" }));';

    it("is on by default", () => {
      assert.deepEqual(outputOf(...watching, ...compiling, "return { isReported };"), { isReported: true });
    });

    it("is on when a function is serialized, with the same result", () => {
      const late = outputOf(...watching, START, ...compiling, serializing, "return { isReported, on: reports > 0, text };");
      const { text } = outputOf(...watching, ...compiling, serializing, "return { text };");
      assert.match(String(text), /shop[\s\S]*42|42[\s\S]*shop/);
      assert.deepEqual(late, { isReported: false, on: true, text });
    });

    it("is not started where the SDK has opened no session", () => {
      const hooksLoaded = 'Object.keys(require.cache).some((file) => file.endsWith("v8Hooks.js"))';
      assert.deepEqual(outputOf(START, `return { hooksLoaded: ${hooksLoaded} };`), { hooksLoaded: false });
    });
  });
});
