import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/sources";

const DETECTION = ["--path", "-c", "hardened-aks:frontDoor.waf.mode=Detection"];

/** Pages of previews of this repository: without mandatory findings, with one, compared with a base, and of a preview that failed. */
export class Reports {
  private readonly folder = mkdtempSync(join(tmpdir(), "reports-"));
  readonly clean = join(this.folder, "clean.html");
  readonly failing = join(this.folder, "failing.html");
  readonly compared = join(this.folder, "compared.html");
  readonly failed = join(this.folder, "failed.html");

  write(): void {
    const base = join(this.folder, "base.json");
    preview("dev", "--html", this.clean);
    writeFileSync(base, preview("prod", "--json"));
    preview("prod", ...DETECTION, "--html", this.failing);
    preview("prod", ...DETECTION, "-c", "hardened-aks:frontDoor.rateLimitPerMinute=1", "--html", this.failed);
    preview("prod", ...DETECTION, "--diff", base, "--html", this.compared);
    for (const file of [this.clean, this.failing, this.compared, this.failed]) assert.ok(existsSync(file), file);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function preview(...args: readonly string[]): string {
  const script = join(ROOT, "offline", "preview.js");
  const { stdout } = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 });
  return stdout;
}
