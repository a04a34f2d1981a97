import assert from "node:assert/strict";
import { statSync } from "node:fs";
import type { Page } from "playwright-core";
import { assertAccessible, describeInBrowser } from "./support/browser";
import { Reports } from "./support/reports";

const CASES = ["clean", "failing", "compared", "failed"] as const;
const WIDTHS = { desktop: 1280, phone: 400 } as const;

/** Opens everything that can be opened. */
const openAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

const background = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const [LIGHT, DARK] = ["rgb(247, 248, 249)", "rgb(20, 23, 26)"];

type Edges = Readonly<Pick<DOMRect, "left" | "right" | "top" | "bottom">>;

/** What is missing is not inside of anything, and nothing is inside of it. */
function isWithin(inner: Edges | undefined, outer: Edges | undefined): boolean {
  if (inner === undefined || outer === undefined) return false;
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
}

describeInBrowser("The page of --html", (open) => {
  const reports = new Reports();
  before(() => reports.write());
  after(() => reports.remove());

  for (const name of CASES) {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [device, width] of Object.entries(WIDTHS)) {
        it(`${name}, ${colorScheme}, ${device}: axe-core finds nothing, nothing is requested or reported, nothing is wider than the window`, async () => {
          const { page, events } = await open(reports[name], { colorScheme, viewport: { width, height: 900 } });
          await openAll(page);
          assert.equal(await background(page), colorScheme === "light" ? LIGHT : DARK);
          await assertAccessible(page);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
          assert.deepEqual(events, []);
        });
      }
    }
  }

  it("is checked by axe-core in earnest: a button without a name is found", async () => {
    const { page } = await open(reports.failed);
    await page.evaluate(() => document.querySelector("main")?.append(document.createElement("button")));
    await assert.rejects(assertAccessible(page), /button-name/);
  });

  it("is smaller than 1 MB", () => assert.ok(statSync(reports.compared).size < 1_000_000, `${statSync(reports.compared).size}`));

  it("refuses scripts, styles and requests that are not its own", async () => {
    const { page, events } = await open(reports.clean);
    await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'changed'";
      const style = document.createElement("style");
      style.textContent = "body { background: red !important }";
      document.body.append(script, style);
      await fetch("https://example.invalid/").catch(() => undefined);
    });
    assert.doesNotMatch(await page.title(), /changed/);
    assert.equal(await background(page), LIGHT);
    assert.ok(
      events.length >= 3 && events.every((event) => /violates the (following|document.s) Content Security Policy/.test(event)),
      events.join("\n"),
    );
  });

  it("draws every box inside of the drawing, and every text inside of its box", async () => {
    const { page } = await open(reports.failing);
    const { drawing, boxes } = await page.evaluate(() => ({
      drawing: document.querySelector("svg.topology")?.getBoundingClientRect().toJSON() as Edges | undefined,
      boxes: Array.from(document.querySelectorAll("svg.topology .box"), (box) => ({
        name: box.textContent,
        frame: box.querySelector("rect")?.getBoundingClientRect().toJSON() as Edges | undefined,
        texts: Array.from(box.querySelectorAll("text"), (text) => text.getBoundingClientRect().toJSON() as Edges),
      })),
    }));
    assert.ok(boxes.length > 0 && boxes.every(({ texts }) => texts.length > 0), `${boxes.length} boxes, or one without a text`);
    const outside = boxes.filter(({ frame, texts }) => !isWithin(frame, drawing) || !texts.every((text) => isWithin(text, frame)));
    assert.deepEqual(outside, []);
  });

  describe("filter", () => {
    const visible = (page: Page): Promise<readonly string[]> =>
      page.evaluate(() => Array.from(document.querySelectorAll("#resources tbody tr:not([hidden]) th"), (cell) => cell.textContent ?? ""));
    const status = (page: Page): Promise<string | null> => page.locator("#filter-status").textContent();

    it("shows the rows that have every word, and says how many", async () => {
      const { page } = await open(reports.failing);
      const total = (await visible(page)).length;
      assert.ok(total > 500, `${total}`);
      assert.equal(await status(page), `${total} resources`);
      await page.locator("#filter-text").pressSequentially("Vault SWEDEN");
      const names = await visible(page);
      assert.ok(names.length > 2 && names.length < 60, names.join());
      assert.equal(await status(page), `${names.length} of ${total} resources`);
      assert.ok(names.includes("swedencentral-data-vault-vault") && !names.some((name) => name.includes("germany")));
      await page.locator("#filter-text").fill("");
      assert.equal((await visible(page)).length, total);
    });

    it("shows the rows of one cluster, with findings, or changed", async () => {
      const { page } = await open(reports.compared);
      await page.locator("#filter-lane").selectOption("germanywestcentral");
      const inLane = await visible(page);
      assert.ok(inLane.includes("germanywestcentral-aks-cluster") && !inLane.includes("swedencentral-aks-cluster"));
      await page.locator("#filter-lane").selectOption("");
      await page.locator("#filter-findings").check();
      assert.ok((await visible(page)).includes("front-door-waf"));
      await page.locator("#filter-findings").uncheck();
      await page.locator("#filter-changes").check();
      assert.deepEqual(await visible(page), ["front-door-waf"]);
    });
  });

  it("shows a resource with its inputs, from the table, the drawing and another resource", async () => {
    const { page } = await open(reports.failing);
    await page.locator("svg.topology .box.entry").click();
    assert.equal(await page.locator("#resource-name").textContent(), "front-door-profile");
    assert.match((await page.locator("#resource pre").textContent()) ?? "", /"profileName": "afd-haks-prod"/);
    await assertAccessible(page);
    await page.locator("#resource a", { hasText: /^shared$/ }).click();
    assert.equal(await page.locator("#resource-name").textContent(), "shared");
    await page.locator("#resource-close").click();
    assert.ok(!(await page.locator("#resource").isVisible()));
  });

  it("leaves a click with a key to the browser: a new tab", async () => {
    const { page } = await open(reports.clean);
    const link = page.locator("#resources tbody a").first();
    const [opened] = await Promise.all([page.context().waitForEvent("page"), link.click({ modifiers: ["Control"] })]);
    await opened.waitForURL(/#r\d+$/);
    assert.ok(!(await page.locator("#resource").isVisible()));
  });

  it("is complete at an address that ends in a malformed escape", async () => {
    const { page, events } = await open(reports.clean);
    await page.goto(`${page.url()}#%E0`);
    await page.reload();
    assert.match((await page.locator("#filter-status").textContent()) ?? "", /^\d+ resources$/);
    assert.deepEqual(events, []);
  });

  it("keeps the theme that the reader chooses", async () => {
    const { page } = await open(reports.clean);
    await page.getByRole("radio", { name: "Dark" }).check();
    assert.equal(await background(page), DARK);
    await assertAccessible(page);
    await page.reload();
    assert.equal(await background(page), DARK);
    await page.getByRole("radio", { name: "Auto" }).check();
    assert.equal(await background(page), LIGHT);
  });

  it("is complete without its script, but for filter, dialog and theme", async () => {
    const { page, events } = await open(reports.compared, { javaScriptEnabled: false });
    for (const hidden of ["#filter", "#theme", "#resource"]) assert.ok(!(await page.locator(hidden).isVisible()), hidden);
    for (const shown of ["svg.topology", "#difference", "#findings .places", "#resources"])
      assert.ok(await page.locator(shown).first().isVisible(), shown);
    assert.deepEqual(events, []);
  });
});
