import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/sources";

const DETECTION = ["--path", "-c", "hardened-aks:frontDoor.waf.mode=Detection"];
/** Exit codes of a preview: without mandatory findings, with them, and of one that failed. */
const [CLEAN, BLOCKED, FAILED] = [0, 1, 2] as const;

/** Pages of previews of this repository: without mandatory findings, with one, compared with a base, and of a preview that failed. */
export class Reports {
  private readonly folder = mkdtempSync(join(tmpdir(), "reports-"));
  readonly clean = join(this.folder, "clean.html");
  readonly failing = join(this.folder, "failing.html");
  readonly compared = join(this.folder, "compared.html");
  readonly failed = join(this.folder, "failed.html");

  write(): void {
    const base = join(this.folder, "base.json");
    preview(CLEAN, "dev", "--html", this.clean);
    writeFileSync(base, preview(CLEAN, "prod", "--json"));
    preview(BLOCKED, "prod", ...DETECTION, "--html", this.failing);
    preview(FAILED, "prod", ...DETECTION, "-c", "hardened-aks:frontDoor.rateLimitPerMinute=1", "--html", this.failed);
    preview(BLOCKED, "prod", ...DETECTION, "--diff", base, "--html", this.compared);
    for (const file of [this.clean, this.failing, this.compared, this.failed]) assert.ok(existsSync(file), file);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A page of a preview that ended otherwise would be tested as if it were the one that its name says. */
function preview(expected: number, ...args: readonly string[]): string {
  const script = join(ROOT, "offline", "preview.js");
  const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  assert.equal(status, expected, `preview ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}
