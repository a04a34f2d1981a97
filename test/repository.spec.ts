import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { parse } from "yaml";

const ROOT = join(__dirname, "..");
const IGNORED = /^(node_modules|\.git|\.build|coverage|policy-pack\/(bin|node_modules))$/;
const TEXT = /\.(ts|js|json|ya?ml|md)$|^(\.ci\/run|\.npmrc|\.gitignore|LICENSE)$/;

function files(folder = ""): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const file = join(folder, name);
    if (IGNORED.test(file)) return [];
    return statSync(join(ROOT, file)).isDirectory() ? files(file) : [file];
  });
}

const ALL = files().filter((file) => TEXT.test(file));
const CODE = ALL.filter((file) => /\.(ts|js)$/.test(file));
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const lines = (file: string): number => read(file).split("\n").length - 1;

interface Source {
  readonly file: string;
  readonly imports: readonly string[];
  /** What strict typing forbids: `any`, `!`, comments that silence the compiler. */
  readonly loose: readonly string[];
}

function parsed(file: string): Source {
  const text = read(file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  const loose = Array.from(text.matchAll(/@ts-(ignore|expect-error|nocheck)/g), ([found]) => found);
  const visit = (node: ts.Node): void => {
    const specifier = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : required(node);
    if (specifier !== undefined && ts.isStringLiteral(specifier)) imports.push(specifier.text);
    if (node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node)) loose.push(node.parent.getText(source).slice(0, 80));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, imports, loose };
}

function required(node: ts.Node): ts.Node | undefined {
  if (ts.isExternalModuleReference(node)) return node.expression;
  return ts.isCallExpression(node) && /^(require|import)$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
}

const SOURCES = CODE.filter((file) => file !== "test/repository.spec.ts").map(parsed);

/** Rooms, each with the rooms it may import from besides itself. Nobody imports tests. */
const ROOMS: readonly { readonly room: string; readonly from: readonly string[] }[] = [
  { room: "policy-pack/rules/", from: [] },
  { room: "policy-pack/policies/", from: ["policy-pack/rules/"] },
  { room: "policy-pack/sdk/", from: [] },
  { room: "policy-pack/", from: ["policy-pack/rules/", "policy-pack/policies/", "policy-pack/sdk/"] },
  { room: "components/", from: ["policy-pack/rules/"] },
  { room: "index.ts", from: ["components/", "policy-pack/sdk/"] },
  { room: "offline/", from: ["components/", "policy-pack/"] },
  { room: "bench/", from: [] },
  { room: "docs/", from: ["components/", "policy-pack/"] },
];

describe("Imports", () => {
  for (const { room, from } of ROOMS) {
    it(`${room} imports from ${["itself", ...from].join(", ")} and nowhere else`, () => {
      const own = SOURCES.filter(({ file }) => file.startsWith(room) && ROOMS.find((one) => file.startsWith(one.room))?.room === room);
      assert.ok(own.length > 0);
      const wrong = own.flatMap(({ file, imports }) =>
        imports
          .filter((one) => one.startsWith("."))
          .map((one) => relative(ROOT, resolve(ROOT, dirname(file), one)))
          .filter((target) => ![room, ...from].some((allowed) => `${target}/`.startsWith(allowed)))
          .map((target) => `${file} imports ${target}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it("take azure-native by module: its root index loads every service of Azure", () => {
    const wrong = SOURCES.filter(({ imports }) => imports.includes("@pulumi/azure-native")).map(({ file }) => file);
    assert.deepEqual(wrong, []);
  });

  it("name packages that package.json declares, or Node's own", () => {
    const { dependencies, devDependencies } = manifest("package.json");
    const declared = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
    const product = SOURCES.filter(({ file }) => /^(index|components|offline|docs)/.test(file));
    // The pack's own dependency: a workspace shares the tree.
    declared.add("@pulumi/policy");
    const wrong = product.flatMap(({ file, imports }) =>
      imports
        .filter((one) => !one.startsWith(".") && !one.startsWith("node:"))
        .filter((one) => !declared.has(one.split("/", one.startsWith("@") ? 2 : 1).join("/")))
        .map((one) => `${file} imports ${one}`),
    );
    assert.deepEqual(wrong, []);
  });
});

describe("Sources", () => {
  it("type-check without escapes", () => {
    const wrong = SOURCES.flatMap(({ file, loose }) => loose.map((one) => `${file}: ${one}`));
    assert.deepEqual(wrong, []);
  });

  it("hold one idea a file: 250 lines at most, 300 of tests, tables of cases apart", () => {
    const long = CODE.filter((file) => !file.startsWith("test/policy-pack/cases/") && lines(file) > (file.startsWith("test/") ? 300 : 250));
    assert.deepEqual(long, []);
  });

  it("name no package registry, no path of one machine, nothing left to do", () => {
    // Put together here, so that this file does not name them either.
    const words = [
      ["registry", "npmjs"],
      ["proxy", "golang"],
      ["pkgs", "dev", "azure"],
    ].map((parts) => parts.join("."));
    const folders = ["work", "root", "home"].map((folder) => `/${folder}/`);
    const left = ["TO", "FIX"].map((start, index) => `${start}${index === 0 ? "DO" : "ME"}`);
    const wrong = ALL.flatMap((file) =>
      [...words, ...folders, ...left].filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("are what the formatter and the editor schema expect at the top level", () => {
    const top = new Set(ALL.map((file) => file.split("/")[0]).filter((name) => !name?.startsWith(".")));
    const expected = ["LICENSE", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "Pulumi.yaml", "README.md", "bench", "biome.json", "components"];
    const rest = [
      "docs",
      "index.ts",
      "offline",
      "package-lock.json",
      "package.json",
      "policy-pack",
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
      const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
      assert.deepEqual(loose, []);
    });
  }

  it("hold TypeScript below 7, whose package has no compiler API", () => {
    assert.ok(Number(ts.version.split(".")[0]) < 7, ts.version);
    assert.equal(manifest("package.json").devDependencies.typescript, ts.version);
  });

  it("hold no ts-node: with it each preview would type-check again", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { version?: string }> };
    assert.deepEqual(
      Object.keys(packages).filter((name) => name.endsWith("/ts-node")),
      [],
    );
    assert.throws(() => require.resolve("ts-node"), /Cannot find module/);
  });

  it("are in the lock file for every platform, else `npm ci` refuses it", () => {
    interface Locked {
      readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
    }
    const { packages } = JSON.parse(read("package-lock.json")) as Locked;
    const wanted = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
    assert.deepEqual(
      wanted.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))),
      [],
    );
  });

  it("need no install scripts", () => {
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
    const workflow: Workflow = parse(read(file));

    it(`${file} pins every action by commit and says which version that is`, () => {
      const uses = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
      assert.ok(uses.length > 0);
      for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      const commented = read(file).match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm) ?? [];
      assert.equal(commented.length, uses.length);
    });

    it(`${file} starts with a token that can only read`, () => {
      assert.deepEqual(workflow.permissions, { contents: "read" });
    });
  }

  it("check pull requests without any secret, and never with the rights of the target", () => {
    const file = ".github/workflows/preview.yml";
    assert.deepEqual(parse(read(file)).on, { pull_request: null });
    assert.doesNotMatch(read(file), /secrets\.|id-token|pull_request_target/);
    for (const other of workflows) assert.doesNotMatch(read(other), /pull_request_target/);
  });
});
