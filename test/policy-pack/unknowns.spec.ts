import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import type { Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { CaseResource, PassingCase } from "./cases/case";
import { run } from "./harness";
import { paths, pattern, replaced } from "./leaves";

/** Values of passing cases that a control may report although they are unknown: their paths, with `#` for any index, and why. */
const ACCEPTED: readonly { control: string; at: RegExp; why: string }[] = [
  {
    control: "SC-12",
    at: /^Deployment spec\.template\.spec\.containers\.#\.env\.#\.value$/,
    why: "a secret set as a value in a pod's spec is not a reference, whatever its value",
  },
  {
    control: "POD-12",
    at: /^Deployment spec\.template\.spec\.containers\.#\.image$/,
    why: "a literal secret is a violation whatever the image, which only determines whether this control or SC-12 reports it",
  },
  {
    control: "NET-01",
    at: /^VirtualNetwork subnets\.#\.name$/,
    why: "Azure defines the names of subnets without a security group, and no program computes them",
  },
  {
    control: "NET-02",
    at: /^NetworkSecurityGroup securityRules\.#$/,
    why: "an unknown rule is not assumed to deny what another rule allows",
  },
  {
    control: "NET-03",
    at: /^NetworkSecurityGroup securityRules\.#$/,
    why: "an unknown rule is not assumed to deny what another rule allows",
  },
  {
    control: "NET-03",
    at: /^(?:Subnet subnetName|VirtualNetwork subnets\.#\.name)$/,
    why: "Azure defines the name of the Azure Bastion subnet, and no program computes it",
  },
  {
    control: "ID-09",
    at: /^Application requiredResourceAccesses\.#\.resourceAccesses\.#\.type$/,
    why: "the type of a permission is one of two constants in programs",
  },
];

/** The case once for each value in it, with that value unknown. */
function* variants({ resources }: PassingCase): Generator<{ at: string; resources: CaseResource[] }> {
  for (const [index, resource] of resources.entries()) {
    for (const path of paths(resource.props)) {
      const props = replaced(resource.props, path, UNKNOWN) as Record<string, unknown>;
      yield {
        at: `${resource.type.split(":").at(-1)} ${pattern(path)}`,
        resources: resources.map((other, position) => (position === index ? { ...resource, props } : other)),
      };
    }
  }
}

async function reportedPaths(rule: Rule, one: PassingCase): Promise<string[]> {
  const rules: Rule[] = [{ ...rule, enforcement: "mandatory", nonProduction: "mandatory" }];
  const config = one.config === undefined ? {} : { [rule.name]: one.config };
  const only = (name: string) => name === rule.name || name === "input-recorder";
  const reported: string[] = [];
  for (const { at, resources } of variants(one)) {
    const { reports } = await run(resources, { profile: one.profile ?? "production", config, rules, only, wrapped: false });
    if (reports.length > 0) reported.push(at);
  }
  return reported;
}

function isAccepted(id: string, path: string): boolean {
  return ACCEPTED.some(({ control, at }) => control === id && at.test(path));
}

describe("an unknown value anywhere in a passing case", () => {
  for (const { id, rule, cases } of allCases()) {
    if (rule === undefined) continue;
    it(`is not reported by ${id}`, async () => {
      const passing = cases.passes.map((one) => (Array.isArray(one) ? { resources: one } : one));
      const reported = (await Promise.all(passing.map((one) => reportedPaths(rule, one)))).flat();
      assert.deepEqual(
        [...new Set(reported)].filter((path) => !isAccepted(id, path)),
        [],
      );
    });
  }
});
