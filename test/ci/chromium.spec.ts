import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findChromium } from "../browser/support/chromium";

describe("Chromium for the tests of the page", () => {
  const folder = mkdtempSync(join(tmpdir(), "chromium-"));
  after(() => rmSync(folder, { recursive: true }));
  const program = (name: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "", { mode: 0o755 });
    return file;
  };
  const cache = { XDG_CACHE_HOME: join(folder, "cache") };

  it("is that of the variable, of PATH, or of a folder in the cache, in this order", () => {
    assert.equal(findChromium({ PATH: join(folder, "bin"), ...cache }), undefined);
    const cached = program("cache/hardened-aks/chromium-156/chrome-linux/chrome");
    assert.equal(findChromium({ PATH: join(folder, "bin"), ...cache }), cached);
    const installed = program("bin/chromium-browser");
    assert.equal(findChromium({ PATH: join(folder, "bin"), ...cache }), installed);
    assert.equal(findChromium({ CHROMIUM: "/opt/chrome", PATH: join(folder, "bin"), ...cache }), "/opt/chrome");
  });

  it("is no folder, and nothing that cannot be run", () => {
    mkdirSync(join(folder, "other", "chromium"), { recursive: true });
    writeFileSync(join(folder, "other", "google-chrome"), "", { mode: 0o644 });
    assert.equal(findChromium({ PATH: join(folder, "other"), XDG_CACHE_HOME: join(folder, "none") }), undefined);
  });
});
