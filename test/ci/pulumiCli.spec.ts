import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CI = join(__dirname, "../../.ci");
const TOOLS = ["awk", "dirname", "head", "sed", "sort"];

describe("the Pulumi CLI of the engine's tests", () => {
  let home = "";
  let cached = "";
  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    home = mkdtempSync(join(tmpdir(), "hardened-aks-cli-"));
    mkdirSync(join(home, "bin"));
    for (const tool of TOOLS) symlinkSync(pathOf(tool), join(home, "bin", tool));
    const version = /^require github\.com\/pulumi\/pulumi\/pkg\/v3 (\S+)/m.exec(readFileSync(join(CI, "pulumi-cli/go.mod"), "utf8"))?.[1];
    cached = join(home, "cache/hardened-aks", `pulumi-${version}`, "pulumi");
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** With nothing on PATH but what the test has put there: no Go. */
  const chosen = (): { readonly status: number | null; readonly printed: string } => {
    const env = { PATH: join(home, "bin"), XDG_CACHE_HOME: join(home, "cache") };
    const { status, stdout } = spawnSync(pathOf("sh"), [join(CI, "pulumi-cli.sh")], { env, encoding: "utf8" });
    return { status, printed: stdout.trim() };
  };

  it("is the one on PATH where it is new enough", () => {
    const onPath = cli(join(home, "bin"), "v999.0.0");
    assert.deepEqual(chosen(), { status: 0, printed: onPath });
  });

  it("is the cached one where none is on PATH, without Go", () => {
    cli(join(cached, ".."), "v999.0.0");
    assert.deepEqual(chosen(), { status: 0, printed: cached });
  });

  it("is the cached one where the one on PATH is too old", () => {
    cli(join(home, "bin"), "v3.0.0");
    cli(join(cached, ".."), "v999.0.0");
    assert.deepEqual(chosen(), { status: 0, printed: cached });
  });

  it("is none without a cached one and without Go: the tests are skipped", () => {
    assert.deepEqual(chosen(), { status: 3, printed: "" });
  });
});

/** A program that only tells its version. */
function cli(folder: string, version: string): string {
  const file = join(folder, "pulumi");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

function pathOf(command: string): string {
  return execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).trim();
}
