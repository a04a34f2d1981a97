import assert from "node:assert/strict";
import { complete } from "../../../offline/config/declarations";
import { renderMissing } from "../../../offline/config/missing";
import { applyOverrides, overriddenKeys } from "../../../offline/config/overrides";
import { replaceSecureValues } from "../../../offline/config/secureValues";

function completed(declarations: unknown, config: Readonly<Record<string, unknown>> = {}, overrides: readonly string[] = []) {
  const { values, secretKeys } = replaceSecureValues(config, "shop");
  const { missing, ...rest } = complete(
    {
      values: applyOverrides(values, overrides, false, "shop"),
      secretKeys: new Set(secretKeys),
      overridden: overriddenKeys(overrides, false, "shop"),
    },
    { declarations, project: "shop", stack: "dev", projectFile: "Pulumi.yaml" },
  );
  return { missing, values: Object.fromEntries(rest.values), secretKeys: Array.from(rest.secretKeys) };
}

function faults(declarations: unknown, config: Readonly<Record<string, unknown>> = {}): readonly string[] {
  try {
    completed(declarations, config);
    return [];
  } catch (error) {
    return String(error)
      .replace(/^InputFault: /, "")
      .split("\n");
  }
}

describe("offline/config: declarations of the project file", () => {
  it("fill in defaults and fixed values, short form included, with or without the project's name", () => {
    const declarations = {
      size: { type: "integer", default: 3 },
      "shop:list": [1, 2],
      on: false,
      "azure-native:location": "westeurope",
      "azure-native:tenantId": { value: "t" },
    };
    assert.deepEqual(completed(declarations).values, {
      "shop:size": 3,
      "shop:list": [1, 2],
      "shop:on": false,
      "azure-native:location": "westeurope",
      "azure-native:tenantId": "t",
    });
  });

  it("list every key without value, typed or not, and none of a provider's", () => {
    const declarations = { a: { type: "integer" }, b: { description: "text" }, "shop:c": { type: "array", items: { type: "string" } } };
    assert.deepEqual(completed({ ...declarations, d: { type: "string", secret: true } }).missing, [
      { key: "shop:a", type: "integer", secret: false },
      { key: "shop:b", type: "string", secret: false },
      { key: "shop:c", type: "array", secret: false },
      { key: "shop:d", type: "string", secret: true },
    ]);
  });

  it("report every value of the wrong type together", () => {
    const items = { type: "array", items: { type: "integer" } };
    const declarations = { a: { type: "array", items }, b: { type: "integer" }, c: { type: "object" }, d: { type: "boolean" } };
    assert.deepEqual(faults(declarations, { a: [[1, "x"]], b: "x", c: "{}", d: "yes" }), [
      "Stack 'dev' with configuration key 'a' must be of type 'array<array<integer>>'",
      "Stack 'dev' with configuration key 'b' must be of type 'integer'",
      "Stack 'dev' with configuration key 'c' must be of type 'object'",
      "Stack 'dev' with configuration key 'd' must be of type 'boolean'",
    ]);
    assert.deepEqual(faults(declarations, { a: [[1, "2"]], b: "-7", c: {}, d: "true" }), []);
  });

  it("accept a number in the stack's file where text is declared: the CLI stores text", () => {
    assert.deepEqual(faults({ version: { type: "string" } }, { version: 1.34 }), []);
    assert.equal(faults({ version: { type: "string" } }, { version: {} }).length, 1);
  });

  it("an encrypted value is one of the declared type", () => {
    const secure = { secure: "v1:abc" };
    const declarations = {
      port: { type: "integer", secret: true },
      on: { type: "boolean" },
      list: { type: "array", items: { type: "integer" } },
    };
    assert.deepEqual(completed(declarations, { port: secure, on: secure, list: [secure] }).values, {
      "shop:port": "1",
      "shop:on": "true",
      "shop:list": ["simulated-secret-of-shop:list.0"],
    });
  });

  it("a secret key has to be encrypted in the file; on the command line its value becomes secret", () => {
    const declarations = { key: { type: "string", secret: true } };
    assert.deepEqual(faults(declarations, { key: "open" }), ["Stack 'dev' with configuration key 'key' must be encrypted as it's secret"]);
    assert.deepEqual(completed(declarations, {}, ["key=x"]).secretKeys, ["shop:key"]);
  });

  it("a map or list on the command line is JSON", () => {
    const declarations = { tags: { type: "object" }, list: { type: "array", items: { type: "integer" } } };
    const { values } = completed(declarations, {}, ['tags={"a":"b"}', "list=[1]"]);
    assert.deepEqual(values, { "shop:tags": { a: "b" }, "shop:list": [1] });
  });

  const invalid: readonly (readonly [declaration: object, message: RegExp])[] = [
    [{ a: { type: "array" } }, /declares an array but does not specify the underlying type via the 'items' attribute/],
    [{ a: { type: "integer", default: "x" } }, /default value specified for configuration key 'a' is not of the expected type 'integer'/],
    [{ a: { default: 1, value: 2 } }, /cannot have both a 'default' and 'value' attribute/],
    [{ "azure-native:location": { type: "string" } }, /is not namespaced by the project and should not define a type/],
    [{ "azure-native:location": { default: "x" } }, /Did you mean to use the 'value' attribute instead of 'default'\?/],
    [{ "azure-native:location": { description: "x" } }, /is namespaced and must provide an attribute 'value'/],
  ];
  for (const [declaration, message] of invalid)
    it(`that the CLI rejects are rejected: ${JSON.stringify(declaration)}`, () => assert.match(faults(declaration).join(), message));
});

describe("offline/config: missing keys", () => {
  it("are listed once, with options that can be pasted; a secret needs a placeholder only", () => {
    const text = renderMissing(
      [
        { key: "shop:a", type: "string", secret: false },
        { key: "shop:a", type: "number", secret: true },
        { key: "shop:b", type: "object", secret: false },
        { key: "azure-native:location", type: "string", secret: false, example: "westeurope" },
      ],
      "dev",
    );
    assert.deepEqual(text.split("\n"), [
      "Missing required configuration of stack dev; set it in the stack's file or with these options:",
      "  -c 'shop:a=1'",
      "  -c 'shop:b={}'",
      "  -c 'azure-native:location=westeurope'",
      "For secrets a placeholder is enough: shop:a",
    ]);
  });
});
