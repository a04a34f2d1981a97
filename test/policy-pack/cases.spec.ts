import assert from "node:assert/strict";
import type { Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { CaseResource, FailingCase, PassingCase } from "./cases/case";
import { type RunOptions, run } from "./harness";

const HOUSEKEEPING = ["input-recorder", "unknown-at-preview"];

/** Paths at which a control reported, and paths it left open; everything else it said fails the test at once. */
async function judged(rule: Rule, one: PassingCase, options: Pick<RunOptions, "wrapped" | "emptyOutputs">) {
  const config = one.config === undefined ? {} : { [rule.name]: one.config };
  // Opt-in controls are judged as if somebody had opted in.
  const rules: Rule[] = [{ ...rule, enforcement: "mandatory", nonProduction: "mandatory" }];
  const profile = one.profile ?? "production";
  const only = (name: string) => name === rule.name || HOUSEKEEPING.includes(name);
  const { reports, violations, notApplicable } = await run(one.resources, { ...options, rules, profile, config, only });
  const violating = violations.filter(({ policy }) => policy === rule.name).map(({ message }) => message);
  const at = (policy: string) => reports.filter((report) => report.policy === policy).map(({ path }) => path);
  assert.equal(violating.length, at(rule.name).length, "every violation is reported as data too, and nothing else is said");
  return { found: at(rule.name).sort(), open: at("unknown-at-preview").sort(), notApplicable: notApplicable.length, violating };
}

function asCase(one: CaseResource[] | PassingCase): PassingCase {
  return Array.isArray(one) ? { resources: one } : one;
}

/** Every way the pack may be handed the same resources. */
const WAYS: Record<string, Pick<RunOptions, "wrapped" | "emptyOutputs">> = {
  "behind the SDK's proxy": { wrapped: true },
  "as plain data": { wrapped: false },
  "with outputs the engine does not show": { wrapped: true, emptyOutputs: true },
};

async function everyWay(rule: Rule, one: PassingCase, judge: (verdict: Awaited<ReturnType<typeof judged>>, way: string) => void) {
  for (const [way, options] of Object.entries(WAYS)) judge(await judged(rule, one, options), way);
}

for (const { id, rule, cases } of allCases()) {
  describe(`${id} ${rule?.name ?? "(not in the catalogue)"}`, () => {
    const known = () => rule ?? assert.fail(`${id} has cases but no rule`);
    const fails = (one: FailingCase) =>
      everyWay(known(), one, ({ found, violating }, way) => {
        assert.deepEqual(found, [...one.at].sort(), way);
        for (const message of violating) assert.ok(message.includes(id) && message.includes(known().url), message);
      });
    cases.passes.map(asCase).forEach((one, index) => {
      it(`passes ${label(one, index)}`, () =>
        everyWay(known(), one, ({ found, open }, way) => assert.deepEqual([...found, ...open], [], way)));
    });
    cases.fails.forEach((one, index) => {
      it(`fails ${label(one, index)} at ${one.at.join(", ")}`, () => fails(one));
    });
    (cases.notApplicable ?? []).map(asCase).forEach((one, index) => {
      it(`does not apply to ${label(one, index)}`, () =>
        everyWay(known(), one, ({ found, open, notApplicable }, way) => {
          assert.deepEqual([...found, ...open], [], way);
          assert.ok(notApplicable > 0, `${way}: said nothing about applying`);
        }));
    });
    (cases.undecided ?? []).forEach((one, index) => {
      it(`leaves open ${label(one, index)} at ${one.at.join(", ")}`, () =>
        everyWay(known(), one, ({ open, found }, way) => assert.deepEqual({ open, found }, { open: [...one.at].sort(), found: [] }, way)));
    });
  });
}

function label({ resources }: PassingCase, index: number): string {
  return `case ${index + 1}: ${resources.map(({ type, name }) => name ?? type.split(":").at(-1)).join(" + ")}`;
}
