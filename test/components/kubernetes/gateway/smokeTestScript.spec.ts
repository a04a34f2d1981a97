import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMOKE_TEST_SCRIPT } from "../../../../components/kubernetes/gateway/smokeTest";
import { FRONT_DOOR } from "./edgeGateways";

/** Replaces curl and simulates the gateway: the status depends on the id in the request. `passes` is a shell pattern of accepted ids. */
const gateway = (passes: string, success: string, refusal: string) => `#!/bin/sh
id=
for argument in "$@"; do case "$argument" in "X-Azure-FDID: "*) id=\${argument#X-Azure-FDID: } ;; esac; done
case "$id" in ${passes}) printf ${success} ;; *) printf ${refusal} ;; esac
`;

describe("the smoke test's script", () => {
  let directory = "";

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "smoke-test-"));
    executable("sleep", "#!/bin/sh\n");
  });
  after(() => rmSync(directory, { recursive: true }));

  function executable(name: string, text: string): void {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), 0o755);
  }

  function run(passes: string, success = "200", refusal = "403") {
    executable("curl", gateway(passes, success, refusal));
    const env = {
      PATH: `${directory}:${process.env.PATH}`,
      FRONT_DOOR_ID: FRONT_DOOR,
      ORIGIN_HOST: "o",
      GATEWAY: "g",
      PROBE_PATH: "/",
      TRUST: "",
    };
    return spawnSync("/bin/sh", ["-euc", SMOKE_TEST_SCRIPT], { env, encoding: "utf8" });
  }

  const exact = `${FRONT_DOOR}`;
  const cases: readonly [string, number, Parameters<typeof run>][] = [
    ["passes where only the id is accepted", 0, [exact]],
    ["passes where other requests find no route", 0, [exact, "204", "404"]],
    ["fails where the id is compared as a prefix", 1, [`${FRONT_DOOR}*`]],
    ["fails where no header is needed", 1, [`${FRONT_DOOR}|''`]],
    ["fails where any id is accepted", 1, ["????????-*"]],
    ["fails where even Front Door is refused", 1, ["never"]],
    ["fails where the application does not answer", 1, [exact, "503"]],
    ["fails where other requests are redirected instead of refused", 1, [exact, "200", "302"]],
    ["fails where nothing listens", 1, ["never", "200", "000"]],
  ];
  for (const [what, status, answers] of cases) {
    it(what, () => {
      assert.equal(run(...answers).status, status);
    });
  }

  it("keeps the id out of its log", () => {
    const { stdout, stderr } = run(exact);
    assert.ok(stdout.includes("403 with more than the id"));
    assert.ok(!`${stdout}${stderr}`.includes(FRONT_DOOR));
  });
});
