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

async function judged(exemption: Partial<Exemption>, options: { own?: boolean } = {}) {
  const one = { ...good, ...exemption };
  const { control: _, ...own } = one;
  const channel = options.own ? { config: { "sample-closed": { exemptions: [own] } } } : { exemptions: [one] };
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
    it(`${what} lifts the violation and is reported`, async () => {
      const said = await judged(change);
      assert.deepEqual(
        said.map(({ policy }) => policy),
        ["exemption-report"],
      );
      assert.match(said[0]?.message ?? "", /XX-01 at open is exempt until .*\n {2}owner {5}team-larder\n {2}reason {4}Being emptied/);
    });
  }

  it("in the policy's own configuration counts the same", async () => {
    const said = await judged({}, { own: true });
    assert.deepEqual(
      said.map(({ policy }) => policy),
      ["exemption-report"],
    );
  });

  for (const [what, change, fault] of [
    ["that has expired", { expires: "2026-11-21" }, "it expired on 2026-11-21"],
    ["for too long", { expires: "2027-05-22" }, "it runs for more than 180 days"],
    ["until a day that does not exist", { expires: "2027-02-30" }, "is no date"],
    ["without a date", { expires: "soon" }, "is no date"],
    ["without a reason", { reason: "because" }, "its reason is shorter than 10 characters"],
    ["without an owner", { owner: " " }, "it has no owner"],
    ["for everything", { resource: "*" }, "it covers every resource"],
  ] as const) {
    it(`${what} does not count: the violation stands and says so`, async () => {
      const said = await judged(change);
      assert.deepEqual(
        said.map(({ policy }) => policy),
        ["sample-closed"],
      );
      assert.ok(
        said[0]?.message.includes(`An exemption names this resource but does not count: ${fault}`) || said[0]?.message.includes(fault),
      );
    });
  }

  for (const [what, change] of Object.entries<Partial<Exemption>>({
    "another control": { control: "XX-02" },
    "another resource": { resource: "urn:pulumi:shop-prod::shop::*::bottle" },
    "a shorter name": { resource: "urn:pulumi:shop-prod::shop::*::ja" },
    "a longer name": { resource: "urn:pulumi:shop-prod::shop::*::jar2" },
  })) {
    it(`for ${what} lifts nothing, and is reported as of no use`, async () => {
      const said = await judged(change);
      assert.deepEqual(
        said.map(({ policy }) => policy),
        ["sample-closed", "exemption-report"],
      );
      assert.match(said[1]?.message ?? "", /covered nothing; remove it/);
    });
  }

  it("for an unknown control is reported", async () => {
    const said = await judged({ control: "XX-99" });
    assert.match(said[1]?.message ?? "", /does not count: no such control/);
  });

  it("for another stack is none of this stack's business", async () => {
    const said = await judged({ resource: "urn:pulumi:shop-dev::shop::*::jar" });
    assert.deepEqual(
      said.map(({ policy }) => policy),
      ["sample-closed"],
    );
  });

  it("covers findings of stack-wide controls too", async () => {
    const paired = (name: string) => name === "sample-paired" || name === "exemption-report" || name === "input-recorder";
    const { violations } = await run([thing({})], { rules, now, only: paired, exemptions: [{ ...good, control: "XX-02" }] });
    assert.deepEqual(
      violations.map(({ policy, level }) => [policy, level]),
      [["exemption-report", "advisory"]],
    );
  });
});
