import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/sources";
import { preview, ROTATION, type Step, update } from "./previews";

const WAF = update("azure-native:frontdoor:Policy", "waf", { mode: "Prevention" }, { mode: "Detection" });

/** Runs a stage with a CLI that prints the given preview and records its arguments. */
function runStage(script: string, args: readonly string[], planned: string, files: Readonly<Record<string, string>> = {}, exitCode = 0) {
  const folder = mkdtempSync(join(tmpdir(), "stage-"));
  try {
    const stub = (name: string, text: string) => {
      writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, "bin", name), 0o755);
    };
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "planned.json"), planned);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    stub("npm", "exit 0");
    stub("pulumi", `echo "$@" >> "${folder}/calls"\n[ "$1" = up ] || { cat "${folder}/planned.json"; exit ${exitCode}; }`);
    const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` };
    const all = [join(ROOT, ".ci/pipelines", script), ...args.map((arg) => arg.replace("FOLDER", folder))];
    const { status, stdout, stderr } = spawnSync("sh", all, { env, encoding: "utf8" });
    const calls = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
    const issue = join(folder, "report/issue.md");
    return { status, said: stdout + stderr, calls, issue: existsSync(issue) ? readFileSync(issue, "utf8") : undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const commands = (calls: readonly string[]) => calls.map((call) => call.split(" ")[0]);

describe("The stages of the pipelines", function () {
  this.timeout(60_000);
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  it("rotate updates exactly what the check accepted, with the policy pack", () => {
    const { status, calls, said } = runStage("rotate.sh", ["prod"], preview(ROTATION));
    assert.deepEqual([status, commands(calls)], [0, ["preview", "up"]], said);
    const targets = Array.from((calls[1] ?? "").matchAll(/--target (\S+)/g), ([, target]) => target);
    assert.deepEqual(
      targets,
      ROTATION.filter(({ op }) => op !== "refresh").map(({ urn }) => urn),
    );
    for (const call of calls) assert.match(call, /--stack prod .*--policy-pack policy-pack/);
  });

  it("rotate updates nothing if nothing is due, if more would change, or if the preview fails", () => {
    const cases = [
      [[], 0, 0],
      [[...ROTATION, WAF], 0, 1],
      [ROTATION, 1, 1],
    ] as const;
    for (const [steps, exitCode, expected] of cases) {
      const { status, calls } = runStage("rotate.sh", ["prod"], preview(steps as readonly Step[]), {}, exitCode);
      assert.deepEqual([status, commands(calls)], [expected, ["preview"]]);
    }
  });

  it("deploy updates if the changes are those that were approved, and stops otherwise", () => {
    const deploy = (approved: readonly Step[], now: readonly Step[], exitCode = 0) =>
      runStage("deploy.sh", ["prod", "FOLDER/approved.json"], preview(now), { "approved.json": preview(approved) }, exitCode);
    assert.deepEqual(commands(deploy([WAF], [WAF]).calls), ["preview", "up"]);
    for (const refused of [deploy([], [WAF]), deploy([WAF], []), deploy([WAF], [WAF], 1)]) {
      assert.deepEqual([refused.status, commands(refused.calls)], [1, ["preview"]]);
    }
  });

  it("drift succeeds with the text of the issue, which is empty without drift", () => {
    const drift = (content: string, exitCode: number) => runStage("drift.sh", ["prod", "FOLDER/report"], content, {}, exitCode);
    const found = drift(`${preview([WAF])}error: no changes were expected\n`, 7);
    assert.equal(found.status, 0, found.said);
    assert.match(found.issue ?? "", /`waf`/);
    assert.match(found.calls[0] ?? "", /--refresh --expect-no-changes/);
    assert.equal(drift(preview([]), 0).issue, "");
    assert.match(drift("", 255).issue ?? "", /failed/);
  });
});
