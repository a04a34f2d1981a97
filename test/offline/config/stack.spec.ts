import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadStack } from "../../../offline/config/stack";

describe("offline/config: stack files", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "stack-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
  };
  const loadOnly = (files: Readonly<Record<string, string>>, stack = "dev") => {
    write(files);
    return loadStack({ directory, stack, overrides: [], path: false });
  };
  const load = (project: string, stack: string, overrides: readonly string[] = [], path = false) => {
    write({ "Pulumi.yaml": project, "Pulumi.dev.yaml": stack });
    return loadStack({ directory, stack: "dev", overrides, path });
  };

  it("returns values as strings, maps and lists as JSON", () => {
    const { values } = load("name: shop", "config: { shop:text: a, shop:count: 3, shop:on: true, shop:list: [1, { a: b }] }");
    assert.deepEqual(values, { "shop:text": "a", "shop:count": "3", "shop:on": "true", "shop:list": '[1,{"a":"b"}]' });
  });

  it("a key without value is empty, as in the CLI", () => {
    assert.deepEqual(load("name: shop", "config: { shop:text: }").values, { "shop:text": "" });
  });

  it("replaces secure values by placeholders and lists their keys as secret", () => {
    const { values, secretKeys } = load(
      "name: shop",
      "config: { shop:plain: x, shop:top: { secure: abc }, shop:in: { a: [plain, { secure: abc }] } }",
    );
    assert.deepEqual(secretKeys, ["shop:top", "shop:in"]);
    assert.equal(JSON.stringify(values).includes("abc"), false);
    assert.match(values["shop:top"] ?? "", /^simulated-secret/);
  });

  it("a stack without file has no configuration; there is a warning only if other stacks have files", () => {
    const { values, warnings } = loadOnly({ "Pulumi.yaml": "name: shop" }, "new");
    assert.deepEqual([values, warnings], [{}, []]);
    assert.deepEqual(loadOnly({ "Pulumi.dev.yaml": "config: {}", "Pulumi.prod.yaml": "" }, "pord").warnings, [
      "Pulumi.pord.yaml does not exist, so the stack has no configuration of its own. Stacks with a file: dev, prod",
    ]);
  });

  const places: readonly (readonly [what: string, files: Readonly<Record<string, string>>])[] = [
    ["Pulumi.yml, whose stack files have its extension", { "Pulumi.yml": "name: shop", "Pulumi.dev.yml": "config: { a: '1' }" }],
    ["JSON", { "Pulumi.json": '{ "name": "shop" }', "Pulumi.dev.json": '{ "config": { "shop:a": "1" } }' }],
    ["stackConfigDir", { "Pulumi.yaml": "name: shop\nstackConfigDir: stacks", "stacks/Pulumi.dev.yaml": "config: { shop:a: 1 }" }],
    ["config as the stacks' folder", { "Pulumi.yaml": "name: shop\nconfig: stacks", "stacks/Pulumi.dev.yaml": "config: { shop:a: 1 }" }],
    ["a byte order mark", { "Pulumi.yaml": "\uFEFFname: shop", "Pulumi.dev.yaml": "\uFEFFconfig: { shop:a: 1 }" }],
  ];
  for (const [what, files] of places) {
    it(`reads ${what}`, () => {
      const { project, values, warnings } = loadOnly(files);
      assert.deepEqual([project, values, warnings], ["shop", { "shop:a": "1" }, []]);
    });
  }

  it("a stack file with another extension than the project's is not read, and the warning says so", () => {
    const { values, warnings } = loadOnly({ "Pulumi.yaml": "name: shop", "Pulumi.dev.yml": "config: { a: 1 }" });
    assert.deepEqual(values, {});
    assert.match(warnings.join(), /Pulumi\.dev\.yml is not read: a stack file has the extension of Pulumi\.yaml/);
  });

  it("rejects two folders of stack files", () => {
    assert.throws(() => loadOnly({ "Pulumi.yaml": "name: shop\nconfig: a\nstackConfigDir: b" }), /Use only stackConfigDir instead/);
  });

  const environments: readonly (readonly [yaml: string, names: string | undefined])[] = [
    ["[shop/base, { shop/dev: { merge: false } }]", "shop/base, shop/dev"],
    ["{ imports: [shop/base], values: { pulumiConfig: { a: b } } }", "shop/base, values of the file's own"],
    ["[]", undefined],
  ];
  for (const [yaml, names] of environments) {
    it(`names the environments that are not read: ${yaml}`, () => {
      const expected = `Pulumi.dev.yaml: environments of Pulumi ESC are not read (${names}). Give the values that they would set with -c KEY=VALUE`;
      assert.deepEqual(load("name: shop", `environment: ${yaml}`).warnings, names === undefined ? [] : [expected]);
    });
  }

  it("reports the file whose YAML is invalid", () => {
    assert.throws(() => load("name: shop", "config: ["), /^InputFault: Pulumi\.dev\.yaml: /);
    assert.throws(
      () => load("name: shop", "config: { shop:tags: &tags { own: *tags } }"),
      /Pulumi\.dev\.yaml: an alias refers to a node that contains it/,
    );
  });
});
