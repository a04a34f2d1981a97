import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const MANIFEST = join(root, "policy-pack", "package.json");

describe(".ci/pipelines/pack.sh", function () {
  this.timeout(60_000);
  if (process.platform === "win32") return;
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("packs what package.json says, with the address of the repository that it runs in, and leaves the sources alone", () => {
    const own = readFileSync(MANIFEST, "utf8");
    execFileSync("sh", [join(root, ".ci", "pipelines", "pack.sh"), "https://github.com/contoso/platform", "package"], { cwd: folder });
    const [archive = "", ...others] = readdirSync(join(folder, "package"));
    assert.deepEqual([archive, others], [`hardened-aks-policies-${JSON.parse(own).version}.tgz`, []]);
    const manifest = execFileSync("tar", ["-xzOf", join(folder, "package", archive), "package/package.json"], { encoding: "utf8" });
    assert.deepEqual(JSON.parse(manifest), {
      ...JSON.parse(own),
      repository: { type: "git", url: "git+https://github.com/contoso/platform", directory: "policy-pack" },
    });
    assert.equal(readFileSync(MANIFEST, "utf8"), own);
  });
});
