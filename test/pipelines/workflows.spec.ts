import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { files, ROOT, read } from "../support/sources";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly if?: string;
  readonly needs?: string;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FILES = files(".github/workflows");
const WORKFLOWS = FILES.map((file) => [file, parse(read(file)) as Workflow] as const);
const JOBS = WORKFLOWS.flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]) => [`${file.split("/").at(-1)} ${name}`, job] as const),
);

/** Rights of each job beyond reading the sources, and what for. */
const RIGHTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "component-updates.yml branch": { contents: "write", "pull-requests": "write" },
  "deploy.yml preview": { "id-token": "write" },
  "deploy.yml deploy": { "id-token": "write" },
  "drift.yml compare": { "id-token": "write" },
  "drift.yml issue": { issues: "write" },
  "preview-comment.yml comment": { actions: "read", "pull-requests": "write" },
  "preview-comment.yml code-scanning": { actions: "read", "pull-requests": "read", "security-events": "write" },
  "preview.yml report": {},
  "preview.yml check": {},
  "publish-pack.yml package": {},
  "publish-pack.yml release": { contents: "write" },
  "publish-pack.yml organization": { "id-token": "write" },
  "rotate.yml rotate": { "id-token": "write" },
};

/** Repository and environment variables that workflows read: ids and addresses, no secret. */
const VARIABLES = ["AZURE_CLIENT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_TENANT_ID", "PULUMI_BACKEND_URL", "PULUMI_ORGANIZATION"];

describe("The workflows", () => {
  it("have the rights they need and no others", () => {
    const actual = JOBS.map(([name, { permissions = {} }]) => [
      name,
      Object.fromEntries(Object.entries(permissions).filter(([scope, right]) => `${scope} ${right}` !== "contents read")),
    ]);
    assert.deepEqual(Object.fromEntries(actual), RIGHTS);
  });

  it("read no secret: only ids and addresses", () => {
    for (const file of FILES) {
      assert.doesNotMatch(read(file), /secrets[.[]/, file);
      const variables = Array.from(read(file).matchAll(/\bvars\.(\w+)/g), ([, name = ""]) => name);
      assert.deepEqual(
        variables.filter((name) => !VARIABLES.includes(name)),
        [],
        file,
      );
    }
  });

  it("sign in to Azure only from the branch main and in an environment", () => {
    const signedIn = JOBS.filter(([, job]) => job.steps.some(({ run }) => run?.includes("azure-login.sh")));
    assert.equal(signedIn.length, 4);
    for (const [name, { environment, if: condition, needs }] of signedIn) {
      assert.ok(environment, name);
      assert.ok(condition === "github.ref == 'refs/heads/main'" || needs === "preview", name);
    }
  });

  it("leave no credentials on disk and put no expression into a shell command", () => {
    for (const [name, { steps }] of JOBS) {
      for (const { uses, run, with: inputs } of steps) {
        if (uses?.startsWith("actions/checkout@")) assert.equal(inputs?.["persist-credentials"], false, name);
        if (run !== undefined) assert.doesNotMatch(run, /\$\{\{/, name);
      }
    }
  });

  it("publish a pull request's reports without its code", () => {
    const [, workflow] = WORKFLOWS.find(([file]) => file.endsWith("/preview-comment.yml")) ?? [];
    assert.ok(workflow);
    assert.deepEqual(Object.keys(workflow.on), ["workflow_run"]);
    for (const { steps } of Object.values(workflow.jobs)) {
      for (const { uses, run, with: inputs } of steps) {
        if (uses !== undefined) assert.deepEqual(Object.keys(inputs ?? {}).sort(), ["persist-credentials", "sparse-checkout"]);
        else assert.match(run ?? "", /^node \.github\/scripts\/\w+\.js dev prod$/);
      }
    }
  });
});

describe("The pipelines of both systems", () => {
  const texts = [...FILES, "azure-pipelines.yml"].map((file) => [file, read(file)] as const);
  const scripts = files(".ci/pipelines").filter((file) => file.endsWith(".sh"));

  it("call files and npm scripts that exist", () => {
    const called = [...texts, ...scripts.map((file) => [file, read(file)] as const)].flatMap(([, text]) =>
      Array.from(text.matchAll(/(?:sh|node|run:|bash:) (\.(?:ci|github)\/[\w./-]+)/g), ([, path = ""]) => path),
    );
    assert.ok(called.length > 15);
    for (const path of called) assert.ok(existsSync(join(ROOT, path)), path);
    const npm = texts.flatMap(([, text]) => Array.from(text.matchAll(/npm run --silent ([\w:]+)/g), ([, name = ""]) => name));
    const known = Object.keys(JSON.parse(read("package.json")).scripts);
    assert.deepEqual(
      npm.filter((name) => !known.includes(name)),
      [],
    );
  });

  it("have the same stages", () => {
    const stages = (text: string) => new Set(Array.from(text.matchAll(/\.ci\/(?:run|pipelines\/[\w-]+\.(?:sh|js))/g), ([path]) => path));
    const github = stages(FILES.map(read).join("\n"));
    // The sign-in is the service connection's; Azure Pipelines has no identity that Pulumi Cloud trusts by default.
    for (const own of [".ci/pipelines/azure-login.sh", ".ci/pipelines/publish-pack.sh"]) github.delete(own);
    assert.deepEqual([...stages(read("azure-pipelines.yml"))].sort(), [...github].sort());
  });

  it("read no secret in Azure Pipelines", () => {
    const variables = Array.from(read("azure-pipelines.yml").matchAll(/\$\(([\w.]+)\)/g), ([, name]) => name);
    assert.deepEqual([...new Set(variables)], ["Pipeline.Workspace"]);
  });

  it("consist of scripts that a POSIX shell can parse", function () {
    if (process.platform === "win32") this.skip();
    for (const file of scripts) assert.equal(spawnSync("sh", ["-n", join(ROOT, file)]).status, 0, file);
  });
});

/** A program on PATH, or one in the cache that the tests on the engine use as well. */
function find(name: string): string | undefined {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "hardened-aks");
  const cached = existsSync(cache) ? readdirSync(cache).filter((folder) => folder.startsWith(`${name}-`)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...cached.flatMap((folder) => [join(cache, folder), join(cache, folder, "bin")]),
  ];
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

describe("The linters of workflows", function () {
  this.timeout(120_000);
  const linters = { actionlint: FILES, zizmor: ["--offline", "--no-progress", "--persona=pedantic", ".github"] };
  for (const [name, args] of Object.entries(linters)) {
    it(`${name} has no finding`, function () {
      const program = find(name);
      if (program === undefined) return this.skip();
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
      assert.equal(status, 0, stdout + stderr);
    });
  }
});
