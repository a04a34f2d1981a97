import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PREVIEW_ONLY, SDK_API_VERSIONS } from "../../../../policy-pack/rules/facts/apiVersions";

const SDK = dirname(require.resolve("@pulumi/azure-native/package.json"));

/** The text of the file `.d.ts` or `.js` of the SDK's class. */
function classOf(token: string, extension: string): string {
  const [, module = "", kind = ""] = token.split(":");
  const folder = join(SDK, module);
  const file = readdirSync(folder).find((name) => name.toLowerCase() === `${kind.toLowerCase()}${extension}`);
  return readFileSync(join(folder, file ?? assert.fail(`${token} has no class`)), "utf8");
}

/** The API version that the documentation of the SDK's class states. */
function versionInSdk(token: string): number {
  const [, version] = /Uses Azure REST API version (\d{4}-\d{2}-\d{2})/.exec(classOf(token, ".d.ts")) ?? [];
  return Number((version ?? assert.fail(`${token} states no version`)).replaceAll("-", ""));
}

describe("the SDK's API versions", () => {
  for (const [token, version] of Object.entries(SDK_API_VERSIONS)) {
    it(`${token} is written with ${version}`, () => assert.equal(version, versionInSdk(token)));
  }

  for (const token of PREVIEW_ONLY) {
    it(`${token} has previews only`, () => {
      // The class lists the tokens of all versions as aliases.
      const versions = Array.from(classOf(token, ".js").matchAll(/azure-native:\w+\/v(\d{8}\w*):/g), ([, version = ""]) => version);
      assert.ok(versions.length > 0);
      assert.deepEqual(
        versions.filter((version) => !version.endsWith("preview")),
        [],
      );
    });
  }
});
