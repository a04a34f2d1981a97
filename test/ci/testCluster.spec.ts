import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const SCRIPT = join(__dirname, "../../.ci/test-cluster.sh");
const SELECTED = '{"contexts":["kind-dev"],"host":"172.18.0.1"}';

/** Stand in for the selection of clusters, mocha, and the commands of the namespaces. */
const STUBS = {
  npx: `case $1 in
  tsx) printf %s "$SELECTED"; exit "$STATUS" ;;
  mocha) echo "mocha existing=$CLUSTER_EXISTING skip=\${CLUSTER_SKIP:-} $*" ;;
esac`,
  unshare: `echo "unshare $*" >> "$LOG"
while [ "\${1#--}" != "$1" ]; do shift; done
exec "$@"`,
  go: `echo '\t"Dir": "/module",'`,
  npm: "",
  ip: "",
  openssl: "",
  pulumi: "echo v9.0.0",
  kwok: "",
  "control-plane": "",
  "pulumi-resource-kubernetes": "",
};

describe("npm run test:cluster", () => {
  let folder = "";
  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    folder = mkdtempSync(join(tmpdir(), "hardened-aks-script-"));
    for (const [name, lines] of Object.entries(STUBS)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
      chmodSync(join(folder, name), 0o755);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (selection: { readonly selected?: string; readonly status?: number; readonly kubeconfig?: string }) => {
    const { selected = "", status = 0, kubeconfig = "config" } = selection;
    const log = join(folder, "log");
    writeFileSync(log, "");
    const PATH = [folder, process.env.PATH].join(delimiter);
    const simulated = { PATH, LOG: log, SELECTED: selected, STATUS: `${status}`, KUBECONFIG: kubeconfig, XDG_CACHE_HOME: folder };
    const env = { ...process.env, ...simulated };
    const ended = spawnSync("sh", [SCRIPT, "a.spec.ts"], { env, encoding: "utf8" });
    return { ...ended, isolated: readFileSync(log, "utf8").trim().split("\n").at(-1) ?? "" };
  };

  it("uses the clusters that were selected, in this machine's network, and says so", () => {
    // Not needed there.
    rmSync(join(folder, "control-plane"));
    const { status, stdout, stderr, isolated } = run({ selected: SELECTED });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^mocha existing=\{"contexts":\["kind-dev"\].* skip= mocha --config \S+ a\.spec\.ts$/m);
    assert.match(stderr, /use clusters that run already: .*kind-dev.*\nThe network is this machine's, with its way out/);
    assert.match(isolated, /^unshare --pid .* npx mocha/);
  });

  for (const [title, selection] of Object.entries({
    "where none is selected": { status: 1 },
    "without KUBECONFIG": { status: 1, selected: SELECTED, kubeconfig: "" },
  }))
    it(`starts control planes in a network of their own ${title}`, () => {
      const { status, stdout, stderr, isolated } = run(selection);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^mocha existing= skip= mocha --config \S+ a\.spec\.ts$/m);
      assert.equal(stderr.includes("The tests start control planes of their own."), selection.kubeconfig !== "");
      assert.match(isolated, /^unshare --net --pid .* npx mocha/);
    });

  it("fails where the selection reports a value that is not valid", () => {
    const { status, stdout } = run({ status: 2 });
    assert.deepEqual([status, stdout], [2, ""]);
  });
});
