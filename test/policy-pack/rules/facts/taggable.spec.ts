import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TAGGABLE } from "../../../../policy-pack/rules/facts/taggable";

const SDK = dirname(require.resolve("@pulumi/azure-native/package.json"));

describe("types with tags", () => {
  for (const token of TAGGABLE) {
    it(`${token} has the input in the SDK's class`, () => {
      const [, module = "", kind = ""] = token.split(":");
      const folder = join(SDK, module);
      const file = readdirSync(folder).find((name) => name.toLowerCase() === `${kind.toLowerCase()}.d.ts`) ?? assert.fail("no class");
      assert.match(readFileSync(join(folder, file), "utf8"), /Args \{[\s\S]*^ {4}tags\?:/m);
    });
  }
});
