import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CI = join(__dirname, "../../.ci");
const TOOLS = ["awk", "chmod", "cp", "cut", "dirname", "head", "mkdir", "mv", "node", "sed"];
const PROGRAMS = ["control-plane", "kwok", "pulumi-resource-kubernetes"];

/** Stands in for Go: a module is in its cache only after the build, as on a machine that never built it. */
const GO = `#!/bin/sh
case "$1 $2" in
  "mod download")
    [ -d "$MODULE" ] || { echo "the module was not downloaded" >&2; exit 1; }
    printf '\\t"Dir": "%s",\\n' "$MODULE"
    ;;
  build*)
    while [ "$1" != -o ]; do shift; done
    printf '#!/bin/sh\\n' > "$2" && chmod +x "$2"
    mkdir -p "$MODULE/cmd/pulumi-resource-kubernetes"
    for file in schema terraform-mapping; do echo '{}' > "$MODULE/cmd/pulumi-resource-kubernetes/$file.json"; done
    ;;
esac
`;

describe("the programs for the tests on a control plane", () => {
  let folder = "";
  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-tools-"));
    mkdirSync(join(folder, "bin"));
    for (const tool of TOOLS) symlinkSync(pathOf(tool), join(folder, "bin", tool));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const select = (...programs: string[]): { readonly status: number | null; readonly folders: readonly string[] } => {
    const env = {
      PATH: join(folder, "bin"),
      HOME: join(folder, "home"),
      XDG_CACHE_HOME: join(folder, "cache"),
      MODULE: join(folder, "module"),
    };
    const { status, stdout } = spawnSync(pathOf("sh"), [join(CI, "cluster-tools.sh"), ...programs], { env, encoding: "utf8" });
    return { status, folders: stdout.trim() === "" ? [] : stdout.trim().split(":") };
  };

  it("are those on PATH", () => {
    for (const program of PROGRAMS) writeProgram(join(folder, "bin", program), "#!/bin/sh\n");
    assert.deepEqual(select(), { status: 0, folders: PROGRAMS.map(() => join(folder, "bin")) });
  });

  it("are a provider that pulumi plugin install has installed, of the SDK's version", () => {
    const version = JSON.parse(readFileSync(join(CI, "../package.json"), "utf8")).dependencies["@pulumi/kubernetes"];
    const plugins = join(folder, "home", ".pulumi", "plugins");
    const [provider, older] = [version, "4.0.0"].map((name) => join(plugins, `resource-kubernetes-v${name}`));
    for (const place of [provider, older]) {
      mkdirSync(place ?? "", { recursive: true });
      writeProgram(join(place ?? "", "pulumi-resource-kubernetes"), "#!/bin/sh\n");
    }
    assert.deepEqual(select("pulumi-resource-kubernetes"), { status: 0, folders: [provider] });
    rmSync(provider ?? "", { recursive: true });
    assert.deepEqual(select("pulumi-resource-kubernetes"), { status: 3, folders: [] });
  });

  it("are built once, with the provider's schema beside it, where the cache of modules is empty", () => {
    writeProgram(join(folder, "bin", "go"), GO);
    const { status, folders } = select();
    assert.equal(status, 0);
    PROGRAMS.forEach((program, index) => {
      assert.ok(existsSync(join(folders[index] ?? "", program)), program);
    });
    assert.equal(readFileSync(join(folders[2] ?? "", "schema.json"), "utf8"), "{}\n");
    rmSync(join(folder, "bin", "go"));
    assert.deepEqual(select(), { status, folders }, "a later run needs no Go");
  });

  it("are those that the arguments name, and no other is built", () => {
    writeProgram(join(folder, "bin", "go"), GO);
    const { status, folders } = select("kwok");
    assert.equal(status, 0);
    assert.equal(folders.length, 1);
    assert.ok(existsSync(join(folders[0] ?? "", "kwok")));
  });

  it("are not available without Go: the script exits with 3", () => {
    assert.deepEqual(select(), { status: 3, folders: [] });
  });
});

function writeProgram(file: string, content: string): void {
  writeFileSync(file, content);
  chmodSync(file, 0o755);
}

function pathOf(command: string): string {
  return execFileSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).trim();
}
