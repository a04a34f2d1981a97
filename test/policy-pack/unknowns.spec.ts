import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-pack/rules/reading/values";
import type { Rule } from "../../policy-pack/rules/rule";
import { allCases } from "./allCases";
import type { CaseResource, PassingCase } from "./cases/case";
import { run } from "./harness";

type Path = readonly (string | number)[];

/** Values of passing cases that a control refuses to wait for: where they stand, with `#` for any index, and why. */
const ACCEPTED: readonly { control: string; at: RegExp; why: string }[] = [
  {
    control: "SC-12",
    at: /^Deployment spec\.template\.spec\.containers\.#\.env\.#\.value$/,
    why: "what is written into a pod's spec as a secret is no reference, whatever it will be",
  },
  {
    control: "NET-01",
    at: /^VirtualNetwork subnets\.#\.name$/,
    why: "the names of subnets that carry no security group are Azure's own, and no program computes them",
  },
  {
    control: "NET-02",
    at: /^NetworkSecurityGroup securityRules\.#$/,
    why: "a rule of which nothing is known hides none that is open",
  },
  {
    control: "NET-03",
    at: /^NetworkSecurityGroup securityRules\.#$/,
    why: "a rule of which nothing is known hides none that is open",
  },
  {
    control: "NET-03",
    at: /^(?:Subnet subnetName|VirtualNetwork subnets\.#\.name)$/,
    why: "the subnet of Azure Bastion is named by Azure, and no program computes that name",
  },
  {
    control: "ID-09",
    at: /^Application requiredResourceAccesses\.#\.resourceAccesses\.#\.type$/,
    why: "the type of a permission is one of two words that programs write out",
  },
];

/** Every place of a value, the value itself left out. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  for (const key of keys) yield* places((value as Record<string | number, unknown>)[key], [...path, key]);
}

/** The value with what stands at a place not known yet. */
function without(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return UNKNOWN;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? without(item, rest) : item));
  const holder = value as Record<string, unknown>;
  return { ...holder, [step]: without(holder[step], rest) };
}

/** The same case once for every value in it, with that value unknown. */
function* variants({ resources }: PassingCase): Generator<{ at: string; resources: CaseResource[] }> {
  for (const [index, resource] of resources.entries()) {
    for (const path of places(resource.props)) {
      const props = without(resource.props, path) as Record<string, unknown>;
      const at = path.map((step) => (typeof step === "number" ? "#" : step)).join(".");
      yield {
        at: `${resource.type.split(":").at(-1)} ${at}`,
        resources: resources.map((other, place) => (place === index ? { ...resource, props } : other)),
      };
    }
  }
}

async function refusals(rule: Rule, one: PassingCase): Promise<string[]> {
  const rules: Rule[] = [{ ...rule, enforcement: "mandatory", nonProduction: "mandatory" }];
  const config = one.config === undefined ? {} : { [rule.name]: one.config };
  const only = (name: string) => name === rule.name || name === "input-recorder";
  const refused: string[] = [];
  for (const { at, resources } of variants(one)) {
    const { reports } = await run(resources, { profile: one.profile ?? "production", config, rules, only, wrapped: false });
    if (reports.length > 0) refused.push(at);
  }
  return refused;
}

function isAccepted(id: string, place: string): boolean {
  return ACCEPTED.some(({ control, at }) => control === id && at.test(place));
}

describe("a value that is not known yet, anywhere in a case that passes", () => {
  for (const { id, rule, cases } of allCases()) {
    if (rule === undefined) continue;
    it(`is no fault to ${id}`, async () => {
      const passing = cases.passes.map((one) => (Array.isArray(one) ? { resources: one } : one));
      const refused = (await Promise.all(passing.map((one) => refusals(rule, one)))).flat();
      assert.deepEqual(
        [...new Set(refused)].filter((place) => !isAccepted(id, place)),
        [],
      );
    });
  }
});
