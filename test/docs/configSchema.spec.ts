import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { configKeys } from "../../components/config/schema";
import { COMMAND, declarations, renderConfigSchema, SCHEMA_FILE } from "../../docs/generate/configSchema";
import { schemaFaults } from "./schemaWalker";

interface StackFile {
  config: Record<string, unknown>;
}

const read = (file: string) => readFileSync(join(__dirname, "..", "..", file), "utf8");
const stackFile = (stack: string): StackFile => parse(read(`Pulumi.${stack}.yaml`));
const schema: unknown = JSON.parse(renderConfigSchema());

describe("docs/config.schema.json", () => {
  it("is up to date with the schema", () => {
    assert.equal(readFileSync(SCHEMA_FILE, "utf8"), renderConfigSchema(), `stale: run ${COMMAND}`);
  });

  for (const stack of ["dev", "prod"]) {
    it(`accepts Pulumi.${stack}.yaml, which refers to it`, () => {
      assert.match(read(`Pulumi.${stack}.yaml`), /^# yaml-language-server: \$schema=docs\/config\.schema\.json\n/);
      assert.deepEqual(schemaFaults(schema, stackFile(stack)), []);
    });
  }

  it("describes every key", () => {
    const { properties } = (schema as { properties: { config: { properties: Record<string, { description?: string }> } } }).properties
      .config;
    assert.deepEqual(Object.keys(properties).sort(), [...Object.keys(configKeys), "secrets"].map((key) => `hardened-aks:${key}`).sort());
    for (const [key, { description }] of Object.entries(properties)) assert.ok(description, key);
  });

  it("accepts secrets only as the CLI encrypts them, and keys of other namespaces", () => {
    const secrets = (value: unknown) => ({ config: { ...stackFile("dev").config, "hardened-aks:secrets": { "api-key": value } } });
    assert.deepEqual(schemaFaults(schema, secrets({ secure: "v1:abc" })), []);
    assert.equal(schemaFaults(schema, secrets("in the clear")).length, 1);
    assert.deepEqual(schemaFaults(schema, { config: { ...stackFile("dev").config, "random:seed": 1 } }), []);
  });

  const refused: readonly (readonly [description: string, key: string, value: unknown, fault: RegExp])[] = [
    ["a misspelt key", "clusters", {}, /clusters: no such key/],
    ["an unknown tier", "tier", "staging", /tier: not one of production,nonProduction/],
    ["stamps without region", "stamps", [{ addressSpace: "10.0.0.0/16" }], /stamps\[0\]\.region: missing/],
    ["no stamp", "stamps", [], /stamps: at least 1/],
    ["a union with an unknown discriminator", "ingress", { acmeEmail: "a@b.de", exposure: { type: "public" } }, /exposure: matches 0 of 2/],
    ["a member that does not exist", "registry", { retention: 5 }, /registry\.retention: no such key/],
    ["a number out of range", "registry", { retentionDays: 0 }, /retentionDays: at least 1/],
    ["a string for a number", "registry", { retentionDays: "5" }, /retentionDays: not integer/],
    ["the tag latest", "workloads", { shop: { image: "shop:latest" } }, /shop\.image: does not match/],
    ["an invalid workload name", "workloads", { Shop: { image: "shop:1" } }, /Shop: does not match/],
  ];
  for (const [description, key, value, fault] of refused) {
    it(`refuses ${description}`, () => {
      const faults = schemaFaults(schema, { config: { ...stackFile("dev").config, [`hardened-aks:${key}`]: value } });
      assert.match(faults.join("\n"), fault);
    });
  }

  it("refuses a file without a key that has no default", () => {
    const { "hardened-aks:platform": _, ...config } = stackFile("dev").config;
    assert.deepEqual(schemaFaults(schema, { config }), [".config.hardened-aks:platform: missing"]);
  });
});

describe("Pulumi.yaml", () => {
  const declared = declarations();

  it("declares every key of the schema and no other", () => {
    assert.deepEqual(
      Object.keys(declared).sort(),
      Object.keys(configKeys)
        .map((key) => `hardened-aks:${key}`)
        .sort(),
    );
  });

  for (const [key, keySchema] of Object.entries(configKeys)) {
    it(`declares ${key} with type and description, and with the default of the schema if there is one`, () => {
      const declaration = declared[`hardened-aks:${key}`] ?? {};
      const { type } =
        (schema as { properties: { config: { properties: Record<string, { type?: string }> } } }).properties.config.properties[
          `hardened-aks:${key}`
        ] ?? {};
      assert.equal(declaration.type, type);
      assert.ok(String(declaration.description ?? "").length > 10);
      const absent = keySchema.safeParse(undefined);
      assert.equal("default" in declaration, absent.success, "the engine refuses a stack without a declared key that has no default");
      if (absent.success) assert.deepEqual(keySchema.parse(declaration.default), absent.data);
    });
  }
});
