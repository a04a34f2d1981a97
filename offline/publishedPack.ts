import { createPolicies } from "../policy-pack/policies/pack";
import { profileOf } from "../policy-pack/policies/profiles";
import { normaliseType } from "../policy-pack/policies/tokens";
import { catalogue } from "../policy-pack/rules/catalogue";
import type { StackConfig } from "./config/stack";
import type { Pack, ViolationDetail } from "./pack";

/** The policy pack as it is published, with the profile that it selects for this stack. */
export function publishedPack({ stack, values }: Pick<StackConfig, "stack" | "values">): Pack {
  let details: ViolationDetail[] = [];
  const profile = profileOf({ PULUMI_NODEJS_STACK: stack, PULUMI_CONFIG: JSON.stringify(values) });
  const policies = createPolicies({ profile, onReport: (detail) => details.push(detail) });
  const drainDetails = (): readonly ViolationDetail[] => {
    const drained = details;
    details = [];
    return drained;
  };
  return { policies, drainDetails, appliesTo: typeIndex() };
}

/** Each rule lists its resource types, so that most pairs of policy and resource need no call. */
function typeIndex(): NonNullable<Pack["appliesTo"]> {
  const rules = catalogue.flatMap((rule) => ("types" in rule ? [[rule.name, rule.types] as const] : []));
  const prefixes = new Map(
    rules.map(([name, types]) => [name, types.filter((type) => type.endsWith("*")).map((type) => type.slice(0, -1))]),
  );
  const exact = new Map(rules.map(([name, types]) => [name, new Set(types)]));
  return (policy, type) => {
    const types = exact.get(policy);
    if (types === undefined) return true;
    const normalised = normaliseType(type);
    return types.has(normalised) || (prefixes.get(policy) ?? []).some((prefix) => normalised.startsWith(prefix));
  };
}
