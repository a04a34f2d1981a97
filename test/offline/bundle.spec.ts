import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCopy } from "./previewCopy";

const IMPORTER = `
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
export { pulumi, random };
export const kind = typeof pulumi.Output + " " + typeof random.RandomString;
`;
const PROGRAM = `
import * as one from "./one";
import * as other from "./other";
export const shared = one.pulumi === other.pulumi && one.random === other.random;
export const different = (one.pulumi as object) !== one.random;
export const kinds = [one.kind, other.kind];
`;

describe("offline: bundle of the program", function () {
  this.timeout(120_000);
  let folder = "";
  before(() => {
    folder = createCopy();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has one namespace object for each package, however many files import it", () => {
    for (const name of ["one", "other"]) writeFileSync(join(folder, `${name}.ts`), IMPORTER);
    writeFileSync(join(folder, "index.ts"), PROGRAM);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "offline", "preview.js"), "dev", "--json"], { encoding: "utf8" });
    const { outputs } = JSON.parse(stdout === "" ? JSON.stringify({ outputs: stderr }) : stdout);
    assert.deepEqual(outputs, { shared: true, different: true, kinds: ["function function", "function function"] });
  });
});
