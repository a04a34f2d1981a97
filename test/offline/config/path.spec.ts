import assert from "node:assert/strict";
import { applyOverrides } from "../../../offline/config/overrides";
import { parsePath, setAt, typedValue } from "../../../offline/config/path";
import { InputFault } from "../../../offline/fault";

describe("offline/config: paths as `pulumi config set --path` reads them", () => {
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
  for (const [path, steps] of paths) it(`reads ${path}`, () => assert.deepEqual(parsePath(path), steps));

  for (const path of ["a.", ".a", "a..b", "a[", "a[x]", "a[0]b", 'a["b', "a]"])
    it(`refuses ${path}`, () => assert.throws(() => parsePath(path), InputFault));

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
  for (const [text, value] of typed) it(`types ${JSON.stringify(text)} as ${typeof value}`, () => assert.equal(typedValue(text), value));

  it("makes maps and lists on the way and leaves the given ones alone", () => {
    const given = { a: [{ b: 1 }] };
    assert.deepEqual(setAt(given, ["a", 1, "c"], 2), { a: [{ b: 1 }, { c: 2 }] });
    assert.deepEqual(given, { a: [{ b: 1 }] });
  });

  const refused: readonly (readonly [container: unknown, steps: readonly (string | number)[], message: RegExp])[] = [
    [[1], [2], /array index out of range: 2; the next index is 1/],
    [{ a: 1 }, [0], /an array was expected for index 0/],
    [[1], ["a"], /a map was expected for key "a"/],
    [undefined, ["secure"], /"secure" key in maps of length 1 are reserved/],
  ];
  for (const [container, steps, message] of refused)
    it(`refuses ${JSON.stringify(steps)} in ${JSON.stringify(container)}`, () =>
      assert.throws(() => setAt(container, steps, "x"), message));
});

describe("offline/config: --config", () => {
  const values = new Map<string, unknown>([
    ["shop:cluster", { pools: [{ size: 1 }] }],
    ["shop:name", "old"],
  ]);
  const apply = (overrides: readonly string[], path = false) => Object.fromEntries(applyOverrides(values, overrides, path, "shop"));

  it("gives a key without namespace the project's", () => assert.equal(apply(["name=new"])["shop:name"], "new"));
  it("keeps a namespace", () => assert.equal(apply(["azure-native:location=westeurope"])["azure-native:location"], "westeurope"));
  it("splits at the first equals sign", () => assert.equal(apply(["name=a=b"])["shop:name"], "a=b"));
  it("takes an empty value", () => assert.equal(apply(["name="])["shop:name"], ""));
  it("lets the last one win", () => assert.equal(apply(["name=1", "name=2"])["shop:name"], "2"));
  it("types nothing without --path", () => assert.equal(apply(["name=true"])["shop:name"], "true"));
  it("types no top-level value with --path, as the CLI", () => assert.equal(apply(["name=3"], true)["shop:name"], "3"));
  it("sets a nested value", () => assert.deepEqual(apply(["cluster.pools[0].size=3"], true)["shop:cluster"], { pools: [{ size: 3 }] }));
  it("appends to a list", () =>
    assert.deepEqual(apply(["shop:cluster.pools[1].size=5"], true)["shop:cluster"], { pools: [{ size: 1 }, { size: 5 }] }));
  it("lets a path replace a string", () => assert.deepEqual(apply(["name.first=x"], true)["shop:name"], { first: "x" }));
  it("reads a quoted key up to its closing quote", () => assert.equal(apply(['"a=b"=c'])["shop:a=b"], "c"));

  for (const override of ["name", "=x", "a:b:c:d=x", ":a=x", "a:=x"])
    it(`refuses ${override}`, () => assert.throws(() => apply([override]), InputFault));
});
