import { createPolicies } from "../policy-pack/policies/pack";
import { environmentsOf, profileOf } from "../policy-pack/policies/profiles";
import { normaliseType } from "../policy-pack/policies/tokens";
import { catalogue } from "../policy-pack/rules/catalogue";
import { typeMatcher } from "../policy-pack/rules/reading/types";
import type { StackConfig } from "./config/stack";
import type { Pack, ViolationDetail } from "./pack";

/** The policy pack as it is published, with the profile that it selects for this stack. */
export function publishedPack({ stack, values }: Pick<StackConfig, "stack" | "values">): Pack {
  let details: ViolationDetail[] = [];
  const environment = { PULUMI_NODEJS_STACK: stack, PULUMI_CONFIG: JSON.stringify(values) };
  const [profile, environments] = [profileOf(environment), environmentsOf(environment)];
  const policies = createPolicies({ profile, secretMarks: true, environments, onReport: (detail) => details.push(detail) });
  const drainDetails = (): readonly ViolationDetail[] => {
    const drained = details;
    details = [];
    return drained;
  };
  return { policies, drainDetails, appliesTo: typeIndex() };
}

/** Each rule lists its resource types, so that most pairs of policy and resource need no call. Stacks have many resources of few types. */
function typeIndex(): NonNullable<Pack["appliesTo"]> {
  const rules = catalogue.filter((rule) => "types" in rule);
  const names = new Set(rules.map(({ name }) => name));
  const matchers = rules.map(({ name, types }) => ({ name, matches: typeMatcher(types) }));
  const applicable = new Map<string, ReadonlySet<string>>();
  return (policy, type) => {
    if (!names.has(policy)) return true;
    const known = applicable.get(type) ?? new Set(matchers.filter(({ matches }) => matches(normaliseType(type))).map(({ name }) => name));
    applicable.set(type, known);
    return known.has(policy);
  };
}
