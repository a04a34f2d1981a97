import { normaliseType } from "../../../policy-pack/policies/tokens";
import { catalogue } from "../../../policy-pack/rules/catalogue";
import {
  NOT_APPLICABLE,
  type Outcome,
  type Profile,
  type Rule,
  type RuleContext,
  type RuleResource,
  type StackView,
} from "../../../policy-pack/rules/rule";
import type { Recorded } from "../../support/mocks";

/** Violations of the pack's mandatory rules, with default options, in recorded resources: `<control> <resource> <path>`. */
export function mandatoryFindings(resources: readonly Pick<Recorded, "type" | "name" | "inputs">[], profile: Profile): readonly string[] {
  const evaluated = resources.map(({ type, name, inputs }) => ({
    type: normaliseType(type),
    urn: name,
    name,
    props: inputs,
    ...(type.endsWith("Patch") && { isPatch: true as const }),
  }));
  return catalogue.filter((rule) => levelOf(rule, profile) === "mandatory").flatMap((rule) => evaluate(rule, evaluated, profile));
}

function levelOf({ enforcement, nonProduction }: Rule, profile: Profile) {
  return profile === "nonProduction" ? (nonProduction ?? enforcement) : enforcement;
}

function evaluate(rule: Rule, resources: readonly RuleResource[], profile: Profile): readonly string[] {
  const defaults = Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]);
  const context: RuleContext = { profile, config: Object.fromEntries(defaults) };
  const ofType: StackView["ofType"] = (...types) => resources.filter(({ type }) => types.includes(type));
  const ofStack = "checkStack" in rule ? describe(rule, rule.checkStack({ ofType, sourcesOf: () => [] }, context)) : [];
  const ofResources = "check" in rule ? ofType(...rule.types).flatMap((one) => describe(rule, rule.check(one, context), one)) : [];
  return [...ofResources, ...ofStack];
}

function describe({ id }: Rule, outcome: Outcome, resource?: RuleResource): readonly string[] {
  if (outcome === NOT_APPLICABLE) return [];
  return outcome
    .filter((one) => !("advisory" in one && one.advisory))
    .map((one) => `${id} ${(one.resource ?? resource)?.name ?? ""} ${"unknown" in one ? one.unknown : one.path}`);
}
