import assert from "node:assert/strict";
import fc from "fast-check";
import { endOfDay, endOfPeriod } from "../../../components/plan/expiry";
import { rotationPeriod } from "../../../components/plan/rotation";

const DAY_IN_SECONDS = 86_400;

describe("endOfPeriod", () => {
  it("is later than every time in the period, by at most the length of the period", () => {
    const moment = fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 730 }), moment, (days, now) => {
        const left = endOfPeriod(rotationPeriod(days, now)) - now.getTime() / 1000;
        return left > 0 && left <= days * DAY_IN_SECONDS;
      }),
    );
  });

  it("is the start of the next period", () => {
    const end = endOfPeriod(rotationPeriod(90, new Date("2026-11-22T00:00:00Z")));
    const before = rotationPeriod(90, new Date(end * 1000 - 1));
    const after = rotationPeriod(90, new Date(end * 1000));
    assert.equal(endOfPeriod(before), end);
    assert.equal(endOfPeriod(after), end + 90 * DAY_IN_SECONDS);
  });
});

describe("endOfDay", () => {
  it("is the start of the next day in UTC", () => assert.equal(endOfDay("2026-12-31"), Date.parse("2027-01-01T00:00:00Z") / 1000));
  it("does not exist for a date that does not exist", () => assert.ok(Number.isNaN(endOfDay("2027-02-29"))));
});
