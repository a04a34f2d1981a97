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

/** Each rule lists its resource types, so that most pairs of policy and resource need no call. */
function typeIndex(): NonNullable<Pack["appliesTo"]> {
  const rules = catalogue.flatMap((rule) => ("types" in rule ? [[rule.name, typeMatcher(rule.types)] as const] : []));
  const matchers = new Map(rules);
  return (policy, type) => matchers.get(policy)?.(normaliseType(type)) ?? true;
}
