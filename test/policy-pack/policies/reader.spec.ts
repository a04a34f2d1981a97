import assert from "node:assert/strict";
import { Secret, unknownCheckingProxy } from "@pulumi/policy";
import * as markers from "@pulumi/policy/proxy";
import { read } from "../../../policy-pack/policies/reader";
import { UNKNOWN } from "../../../policy-pack/rules/reading/values";
import { UNKNOWN_STRING } from "../harness";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe("reading inputs", () => {
  it("returns plain data from behind the SDK's proxy, which throws at unknown leaves", () => {
    const props = { name: "a", list: [1, UNKNOWN_STRING, { deep: UNKNOWN_STRING }], empty: null };
    const proxied = unknownCheckingProxy(props);
    assert.throws(() => JSON.stringify(proxied));
    assert.deepEqual(read(proxied).props, { name: "a", list: [1, UNKNOWN, { deep: UNKNOWN }], empty: null });
  });

  it("recognises every marker of the SDK for an unknown value", () => {
    const known = Object.entries(markers).filter(([name]) => /^unknown\w+Value$/.test(name));
    assert.equal(known.length, 7);
    for (const [name, marker] of known) assert.equal(read({ value: marker }).props.value, UNKNOWN, name);
  });

  it("unwraps secrets and records their paths", () => {
    const props = { plain: "p", password: { ...SECRET, value: "hunter22" }, nested: [{ key: new Secret({ part: "abcdef", other: 7 }) }] };
    const { props: plain, secretPaths, secretTexts } = read(props);
    assert.deepEqual(plain, { plain: "p", password: "hunter22", nested: [{ key: { part: "abcdef", other: 7 } }] });
    assert.ok(secretPaths.includes("password") && secretPaths.includes("nested[0].key"));
    assert.deepEqual(secretTexts, ["hunter22", "abcdef"]);
  });

  it("keeps a secret that is not known yet unknown", () => {
    assert.equal(read({ password: { ...SECRET, value: UNKNOWN_STRING } }).props.password, UNKNOWN);
  });

  it("writes paths in the notation of rules", () => {
    const { secretPaths } = read({ metadata: { annotations: { "example.org/token": { ...SECRET, value: "abcdef" } } } });
    assert.deepEqual(secretPaths, ['metadata.annotations["example.org/token"]']);
  });

  it("omits functions and keeps keys that objects inherit", () => {
    const props = JSON.parse('{"__proto__": {"x": 1}, "constructor": "c"}');
    props.method = () => 1;
    assert.deepEqual(Object.keys(read(props).props), ["__proto__", "constructor"]);
  });

  it("reads the same object once", () => {
    const props = { a: 1 };
    assert.equal(read(props), read(props));
  });
});
