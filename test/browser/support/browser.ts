import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { source } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium";

/** A page with what happened in it: requests beside the page itself, messages of the console, errors. */
export interface Opened {
  readonly page: Page;
  readonly events: readonly string[];
}

/** A suite with a real browser: without one its tests are reported as pending with the reason, never as passed. */
export function describeInBrowser(
  title: string,
  body: (open: (file: string, options?: BrowserContextOptions) => Promise<Opened>) => void,
): void {
  const executablePath = findChromium();
  describe(`${title}${executablePath === undefined ? " (skipped: no Chromium)" : ""}`, () => {
    let browser: Browser;
    before(async function () {
      if (executablePath === undefined) this.skip();
      browser = await chromium.launch({ executablePath, args: ["--disable-quic", "--disable-background-networking"] });
    });
    after(() => browser?.close());
    afterEach(async () => {
      for (const context of browser?.contexts() ?? []) await context.close();
    });
    body((file, options = {}) => open(browser, file, options));
  });
}

async function open(browser: Browser, file: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", ...options });
  const page = await context.newPage();
  const events: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) events.push(`request: ${request.url()}`);
  });
  page.on("console", (message) => events.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => events.push(`error: ${error.message}`));
  await page.goto(address);
  return { page, events };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Asserts that axe-core finds nothing, in what is shown. */
export async function assertAccessible(page: Page): Promise<void> {
  // Not as an element of the page, which its content security policy refuses.
  await page.evaluate(source);
  const violations = await page.evaluate<readonly Violation[]>(`axe.run().then(({ violations }) => violations)`);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)}\n${node.failureSummary}`),
  );
  assert.deepEqual(found, []);
}
