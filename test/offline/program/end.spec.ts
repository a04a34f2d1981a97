import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "./project";

const PET = 'const { RandomPet } = require("@pulumi/random");\nnew RandomPet("early");\n';

describe("offline: the end of a program", function () {
  this.timeout(120_000);
  let project: Project | undefined;
  afterEach(() => project?.remove());
  const create = (program: string, file = "index.js"): Project => {
    project = new Project({ [file]: program }).link("@pulumi/pulumi", "@pulumi/random");
    return project;
  };

  for (const [what, program] of [
    ["a timer", 'setTimeout(() => new RandomPet("late"), 30);'],
    ["a file operation", 'require("node:fs").readFile(__filename, () => new RandomPet("late"));'],
    ["a handler of beforeExit", 'process.once("beforeExit", () => setTimeout(() => new RandomPet("late"), 10));'],
  ] as const) {
    it(`resources after ${what} count`, () => assert.deepEqual(create(PET + program).resources(), ["early", "late"]));
  }

  it("process.exit(0) ends it: what it registered counts", () => {
    assert.deepEqual(create(`${PET}setTimeout(() => { process.exit(0); new RandomPet("never"); }, 30);`).resources(), ["early"]);
  });

  const failures: readonly (readonly [what: string, program: string, message: RegExp])[] = [
    ["a late exception", 'setTimeout(() => { throw new Error("late"); }, 10);', /^error: late\n {4}at index\.js:3:\d+\nIf a simulated .*$/],
    [
      "a late rejection",
      'setTimeout(() => Promise.reject(new Error("late")), 10);',
      /^error: late\n {4}at index\.js:3:\d+\nIf a simulated .*$/,
    ],
    ["process.exit(3)", "process.exit(3);", /^The program called process\.exit\(3\)$/],
    ["an exit code", "process.exitCode = 4;", /^The program set process\.exitCode to 4\.$/],
    [
      "an open server",
      'require("node:http").createServer().listen(0);',
      /^The program does not end: .* 1 s, and waits for an open server\. /,
    ],
    [
      "an unresolved input",
      'new RandomPet("stuck", { length: new Promise(() => {}) });',
      /^The program never finished: .*\n {2}unfinished: random:index\/randomPet:RandomPet "stuck": its input property "length"$/,
    ],
    ["a missing file", 'require("./nowhere");', /^error: \.\/nowhere does not exist \(imported by index\.js\)$/],
    ["a syntax error", "const = 1;", /^error: index\.js:3: Unexpected token/],
  ];
  for (const [what, program, message] of failures) {
    it(`${what} is one report, in text and as a document`, () => {
      const one = create(PET + program);
      const { status, stdout, stderr } = one.preview("--timeout", "1");
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr.trimEnd(), message);
      assert.deepEqual(one.document("--timeout", "1"), { error: stderr.trimEnd() });
    });
  }

  it("a failing program has its side effects once", () => {
    const one = create(`require("node:fs").appendFileSync("effects.txt", "x"); throw new Error("failed");`);
    assert.match(one.preview().stderr, /^error: failed\n {4}at index\.js:1:\d+\n$/);
    assert.equal(existsSync(join(one.folder, "effects.txt")) && readFileSync(join(one.folder, "effects.txt"), "utf8"), "x");
  });

  it("--json is one document although program and child processes print, and if the process crashes", () => {
    const noise = 'process.stdout.write("noise"); require("node:child_process").execSync("node -p 1", { stdio: "inherit" });';
    assert.equal(create(PET + noise).document().summary.resources, 2);
    assert.deepEqual(create("process.abort();").document(), { error: "The preview ended without a result (SIGABRT)." });
  });

  it("errors show no secrets of the configuration", () => {
    const one = create('throw new Error("cannot use " + new (require("@pulumi/pulumi").Config)().require("key"));');
    one.write({ "Pulumi.dev.yaml": "config:\n  shop:key: { secure: v1:x }\n" });
    assert.match(one.document("-c", "key=correct-horse-battery").error, /^error: cannot use \[secret\]/);
  });
});
