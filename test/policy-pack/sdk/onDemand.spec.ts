import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../../..");

const START = 'require("./policy-pack/sdk/start");';
/** As the SDK's runner does before it starts a program. */
const HOOKS = 'const hooks = require("@pulumi/pulumi/runtime/closure/v8Hooks"); await hooks.isInitializedAsync();';

/** What a program of its own process reports. */
function reported(...lines: readonly string[]): Record<string, unknown> {
  const body = `(async () => { ${lines.join("\n")} })().then((result) => console.log(JSON.stringify(result)))`;
  const printed = execFileSync(process.execPath, ["--no-warnings", "--import", "tsx", "-e", body], { cwd: root, encoding: "utf8" });
  return JSON.parse(printed) as Record<string, unknown>;
}

describe("what the SDK needs to send functions", function () {
  this.timeout(60_000);

  describe("npm's resolver", () => {
    const loading = [
      'const pulumi = require("@pulumi/pulumi");',
      "const loaded = () => Object.keys(require.cache).filter((file) => /arborist.lib/.test(file)).length > 1;",
    ];
    const asking =
      'const { Arborist } = require("@npmcli/arborist"); const tree = await new Arborist({ path: "policy-pack" }).loadActual();';
    const answer = "packages: [...tree.edgesOut.keys()]";

    it("is loaded with the SDK by itself", () => {
      assert.deepEqual(reported(...loading, "return { loaded: loaded() };"), { loaded: true });
    });

    it("is loaded when it is asked for, and answers", () => {
      const late = reported(START, ...loading, "const before = loaded();", asking, `return { before, after: loaded(), ${answer} };`);
      assert.deepEqual(late, { before: false, after: true, packages: ["@pulumi/policy", "@pulumi/pulumi"] });
    });
  });

  describe("V8's debugger", () => {
    const watching = [
      HOOKS,
      "let told = 0;",
      'const session = await hooks.getSessionAsync(); session.on("Debugger.scriptParsed", () => { told += 1; });',
    ];
    const compiling = [
      "await new Promise(setImmediate); told = 0;",
      'const make = new (require("node:vm").Script)("(captured) => () => ({ captured, answer: 42 })", { filename: "probe.js" }).runInThisContext();',
      "const toldOf = told > 0;",
    ];
    const serializing = 'const { text } = await require("@pulumi/pulumi").runtime.serializeFunction(make({ name: "shop" }));';

    it("is on by itself", () => {
      assert.deepEqual(reported(...watching, ...compiling, "return { toldOf };"), { toldOf: true });
    });

    it("is on when a function is sent, which looks the same then", () => {
      const late = reported(...watching, START, ...compiling, serializing, "return { toldOf, on: told > 0, text };");
      const { text } = reported(...watching, ...compiling, serializing, "return { text };");
      assert.match(String(text), /shop[\s\S]*42|42[\s\S]*shop/);
      assert.deepEqual(late, { toldOf: false, on: true, text });
    });

    it("is left alone where the SDK has opened no session", () => {
      const asked = 'Object.keys(require.cache).some((file) => file.endsWith("v8Hooks.js"))';
      assert.deepEqual(reported(START, `return { asked: ${asked} };`), { asked: false });
    });
  });
});
