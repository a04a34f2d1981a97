import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SDK_API_VERSIONS } from "../../../../policy-pack/rules/facts/apiVersions";

const SDK = dirname(require.resolve("@pulumi/azure-native/package.json"));

/** The API version that the documentation of the SDK's class states. */
function versionInSdk(token: string): number {
  const [, module = "", kind = ""] = token.split(":");
  const folder = join(SDK, module);
  const file =
    readdirSync(folder).find((name) => name.toLowerCase() === `${kind.toLowerCase()}.d.ts`) ?? assert.fail(`${token} has no class`);
  const [, version] = /Uses Azure REST API version (\d{4}-\d{2}-\d{2})/.exec(readFileSync(join(folder, file), "utf8")) ?? [];
  return Number((version ?? assert.fail(`${token} states no version`)).replaceAll("-", ""));
}

describe("the SDK's API versions", () => {
  for (const [token, version] of Object.entries(SDK_API_VERSIONS)) {
    it(`${token} is written with ${version}`, () => assert.equal(version, versionInSdk(token)));
  }
});
