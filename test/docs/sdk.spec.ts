import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KEEP_DEBUG_LINES } from "../../components/sdk/sdkDebugLines";
import { SDK_UNCHANGED } from "../../policy-pack/sdk/unchanged";

const ROOT = join(__dirname, "../..");
const DOCUMENT = readFileSync(join(ROOT, "docs/sdk.md"), "utf8");

interface Change {
  readonly title: string;
  readonly code: string;
  readonly triedWith: string;
  readonly test: string;
}

/** Rows of the table that lists the changes. */
const CHANGES: readonly Change[] = DOCUMENT.split("\n")
  .filter((line) => /^\| .*\.spec\.ts` \|$/.test(line))
  .map((line) => {
    const [, title = "", code = "", , , , triedWith = "", test = ""] = line.split("|").map((cell) => cell.trim().replaceAll("`", ""));
    return { title, code, triedWith, test };
  });

/** Files that apply the changes or turn them off, without a change of their own. */
const SHARED = ["components/sdk/adjustments.ts", "policy-pack/sdk/start.ts", "policy-pack/sdk/unchanged.ts"];

describe("docs/sdk.md", () => {
  it("lists every change of components/sdk/ and policy-pack/sdk/", () => {
    const files = ["components/sdk", "policy-pack/sdk"].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`),
    );
    assert.deepEqual([...CHANGES.map(({ code }) => code), ...SHARED].sort(), files.sort());
  });

  for (const { title, triedWith, test } of CHANGES) {
    it(`names the installed SDK and a test that exists: ${title}`, () => {
      const [, name = "", version] = /^(\S+) (\S+)$/.exec(triedWith) ?? [];
      const installed: { readonly version: string } = require(`${name}/package.json`);
      assert.equal(
        version,
        installed.version.replace(/^v/, ""),
        `${name} was upgraded: run the tests of docs/sdk.md, then enter the version`,
      );
      assert.ok(existsSync(join(ROOT, test)), `${test} does not exist`);
    });
  }

  it("names the environment variables", () => {
    for (const variable of [SDK_UNCHANGED, KEEP_DEBUG_LINES]) assert.ok(DOCUMENT.includes(`\`${variable}=true\``), variable);
  });
});
