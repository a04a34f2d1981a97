import assert from "node:assert/strict";
import type { Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { CaseResource, FailingCase, PassingCase } from "./cases/case";
import { type RunOptions, run } from "./harness";

const HOUSEKEEPING = ["input-recorder", "unknown-at-preview", "advice"];

/** Paths at which a control reports violations, advice, and undecided paths; any other report fails the test. */
async function evaluate(rule: Rule, one: PassingCase, options: Pick<RunOptions, "wrapped" | "emptyOutputs">) {
  const config = one.config === undefined ? {} : { [rule.name]: one.config };
  // Opt-in controls are evaluated as if they were enabled.
  const rules: Rule[] = [{ ...rule, enforcement: "mandatory", nonProduction: "mandatory" }];
  const profile = one.profile ?? "production";
  const only = (name: string) => name === rule.name || HOUSEKEEPING.includes(name);
  const stack = { ...(one.environments && { environments: one.environments }), ...(one.stackTags && { stackTags: one.stackTags }) };
  const { reports, violations, notApplicable } = await run(one.resources, { ...options, ...stack, rules, profile, config, only });
  const violating = violations.filter(({ policy }) => policy === rule.name).map(({ message }) => message);
  const at = (policy: string) => reports.filter((report) => report.policy === policy).map(({ path }) => path);
  assert.equal(violating.length, at(rule.name).length, "every violation is reported as data too, and nothing else is reported");
  const [undecided, advised] = [at("unknown-at-preview").sort(), at("advice").sort()];
  return { found: at(rule.name).sort(), undecided, advised, notApplicable: notApplicable.length, violating };
}

function asCase(one: CaseResource[] | PassingCase): PassingCase {
  return Array.isArray(one) ? { resources: one } : one;
}

/** Every form in which the pack may receive the same resources. */
const FORMS: Record<string, Pick<RunOptions, "wrapped" | "emptyOutputs">> = {
  "behind the SDK's proxy": { wrapped: true },
  "as plain data": { wrapped: false },
  "with outputs that the engine does not list": { wrapped: true, emptyOutputs: true },
};

async function inEveryForm(rule: Rule, one: PassingCase, check: (result: Awaited<ReturnType<typeof evaluate>>, form: string) => void) {
  for (const [form, options] of Object.entries(FORMS)) check(await evaluate(rule, one, options), form);
}

for (const { id, rule, cases } of allCases()) {
  describe(`${id} ${rule?.name ?? "(not in the catalogue)"}`, () => {
    const known = () => rule ?? assert.fail(`${id} has cases but no rule`);
    const fails = (one: FailingCase) =>
      inEveryForm(known(), one, ({ found, violating }, form) => {
        assert.deepEqual(found, [...one.at].sort(), form);
        for (const message of violating) assert.ok(message.includes(id) && message.includes(known().url), message);
      });
    cases.passes.map(asCase).forEach((one, index) => {
      it(`passes ${label(one, index)}`, () =>
        inEveryForm(known(), one, ({ found, undecided, advised }, form) => {
          assert.deepEqual([...found, ...undecided], [], form);
          assert.deepEqual(advised, [...(one.advised ?? [])].sort(), `${form}: advice`);
        }));
    });
    cases.fails.forEach((one, index) => {
      it(`fails ${label(one, index)} at ${one.at.join(", ")}`, () => fails(one));
    });
    (cases.notApplicable ?? []).map(asCase).forEach((one, index) => {
      it(`does not apply to ${label(one, index)}`, () =>
        inEveryForm(known(), one, ({ found, undecided, notApplicable }, form) => {
          assert.deepEqual([...found, ...undecided], [], form);
          assert.ok(notApplicable > 0, `${form}: not reported as not applicable`);
        }));
    });
    (cases.undecided ?? []).forEach((one, index) => {
      it(`is undecided for ${label(one, index)} at ${one.at.join(", ")}`, () =>
        inEveryForm(known(), one, ({ undecided, found }, form) =>
          assert.deepEqual({ undecided, found }, { undecided: [...one.at].sort(), found: [] }, form),
        ));
    });
  });
}

function label({ resources }: PassingCase, index: number): string {
  return `case ${index + 1}: ${resources.map(({ type, name }) => name ?? type.split(":").at(-1)).join(" + ")}`;
}
