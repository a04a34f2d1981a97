import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ROOT = join(__dirname, "..", "..");
const PICTURE = join(ROOT, "docs", "images", "report.png");

const WIDTH = 1280;

/** Takes the README's picture: the page of a preview of prod, in the browser that CHROMIUM names. */
async function takePicture(executablePath: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "picture-"));
  try {
    const report = join(folder, "report.html");
    spawnSync(process.execPath, [join(ROOT, "offline", "preview.js"), "prod", "--html", report], { cwd: ROOT, stdio: "ignore" });
    const browser = await chromium.launch({ executablePath });
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme: "light" });
    await page.goto(pathToFileURL(report).href);
    const drawing = await page.locator("svg.topology").boundingBox();
    if (drawing === null) throw new Error("the page has no drawing");
    const height = Math.ceil(drawing.y + drawing.height) + 8;
    await page.setViewportSize({ width: WIDTH, height });
    await page.screenshot({ path: PICTURE });
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { CHROMIUM } = process.env;
if (CHROMIUM === undefined) throw new Error("set CHROMIUM to the path of a Chromium");
takePicture(CHROMIUM);
