import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CI = join(__dirname, "../../.ci");
const TOOLS = ["awk", "dirname", "head", "sed", "sort"];

describe("the Pulumi CLI for the tests on the engine", () => {
  let folder = "";
  let cached = "";
  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-cli-"));
    mkdirSync(join(folder, "bin"));
    for (const tool of TOOLS) symlinkSync(pathOf(tool), join(folder, "bin", tool));
    const version = /^require github\.com\/pulumi\/pulumi\/pkg\/v3 (\S+)/m.exec(readFileSync(join(CI, "pulumi-cli/go.mod"), "utf8"))?.[1];
    cached = join(folder, "cache/hardened-aks", `pulumi-${version}`, "pulumi");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the script with only the test's own folder on PATH, so without Go. */
  const selectCli = (): { readonly status: number | null; readonly printed: string } => {
    const env = { PATH: join(folder, "bin"), XDG_CACHE_HOME: join(folder, "cache") };
    const { status, stdout } = spawnSync(pathOf("sh"), [join(CI, "pulumi-cli.sh")], { env, encoding: "utf8" });
    return { status, printed: stdout.trim() };
  };

  it("is the CLI on PATH if its version is supported", () => {
    const onPath = writeCli(join(folder, "bin"), "v999.0.0");
    assert.deepEqual(selectCli(), { status: 0, printed: onPath });
  });

  it("is the cached CLI if none is on PATH, without Go", () => {
    writeCli(join(cached, ".."), "v999.0.0");
    assert.deepEqual(selectCli(), { status: 0, printed: cached });
  });

  it("is the cached CLI if the one on PATH is too old", () => {
    writeCli(join(folder, "bin"), "v3.0.0");
    writeCli(join(cached, ".."), "v999.0.0");
    assert.deepEqual(selectCli(), { status: 0, printed: cached });
  });

  it("is not available without a cached CLI and without Go: the script exits with 3", () => {
    assert.deepEqual(selectCli(), { status: 3, printed: "" });
  });
});

/** Writes a stub of the CLI that only prints a version. */
function writeCli(folder: string, version: string): string {
  const file = join(folder, "pulumi");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

function pathOf(command: string): string {
  return execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).trim();
}
