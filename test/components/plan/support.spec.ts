import assert from "node:assert/strict";
import { supportWarning } from "../../../components/plan/support";

const at = (day: string) => supportWarning("1.35", new Date(`${day}T12:00:00Z`));

describe("Support of Kubernetes versions", () => {
  it("causes no warning more than ninety days before its end", () => assert.equal(at("2026-12-01"), undefined));

  it("causes a warning from ninety days before its end to the last day of the month", () => {
    assert.match(at("2027-01-15") ?? "", /1\.35 ends with 2027-03; newer versions: 1\.36\./);
    assert.match(at("2027-03-31") ?? "", /ends with 2027-03/);
  });

  it("has ended on the first day after the month", () => assert.match(at("2027-04-01") ?? "", /ended with 2027-03/));
});
