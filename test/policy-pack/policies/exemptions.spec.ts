import assert from "node:assert/strict";
import type { Exemption } from "../../../policy-pack/policies/exemptions";
import { run } from "../harness";
import { sampleRule, sampleStackRule, thing } from "../sample";

const rules = [sampleRule, sampleStackRule];
const now = () => new Date("2026-11-22T12:00:00Z");
const only = (name: string) => name === "sample-closed" || name === "exemption-report";

const good: Exemption = {
  control: "XX-01",
  resource: "urn:pulumi:shop-prod::shop::*::jar",
  reason: "Being emptied until Friday",
  owner: "team-larder",
  expires: "2026-12-31",
};

async function reported(exemption: Partial<Exemption>, options: { configured?: boolean } = {}) {
  const one = { ...good, ...exemption };
  const { control: _, ...entry } = one;
  const channel = options.configured ? { config: { "sample-closed": { exemptions: [entry] } } } : { exemptions: [one] };
  const { violations } = await run([thing({ open: true })], { rules, now, only, ...channel });
  return violations.map(({ policy, message }) => ({ policy, message }));
}

describe("an exemption", () => {
  for (const [what, change] of Object.entries<Partial<Exemption>>({
    "by id": {},
    "by policy name": { control: "sample-closed" },
    "by full URN": { resource: "urn:pulumi:shop-prod::shop::azure-native:sample:Thing::jar" },
    "by any project": { resource: "*::jar" },
    "on its last day": { expires: "2026-11-22" },
    "at the longest": { expires: "2027-05-21" },
  })) {
    it(`${what} exempts the resource and is reported`, async () => {
      const reports = await reported(change);
      assert.deepEqual(
        reports.map(({ policy }) => policy),
        ["exemption-report"],
      );
      assert.match(reports[0]?.message ?? "", /XX-01 at open is exempt until .*\n {2}owner {5}team-larder\n {2}reason {4}Being emptied/);
    });
  }

  it("in the policy's own configuration has the same effect", async () => {
    const reports = await reported({}, { configured: true });
    assert.deepEqual(
      reports.map(({ policy }) => policy),
      ["exemption-report"],
    );
  });

  for (const [what, change, reason] of [
    ["that has expired", { expires: "2026-11-21" }, "it expired on 2026-11-21"],
    ["for too long", { expires: "2027-05-22" }, "it expires more than 180 days from now"],
    ["until a day that does not exist", { expires: "2027-02-30" }, 'its expiry "2027-02-30" is not a date of the form YYYY-MM-DD'],
    ["without a date", { expires: "soon" }, 'its expiry "soon" is not a date of the form YYYY-MM-DD'],
    ["without a reason", { reason: "because" }, "its reason is shorter than 10 characters"],
    ["without an owner", { owner: " " }, "it has no owner"],
    ["for everything", { resource: "*" }, "it covers every resource; disable the policy instead"],
  ] as const) {
    it(`${what} is not valid: the violation is reported with a note`, async () => {
      const reports = await reported(change);
      assert.deepEqual(
        reports.map(({ policy }) => policy),
        ["sample-closed"],
      );
      const note = `An exemption for this resource is not valid: ${reason}.`;
      assert.ok(reports[0]?.message.includes(note), reports[0]?.message);
    });
  }

  for (const [what, change] of Object.entries<Partial<Exemption>>({
    "another control": { control: "XX-02" },
    "another resource": { resource: "urn:pulumi:shop-prod::shop::*::bottle" },
    "a shorter name": { resource: "urn:pulumi:shop-prod::shop::*::ja" },
    "a longer name": { resource: "urn:pulumi:shop-prod::shop::*::jar2" },
  })) {
    it(`for ${what} exempts nothing, and is reported as unused`, async () => {
      const reports = await reported(change);
      assert.deepEqual(
        reports.map(({ policy }) => policy),
        ["sample-closed", "exemption-report"],
      );
      assert.match(reports[1]?.message ?? "", /matched no finding; remove it/);
    });
  }

  it("for an unknown control is reported", async () => {
    const reports = await reported({ control: "XX-99" });
    assert.match(reports[1]?.message ?? "", /is not valid: no such control/);
  });

  it("for another stack is not reported", async () => {
    const reports = await reported({ resource: "urn:pulumi:shop-dev::shop::*::jar" });
    assert.deepEqual(
      reports.map(({ policy }) => policy),
      ["sample-closed"],
    );
  });

  it("applies to findings of stack-wide controls too", async () => {
    const paired = (name: string) => name === "sample-paired" || name === "exemption-report" || name === "input-recorder";
    const { violations } = await run([thing({})], { rules, now, only: paired, exemptions: [{ ...good, control: "XX-02" }] });
    assert.deepEqual(
      violations.map(({ policy, level }) => [policy, level]),
      [["exemption-report", "advisory"]],
    );
  });
});
