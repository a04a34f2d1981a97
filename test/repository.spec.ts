import assert from "node:assert/strict";
import ts from "typescript";
import { parse as parseYaml } from "yaml";
import { files, isCode, parse, read } from "./support/sources";

const TEXT = /\.(ts|js|json|ya?ml|md)$|^(\.ci\/run|\.npmrc|\.gitignore|LICENSE)$/;

const ALL = files().filter((file) => TEXT.test(file));
const CODE = ALL.filter(isCode);
const lines = (file: string): number => read(file).split("\n").length - 1;

/** Escapes from strict typing: `any`, `!`, comments that suppress compiler errors. */
function typingEscapes(file: string): readonly string[] {
  const source = parse(file);
  const escapes = Array.from(source.text.matchAll(/@ts-(ignore|expect-error|nocheck)/g), ([found]) => found);
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node)) escapes.push(node.parent.getText(source).slice(0, 80));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return escapes;
}

describe("Sources", () => {
  it("do not escape from strict typing", () => {
    const sources = CODE.filter((file) => file !== "test/repository.spec.ts");
    const wrong = sources.flatMap((file) => typingEscapes(file).map((code) => `${file}: ${code}`));
    assert.deepEqual(wrong, []);
  });

  it("have at most 250 lines per file, 300 in tests; tables of rule cases are exempt", () => {
    const long = CODE.filter((file) => !file.startsWith("test/policy-pack/cases/") && lines(file) > (file.startsWith("test/") ? 300 : 250));
    assert.deepEqual(long, []);
  });

  it("contain no package registry host, no absolute path of one machine and no reminder of unfinished work", () => {
    // Assembled here, so that this file does not contain them either.
    const words = [
      ["registry", "npmjs"],
      ["proxy", "golang"],
      ["pkgs", "dev", "azure"],
    ].map((parts) => parts.join("."));
    const folders = ["work", "root", "home"].map((folder) => `/${folder}/`);
    const reminders = ["TO", "FIX"].map((start, index) => `${start}${index === 0 ? "DO" : "ME"}`);
    const wrong = ALL.flatMap((file) =>
      [...words, ...folders, ...reminders].filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("have the expected files and folders at the top level", () => {
    const top = new Set(ALL.map((file) => file.split("/")[0]).filter((name) => !name?.startsWith(".")));
    const expected = [
      "LICENSE",
      "azure-pipelines.yml",
      "renovate.json",
      "Pulumi.dev.yaml",
      "Pulumi.prod.yaml",
      "Pulumi.yaml",
      "README.md",
      "bench",
      "biome.json",
      "components",
    ];
    const rest = [
      "docs",
      "index.ts",
      "offline",
      "package-lock.json",
      "package.json",
      "policy-pack",
      "requirements",
      "test",
      "tsconfig.json",
      "tsconfig.pulumi.json",
    ];
    const documents = ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples"];
    for (const name of [...expected, ...rest]) assert.ok(top.has(name), `${name} is missing`);
    assert.deepEqual(
      [...top].filter((name) => ![...expected, ...rest, ...documents].includes(name ?? "")),
      [],
    );
  });
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function manifest(file: string): Manifest {
  return { dependencies: {}, devDependencies: {}, ...JSON.parse(read(file)) };
}

describe("Dependencies", () => {
  for (const file of ["package.json", "policy-pack/package.json"]) {
    it(`are pinned exactly in ${file}`, () => {
      const { dependencies, devDependencies } = manifest(file);
      const unpinned = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
      assert.deepEqual(unpinned, []);
    });
  }

  it("include TypeScript below 7, because version 7 has no compiler API", () => {
    assert.ok(Number(ts.version.split(".")[0]) < 7, ts.version);
    assert.equal(manifest("package.json").devDependencies.typescript, ts.version);
  });

  it("do not include ts-node, with which every preview would type-check the program", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { version?: string }> };
    assert.deepEqual(
      Object.keys(packages).filter((name) => name.endsWith("/ts-node")),
      [],
    );
    assert.throws(() => require.resolve("ts-node"), /Cannot find module/);
  });

  it("are in the lock file for every platform, otherwise `npm ci` fails", () => {
    interface LockFile {
      readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
    }
    const { packages } = JSON.parse(read("package-lock.json")) as LockFile;
    const optional = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
    assert.deepEqual(
      optional.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))),
      [],
    );
  });

  it("are installed without install scripts", () => {
    assert.match(read(".npmrc"), /^ignore-scripts=true$/m);
  });
});

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps: readonly { readonly uses?: string }[] }>>;
}

describe("Workflows", () => {
  const workflows = ALL.filter((file) => file.startsWith(".github/workflows/"));

  for (const file of workflows) {
    const workflow: Workflow = parseYaml(read(file));

    it(`${file} pins every action by commit, with the version in a comment`, () => {
      const uses = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
      assert.ok(uses.length > 0);
      for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      const commented = read(file).match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm) ?? [];
      assert.equal(commented.length, uses.length);
    });

    it(`${file} has a read-only token by default`, () => {
      assert.deepEqual(workflow.permissions, { contents: "read" });
    });
  }

  it("run for pull requests without secrets, and never with the permissions of the target branch", () => {
    const file = ".github/workflows/preview.yml";
    assert.deepEqual(parseYaml(read(file)).on, { pull_request: null, push: { branches: ["main"] } });
    assert.doesNotMatch(read(file), /secrets\.|id-token|pull_request_target/);
    for (const other of workflows) assert.doesNotMatch(read(other), /pull_request_target/);
  });
});
