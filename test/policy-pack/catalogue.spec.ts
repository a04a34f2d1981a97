import assert from "node:assert/strict";
import { normaliseType } from "../../policy-pack/policies/tokens";
import { catalogue } from "../../policy-pack/rules/catalogue";
import type { Control } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import known from "./knownControls.json";

/** Properties of a released control that must not change without notice, and its framework ids. */
type Known = Pick<Control, "name" | "title" | "severity" | "enforcement" | "nonProduction" | "frameworks">;

describe("the catalogue", () => {
  it("contains exactly the known controls, each once", () => {
    assert.deepEqual(catalogue.map(({ id }) => id).sort(), Object.keys(known).sort());
  });

  for (const [id, expected] of Object.entries<Known>(known as Record<string, Known>)) {
    it(`${id} keeps its name, title, severity, levels and framework ids`, () => {
      const rule = catalogue.find((one) => one.id === id) ?? assert.fail(`${id} does not exist`);
      const { name, title, severity, enforcement, nonProduction, frameworks } = rule;
      const found = {
        name,
        title,
        severity,
        enforcement,
        ...(nonProduction && { nonProduction }),
        ...(frameworks && { frameworks: sorted(frameworks) }),
      };
      assert.deepEqual(found, expected);
    });
  }

  it("has policy names that the engine accepts, each once", () => {
    const names = catalogue.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z][a-z0-9-]+$/);
    for (const reserved of ["all", "input-recorder", "unknown-at-preview", "advice", "exemption-report"])
      assert.ok(!names.includes(reserved));
  });

  for (const rule of catalogue) {
    it(`${rule.id} has a reason, a fix and a documentation page`, () => {
      assert.match(rule.why, /^[A-Z`].{20,}\.$/s, "why is a sentence");
      assert.match(rule.fix, /^[A-Z`].{8,}\.$/s, "fix is a sentence");
      assert.doesNotMatch(rule.title, /\.$/, "title ends without a full stop: the policy's description adds one");
      assert.ok(!rule.fix.includes("\n"), "fix is one line");
      const { protocol, hostname } = new URL(rule.url);
      assert.equal(protocol, "https:");
      assert.match(hostname, /(^|\.)(microsoft\.com|kubernetes\.io|pulumi\.com|istio\.io|azure\.com|github\.com)$/);
    });

    it(`${rule.id} uses normalised types`, () => {
      const types = [...("types" in rule ? rule.types : []), ...("reads" in rule ? rule.reads : [])];
      assert.ok(types.length > 0);
      for (const type of types) assert.equal(normaliseType(type), type);
    });

    it(`${rule.id} has defaults of its options' types`, () => {
      for (const [name, option] of Object.entries(rule.options ?? {})) {
        const kind = Array.isArray(option.default) ? "array" : typeof option.default;
        assert.equal(option.type === "integer" ? "number" : option.type, kind, name);
        assert.ok(!["enforcementLevel", "exemptions"].includes(name), `${name} is reserved`);
        assert.ok(option.description.length > 0);
      }
    });
  }
});

/** Controls that refuse a retired type whatever its inputs: they evaluate nothing that is compliant. */
const REFUSED_TYPES = ["FD-02", "PG-12"];

describe("cases", () => {
  const cases = new Map(allCases().map((one) => [one.id, one.cases]));
  for (const { id } of catalogue) {
    const isRefusedType = REFUSED_TYPES.includes(id);
    it(`of ${id}: at least one ${isRefusedType ? "is not evaluated" : "passes"} and two fail`, () => {
      const { passes = [], fails = [], notApplicable = [] } = cases.get(id) ?? {};
      const compliant = isRefusedType ? notApplicable : passes;
      assert.ok(compliant.length >= 1 && fails.length >= 2, `${compliant.length} compliant, ${fails.length} fail`);
    });
  }
});

function sorted(frameworks: NonNullable<Control["frameworks"]>) {
  return Object.fromEntries(Object.entries(frameworks).map(([framework, ids]) => [framework, [...ids].sort()]));
}
