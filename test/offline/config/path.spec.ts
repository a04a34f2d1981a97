import assert from "node:assert/strict";
import { applyOverrides } from "../../../offline/config/overrides";
import { parsePath, setAt, typedValue } from "../../../offline/config/path";
import { InputFault } from "../../../offline/fault";

describe("offline/config: paths of `pulumi config set --path`", () => {
  const paths: readonly (readonly [path: string, steps: readonly (string | number)[]])[] = [
    ["a", ["a"]],
    ["a.b", ["a", "b"]],
    ["a.b.c", ["a", "b", "c"]],
    ["a[0]", ["a", 0]],
    ["a[0][12]", ["a", 0, 12]],
    ["a.b[0].c", ["a", "b", 0, "c"]],
    ['a["b.c"]', ["a", "b.c"]],
    ['a["b.c"].d', ["a", "b.c", "d"]],
    ['a["say \\"x\\""]', ["a", 'say "x"']],
    ["a-b.c_d", ["a-b", "c_d"]],
  ];
  for (const [path, steps] of paths) it(`parses ${path}`, () => assert.deepEqual(parsePath(path), steps));

  for (const path of ["a.", ".a", "a..b", "a[", "a[x]", "a[0]b", 'a["b', "a]"])
    it(`rejects ${path}`, () => assert.throws(() => parsePath(path), InputFault));

  const typed: readonly (readonly [text: string, value: unknown])[] = [
    ["true", true],
    ["false", false],
    ["True", "True"],
    ["3", 3],
    ["-3", -3],
    ["0", 0],
    ["0123", "0123"],
    ["1.5", "1.5"],
    ["", ""],
    ["12345678901234567890", "12345678901234567890"],
    ["10.0.0.0/16", "10.0.0.0/16"],
  ];
  for (const [text, value] of typed) it(`converts ${JSON.stringify(text)} to ${typeof value}`, () => assert.equal(typedValue(text), value));

  it("creates missing maps and lists, and does not modify the input", () => {
    const input = { a: [{ b: 1 }] };
    assert.deepEqual(setAt(input, ["a", 1, "c"], 2), { a: [{ b: 1 }, { c: 2 }] });
    assert.deepEqual(input, { a: [{ b: 1 }] });
  });

  const rejected: readonly (readonly [container: unknown, steps: readonly (string | number)[], message: RegExp])[] = [
    [[1], [2], /array index out of range: 2; the next index is 1/],
    [{ a: 1 }, [0], /an array was expected for index 0/],
    [[1], ["a"], /a map was expected for key "a"/],
    [undefined, ["secure"], /"secure" key in maps of length 1 are reserved/],
  ];
  for (const [container, steps, message] of rejected)
    it(`rejects ${JSON.stringify(steps)} in ${JSON.stringify(container)}`, () =>
      assert.throws(() => setAt(container, steps, "x"), message));
});

describe("offline/config: --config", () => {
  const values = new Map<string, unknown>([
    ["shop:cluster", { pools: [{ size: 1 }] }],
    ["shop:name", "old"],
  ]);
  const apply = (overrides: readonly string[], path = false) => Object.fromEntries(applyOverrides(values, overrides, path, "shop"));

  it("uses the project as the namespace of a key without namespace", () => assert.equal(apply(["name=new"])["shop:name"], "new"));
  it("keeps a namespace", () => assert.equal(apply(["azure-native:location=westeurope"])["azure-native:location"], "westeurope"));
  it("splits at the first equals sign", () => assert.equal(apply(["name=a=b"])["shop:name"], "a=b"));
  it("accepts an empty value", () => assert.equal(apply(["name="])["shop:name"], ""));
  it("uses the last value of a repeated key", () => assert.equal(apply(["name=1", "name=2"])["shop:name"], "2"));
  it("keeps values as strings without --path", () => assert.equal(apply(["name=true"])["shop:name"], "true"));
  it("keeps top-level values as strings with --path, as the CLI does", () => assert.equal(apply(["name=3"], true)["shop:name"], "3"));
  it("sets a nested value", () => assert.deepEqual(apply(["cluster.pools[0].size=3"], true)["shop:cluster"], { pools: [{ size: 3 }] }));
  it("appends to a list", () =>
    assert.deepEqual(apply(["shop:cluster.pools[1].size=5"], true)["shop:cluster"], { pools: [{ size: 1 }, { size: 5 }] }));
  it("replaces a string by the map that a path requires", () =>
    assert.deepEqual(apply(["name.first=x"], true)["shop:name"], { first: "x" }));
  it("reads a quoted key up to its closing quote", () => assert.equal(apply(['"a=b"=c'])["shop:a=b"], "c"));

  for (const override of ["name", "=x", "a:b:c:d=x", ":a=x", "a:=x"])
    it(`rejects ${override}`, () => assert.throws(() => apply([override]), InputFault));
});
