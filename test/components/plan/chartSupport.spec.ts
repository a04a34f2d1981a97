import assert from "node:assert/strict";
import { CHARTS, chartWarning } from "../../../components/plan/chartSupport";

describe("Support of charts", () => {
  const chart = { minor: "1.21", until: "2027-03", noticeDays: 90 };
  const warned = (day: string, notice = chart.noticeDays) =>
    chartWarning("cert-manager", { ...chart, noticeDays: notice }, new Date(`${day}T12:00:00Z`));

  it("causes no warning before its notice", () => {
    assert.equal(warned("2026-12-01"), undefined);
    assert.equal(warned("2027-03-31", 0), undefined);
  });

  it("causes a warning within its notice, and after its end", () => {
    assert.equal(warned("2027-01-15"), "cert-manager 1.21: the expected support ends with 2027-03; upgrade the chart (docs/upgrading.md).");
    assert.match(warned("2027-04-02", 0) ?? "", /ended with 2027-03/);
  });

  it("ends with a month for every chart", () => {
    for (const { until } of Object.values(CHARTS)) assert.match(until, /^20\d\d-(0[1-9]|1[0-2])$/);
  });
});
