import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadStack } from "../../../offline/config/stack";

describe("offline/config: stack files", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "stack-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const load = (project: string, stack: string, overrides: readonly string[] = [], path = false) => {
    writeFileSync(join(directory, "Pulumi.yaml"), project);
    writeFileSync(join(directory, "Pulumi.dev.yaml"), stack);
    return loadStack({ directory, stack: "dev", overrides, path });
  };

  it("returns values as strings, maps and lists as JSON", () => {
    const { values } = load("name: shop", "config: { shop:text: a, shop:count: 3, shop:on: true, shop:list: [1, { a: b }] }");
    assert.deepEqual(values, { "shop:text": "a", "shop:count": "3", "shop:on": "true", "shop:list": '[1,{"a":"b"}]' });
  });

  it("fills in defaults and fixed values of Pulumi.yaml, short form included", () => {
    const project = `
name: shop
config:
  size: { type: integer, default: 3 }
  azure-native:location: westeurope
  azure-native:tenantId: { value: t }
`;
    const { values } = load(project, "config: {}");
    assert.deepEqual(values, { "shop:size": "3", "azure-native:location": "westeurope", "azure-native:tenantId": "t" });
  });

  it("reports every missing and mistyped key together", () => {
    const project = "name: shop\nconfig: { a: { type: string }, b: { type: integer }, c: { type: boolean }, d: { type: array } }";
    assert.throws(
      () => load(project, "config: { shop:b: x, shop:c: true, shop:d: {} }"),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n"), [
          "Stack 'dev' is missing configuration value 'a'",
          "Stack 'dev' with configuration key 'b' must be of type 'integer'",
          "Stack 'dev' with configuration key 'd' must be of type 'array'",
        ]);
        return true;
      },
    );
  });

  it("accepts a missing key that an override sets", () => {
    assert.equal(load("name: shop\nconfig: { a: { type: integer } }", "config: {}", ["a=3"]).values["shop:a"], "3");
  });

  it("replaces secure values by placeholders and lists their keys as secret", () => {
    const { values, secretKeys } = load(
      "name: shop",
      "config: { shop:plain: x, shop:top: { secure: abc }, shop:in: { a: [{ secure: abc }] } }",
    );
    assert.deepEqual(secretKeys, ["shop:top", "shop:in"]);
    assert.equal(JSON.stringify(values).includes("abc"), false);
    assert.match(values["shop:top"] ?? "", /^simulated-secret/);
  });

  it("lists the existing stacks if the stack does not exist", () => {
    load("name: shop", "config: {}");
    assert.throws(() => loadStack({ directory, stack: "prod", overrides: [], path: false }), /no stack "prod".*allowed: dev/);
  });

  it("reports the file whose YAML is invalid", () => {
    assert.throws(() => load("name: shop", "config: ["), /^InputFault: Pulumi\.dev\.yaml: /);
    assert.throws(
      () => load("name: shop", "config: { shop:tags: &tags { own: *tags } }"),
      /Pulumi\.dev\.yaml: an alias refers to a node that contains it/,
    );
  });
});
