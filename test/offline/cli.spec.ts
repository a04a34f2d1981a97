import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { parseOptions } from "../../offline/cli";

const root = join(__dirname, "..", "..");
const fixtures = join(__dirname, "fixtures");

function preview(fixture: string, ...args: readonly string[]) {
  const { NO_COLOR: _plain, FORCE_COLOR: _coloured, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "offline", "preview.js"), "-C", join(fixtures, fixture), ...args],
    {
      encoding: "utf8",
      env,
    },
  );
  return { status, stdout, stderr };
}

describe("offline: the command", function () {
  // The first start after a change builds the bundles.
  this.timeout(60_000);

  it("exits 0 without findings, and prints tree and summary without colour if output is not a terminal", () => {
    const { status, stdout, stderr } = preview("faulty");
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(
      stdout,
      /^Stack faulty-dev\n\nResources {2}1 \(components 1\)\nFindings {3}0 mandatory, 0 advisory\nTime {7}\d+\.\d\d s\n$/,
    );
  });

  it("exits 1 on mandatory findings", () => {
    const { status, stdout } = preview("small");
    assert.equal(status, 1);
    assert.match(stdout, /├─ resources:ResourceGroup weu-group \(protected\)/);
    const [, heading] = /Mandatory findings \((\d+)[ )]/.exec(stdout) ?? [];
    assert.match(stdout, new RegExp(`Findings {3}${heading} mandatory`));
    assert.match(stdout, /password: "\[secret\]"/);
  });

  const rejected: readonly (readonly [what: string, fixture: string, args: readonly string[], message: RegExp])[] = [
    ["an unknown option", "faulty", ["--frobnicate"], /^Unknown option '--frobnicate'; see --help\n$/],
    ["two stacks", "faulty", ["dev", "prod"], /^expected one stack: dev, prod\n$/],
    ["an invalid stack name", "faulty", ["../dev"], /^"\.\.\/dev" is not a valid stack name/],
    ["a folder without project", "absent", [], /^no Pulumi project: .*Pulumi\.yaml does not exist\n$/],
    ["a value without key", "faulty", ["-c", "=x"], /^--config =x: expected key=value\n$/],
    ["an invalid path", "faulty", ["--path", "-c", "a[="], /is not a valid configuration path/],
    ["a value of the wrong type", "small", ["-c", "replicas=many"], /must be of type 'integer'\n$/],
    [
      "a folder for manifests with other files",
      "faulty",
      ["--manifests", fixtures],
      /the folder is not empty and was not written by a preview\n$/,
    ],
    [
      "a folder for manifests that cannot be created",
      "faulty",
      ["--manifests", "/proc/previews/of/shop"],
      /^--manifests \/proc\/previews\/of\/shop: E[A-Z]+: /,
    ],
    ["a folder for manifests that is a file", "faulty", ["--manifests", __filename], /^--manifests .*cli\.spec\.ts: ENOTDIR/],
    [
      "an index past a list's end",
      "small",
      ["--path", "-c", "sizes[7].name=x"],
      /^--config sizes\[7\]\.name: array index out of range: 7; /,
    ],
    ["invalid input that the program reports", "faulty", ["-c", "fault=refuses"], /^two settings contradict each other\n$/],
    ["a program that never ends", "faulty", ["-c", "fault=hangs"], /^The program never finished/],
  ];
  for (const [what, fixture, args, message] of rejected) {
    it(`exits 2 on ${what}, with a message and no stack trace`, () => {
      const { status, stdout, stderr } = preview(fixture, ...args);
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }

  for (const [what, fixture, args] of [
    ["a misspelt option", "faulty", ["--frobnicate"]],
    ["a folder without project", "absent", []],
    ["invalid input that the program reports", "faulty", ["-c", "fault=refuses"]],
    ["an error with its location", "faulty", ["-c", "fault=throws"]],
    ["a program that never ends", "faulty", ["-c", "fault=hangs"]],
  ] as const) {
    it(`--json prints the error as a document: ${what}`, () => {
      const { status, stdout, stderr } = preview(fixture, "--json", ...args);
      assert.equal(status, 2);
      assert.deepEqual(JSON.parse(stdout), { error: stderr.trimEnd() });
    });
  }

  const failing: readonly (readonly [fault: string, message: RegExp])[] = [
    ["duplicate", /Duplicate resource URN .*\n {4}at index\.ts:10:5\n$/],
    ["throws", /^error: thrown at the top level\n {4}at index\.ts:\d+:\d+\n$/],
    ["applies", /^error: thrown inside apply\n {4}at index\.ts:\d+:\d+\nIf a simulated value is the cause: --unknowns .*\n$/],
  ];
  for (const [fault, message] of failing) {
    it(`shows the line of the program that throws (${fault})`, () => {
      const { status, stderr } = preview("faulty", "-c", `fault=${fault}`);
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }

  it("--json prints a single document with the documented keys, without secrets", () => {
    const { status, stdout } = preview("small", "--json", "-c", "small:password=correct-horse-battery");
    assert.equal(status, 1);
    const document = JSON.parse(stdout);
    assert.deepEqual(Object.keys(document), ["stack", "resources", "outputs", "warnings", "findings", "notJudged", "summary"]);
    for (const resource of document.resources)
      assert.deepEqual(Object.keys(resource), ["urn", "type", "name", "parent", "custom", "props", "dependencies", "protect"]);
    for (const finding of document.findings)
      assert.deepEqual(Object.keys(finding), ["control", "policy", "level", "urn", "path", "message"]);
    assert.equal(document.summary.resources, document.resources.length);
    const named = (name: string) => document.resources.find((resource: { name: string }) => resource.name === name);
    assert.equal(named("login").props.stringData, "[secret]");
    assert.equal(named("weu-secret").props.properties.value, "[secret]");
    assert.equal(named("weu-kubernetes").props.kubeconfig, "[secret]");
    assert.equal(named("web").props.spec.replicas, 2);
    assert.doesNotMatch(stdout, /4dabf18193072939515e22adb298388d|correct-horse/);
  });

  it("--json prints the program's own output to standard error", () => {
    const { stdout, stderr } = preview("faulty", "--json", "-c", "fault=logs");
    assert.equal(JSON.parse(stdout).summary.resources, 1);
    assert.match(stderr, /a line of the program's own/);
  });

  it("--json includes stack outputs and warnings; each warning is also printed to standard error once", () => {
    const { stdout, stderr } = preview("faulty", "--json", "-c", "fault=warns");
    const { outputs, warnings } = JSON.parse(stdout);
    assert.deepEqual(outputs, { endpoint: "https://shop", password: "[secret]" });
    assert.deepEqual(warnings, ["the version ends soon; [secret]"]);
    assert.equal(stderr, "warning: the version ends soon; [secret]\n");
    assert.equal(preview("faulty", "-c", "fault=warns").stderr, stderr);
  });

  it("--unknowns prints unknown values as [unknown]", () => {
    const { status, stdout } = preview("small", "--unknowns", "--json");
    assert.equal(status, 1);
    const { resources } = JSON.parse(stdout);
    const vault = resources.find(({ name }: { name: string }) => name === "weu-vault");
    assert.equal(vault.props.resourceGroupName, "[unknown]");
    assert.equal(vault.props.vaultName, "kv-small");
  });

  it("prints the same document in every run, except for the time", () => {
    const [one, other] = [preview("small", "--json"), preview("small", "--json")].map(({ stdout }) =>
      stdout.replace(/"seconds": [\d.]+/, ""),
    );
    assert.equal(one, other);
  });

  it("-c overrides a configuration value", () => {
    const { stdout } = preview("small", "--json", "-c", "replicas=5");
    assert.equal(JSON.parse(stdout).resources.find(({ name }: { name: string }) => name === "web").props.spec.replicas, 5);
  });
});

describe("offline: a changed source", function () {
  this.timeout(60_000);

  it("is compiled again", () => {
    const folder = join(root, "test", "offline", `.changed-${process.pid}`);
    cpSync(join(fixtures, "faulty"), folder, { recursive: true });
    try {
      const start = () => spawnSync(process.execPath, [join(root, "offline", "preview.js"), "-C", folder], { encoding: "utf8" });
      assert.equal(start().status, 0);
      writeFileSync(join(folder, "index.ts"), 'throw new Error("changed");\n');
      assert.match(start().stderr, /^error: changed\n {4}at index\.ts:1:7\n$/);
      writeFileSync(join(folder, "index.ts"), "const = 1;\n");
      const broken = start();
      assert.equal(broken.status, 2);
      assert.match(broken.stderr, /index\.ts:1:7/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("offline: manifests", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "manifests-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are one file per object, in order, without secrets; charts are listed", () => {
    const { stderr } = preview("small", "--manifests", folder, "-c", "small:password=correct-horse-battery");
    assert.deepEqual(readdirSync(join(folder, "weu-kubernetes")), ["001-namespace-shop.yaml", "002-deployment-shop-web.yaml"]);
    const deployment = parse(readFileSync(join(folder, "weu-kubernetes", "002-deployment-shop-web.yaml"), "utf8"));
    assert.deepEqual([deployment.apiVersion, deployment.kind, deployment.metadata.namespace], ["apps/v1", "Deployment", "shop"]);
    assert.match(stderr, /^not written, its content is secret: Secret weu-kubernetes: shop\/login$/m);
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    assert.match(readme, /\| weu-kubernetes \| cert-manager \| shop \| cert-manager \| 1\.20\.0 \| https:\/\/charts\.jetstack\.io \|/);
    assert.doesNotMatch(readme, /correct-horse/);
  });

  it("replace those of an earlier run; other files are kept", () => {
    preview("small", "--manifests", folder);
    writeFileSync(join(folder, "weu-kubernetes", "notes.txt"), "mine");
    rmSync(join(folder, "weu-kubernetes", "001-namespace-shop.yaml"));
    preview("small", "--manifests", folder);
    assert.deepEqual(readdirSync(join(folder, "weu-kubernetes")), ["001-namespace-shop.yaml", "002-deployment-shop-web.yaml", "notes.txt"]);
  });

  it("require a folder that is empty or does not exist in the first run", () => {
    mkdirSync(join(folder, "other"));
    assert.equal(preview("small", "--manifests", folder).status, 2);
    assert.deepEqual(readdirSync(folder), ["other"]);
    assert.equal(preview("small", "--manifests", join(folder, "new")).status, 1);
    assert.ok(existsSync(join(folder, "new", "README.md")));
  });
});

describe("offline: command line", () => {
  it("has defaults", () =>
    assert.deepEqual(parseOptions([]), {
      stack: "dev",
      overrides: [],
      path: false,
      unknowns: false,
      strict: false,
      json: false,
      manifests: undefined,
      policyConfig: undefined,
      diff: undefined,
      only: [],
      reports: { markdown: undefined, sarif: undefined, junit: undefined, html: undefined },
      timeout: 60,
      help: false,
    }));
  it("accepts repeated configuration, and the CLI's name for --path", () => {
    const options = parseOptions(["prod", "-c", "a=1", "--config", "b=2", "--config-path"]);
    assert.deepEqual([options.stack, options.overrides, options.path], ["prod", ["a=1", "b=2"], true]);
  });
});

describe("offline: the command, for a stack without file and missing configuration", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(root, "test", "offline", ".missing-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const start = (program: string, project = "", ...args: readonly string[]) => {
    writeFileSync(join(folder, "Pulumi.yaml"), `name: shop\nruntime: nodejs\n${project}`);
    writeFileSync(join(folder, "index.ts"), `import * as pulumi from "@pulumi/pulumi";\n${program}`);
    return spawnSync(process.execPath, [join(root, "offline", "preview.js"), "-C", folder, ...args], { encoding: "utf8" });
  };

  it("previews a stack without file", () => {
    const { status, stderr } = start("pulumi.getStack();");
    assert.deepEqual([status, stderr], [0, ""]);
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "");
    assert.match(start("", "", "new").stderr, /^warning: Pulumi\.new\.yaml does not exist, .* Stacks with a file: prod\n$/);
  });

  it("exits 2 with every key that the project file and the program require; the options that it lists suffice", () => {
    const program = `const config = new pulumi.Config();
      export const size = config.requireNumber("size");
      export const key = config.requireSecret("key");`;
    const declared = "config: { region: { type: string }, key: { type: string, secret: true } }\n";
    const { status, stderr, stdout } = start(program, declared);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.equal(
      stderr,
      "Missing required configuration of stack dev; set it in the stack's file or with these options:\n" +
        "  -c 'shop:region=VALUE'\n  -c 'shop:key=VALUE'\n  -c 'shop:size=1'\nFor secrets a placeholder is enough: shop:key\n",
    );
    const options = Array.from(stderr.matchAll(/-c '(.+)'/g), ([, option = ""]) => ["-c", option]).flat();
    const complete = start(program, declared, ...options);
    assert.equal(complete.status, 0);
    assert.match(complete.stdout, /key: "\[secret\]"/);
  });

  it("--strict exits 1 if something was not judged", () => {
    const program = 'new (class extends pulumi.CustomResource {})("aws:s3/bucket:Bucket", "logs", {});';
    const [plain, strict] = [start(program), start(program, "", "--strict", "--json")];
    assert.deepEqual([plain.status, strict.status], [0, 1]);
    assert.match(plain.stdout, /^Not judged {2}1 resource of 1 package that the pack does not read \(aws 1\)$/m);
    assert.deepEqual(JSON.parse(strict.stdout).notJudged, { packages: { aws: 1 }, components: [], undecided: {} });
    assert.equal(start("", "", "--strict").status, 0);
  });
});
