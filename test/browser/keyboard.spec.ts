import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { describeInBrowser } from "./support/browser";
import { Reports } from "./support/reports";

/** The focused element: its text, whether it is in the window and has a visible focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const shown = element.matches("input[type=radio]") ? (element.nextElementSibling ?? element) : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const { top, bottom, width } = shown.getBoundingClientRect();
    const hasOutline = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    const isInWindow = width > 1 && bottom > 0 && top < innerHeight;
    const elements = Array.from(document.querySelectorAll("*"));
    return { name: element.textContent?.trim() ?? "", id: element.id, at: elements.indexOf(element), hasOutline, isInWindow };
  });

describeInBrowser("The page of --html by keyboard", (open) => {
  const reports = new Reports();
  before(() => reports.write());
  after(() => reports.remove());

  it("starts with a link to the content, which is shown when it has the focus", async () => {
    const { page } = await open(reports.clean);
    await page.keyboard.press("Tab");
    const link = await focused(page);
    assert.deepEqual([link.name, link.hasOutline, link.isInWindow], ["Skip to the content", true, true]);
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).id, "content");
  });

  it("moves in the order of the page, and shows where the focus is", async () => {
    const { page } = await open(reports.compared);
    let before = -1;
    for (let stop = 0; stop < 60; stop += 1) {
      await page.keyboard.press("Tab");
      const { name, at, hasOutline, isInWindow } = await focused(page);
      assert.ok(at > before && hasOutline && isInWindow, `stop ${stop}: ${name} ${JSON.stringify({ at, before, hasOutline, isInWindow })}`);
      before = at;
    }
  });

  it("changes the theme, filters, opens a resource and comes back", async () => {
    const { page } = await open(reports.failing);
    await page.getByRole("radio", { name: "Auto" }).focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.locator("#filter-text").focus();
    await page.keyboard.type("front-door-waf");
    for (const id of ["filter-lane", "filter-findings"]) {
      await page.keyboard.press("Tab");
      assert.equal((await focused(page)).id, id);
    }
    // The table scrolls where it is wider than the window, and takes the focus for it.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "front-door-waf");
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).id, "resource-close");
    await page.keyboard.press("Escape");
    const back = await focused(page);
    assert.deepEqual([back.name, back.hasOutline, back.isInWindow], ["front-door-waf", true, true]);
  });

  it("follows a control of a framework to what is closed", async () => {
    const { page } = await open(reports.failing);
    const framework = page.locator("#coverage details").first();
    await framework.locator("summary").focus();
    await page.keyboard.press("Enter");
    const control = framework.locator("a.status").first();
    const id = await control.textContent();
    await control.focus();
    await page.keyboard.press("Enter");
    await page.locator(`#c-${id}`).waitFor({ state: "visible" });
  });
});
