import assert from "node:assert/strict";
import { files, importsOf, isCode, parse, read } from "../support/sources";

const importsIn = (file: string) => importsOf(parse(file));

describe("the policy pack", () => {
  for (const file of files("policy-pack/rules").filter(isCode)) {
    it(`${file} is pure: it imports other rules only, and reads neither the clock nor the process`, () => {
      for (const { from, file: target } of importsIn(file)) assert.match(target ?? from, /^policy-pack\/rules\//);
      assert.doesNotMatch(read(file), /\b(process|console|globalThis)\.\w|\bDate\.now\b|\bnew Date\b|\bMath\.random\b/);
    });
  }

  for (const file of files("policy-pack/policies").filter(isCode)) {
    it(`${file} imports only files of the pack, and only types of packages`, () => {
      for (const { from, file: target, typeOnly } of importsIn(file)) {
        if (target === undefined) assert.ok(typeOnly, `${from} would be loaded at run time`);
        else assert.match(target, /^policy-pack\//);
      }
    });
  }

  it("imports a package at run time in its entry point only", () => {
    const fromSdk = (file: string) =>
      importsIn(file)
        .filter(({ from }) => from === "@pulumi/policy")
        .map(({ typeOnly }) => typeOnly);
    assert.deepEqual(fromSdk("policy-pack/policies/adapter.ts"), [true]);
    assert.deepEqual(fromSdk("policy-pack/index.ts"), [false]);
  });
});
