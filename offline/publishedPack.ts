import type { ConfiguredLevel } from "../policy-pack/policies/coverage";
import { createPolicies } from "../policy-pack/policies/pack";
import { environmentsOf, profileOf } from "../policy-pack/policies/profiles";
import { normaliseType } from "../policy-pack/policies/tokens";
import { catalogue } from "../policy-pack/rules/catalogue";
import { perKey } from "../policy-pack/rules/reading/memoize";
import { typeMatcher } from "../policy-pack/rules/reading/types";
import type { StackConfig } from "./config/stack";
import type { Pack, ViolationDetail } from "./pack";
import { packageOf } from "./packages";

/** The policy pack as it is published, with the profile that it selects for this stack. */
export function publishedPack({ stack, values }: Pick<StackConfig, "stack" | "values">): Pack {
  let details: ViolationDetail[] = [];
  const environment = { PULUMI_NODEJS_STACK: stack, PULUMI_CONFIG: JSON.stringify(values) };
  const [profile, environments] = [profileOf(environment), environmentsOf(environment)];
  const configuredLevels = new Map<string, ConfiguredLevel>();
  const onReport = (detail: ViolationDetail) => details.push(detail);
  const policies = createPolicies({ profile, secretMarks: true, environments, configuredLevels, onReport });
  const drainDetails = (): readonly ViolationDetail[] => {
    const drained = details;
    details = [];
    return drained;
  };
  const configure: Pack["configure"] = ({ levelOf }) => {
    for (const policy of policies) configuredLevels.set(policy.name, levelOf(policy) ?? "advisory");
  };
  return { policies, configure, drainDetails, appliesTo: typeIndex(), packages: packagesOfRules() };
}

/** Packages of the types that some rule names. A rule about every type knows no more of a resource than its name. */
function packagesOfRules(): ReadonlySet<string> {
  const types = catalogue.flatMap((rule) => ("types" in rule ? [...rule.types] : [...rule.reads]));
  return new Set(types.filter((type) => !type.startsWith("*")).map(packageOf));
}

/** Each rule lists its resource types, so that most pairs of policy and resource need no call. Stacks have many resources of few types. */
function typeIndex(): NonNullable<Pack["appliesTo"]> {
  const rules = catalogue.filter((rule) => "types" in rule);
  const names = new Set(rules.map(({ name }) => name));
  const matchers = rules.map(({ name, types }) => ({ name, matches: typeMatcher(types) }));
  const applicableTo = perKey((type: string) => new Set(matchers.filter(({ matches }) => matches(type)).map(({ name }) => name)));
  return (policy, type) => !names.has(policy) || applicableTo(normaliseType(type)).has(policy);
}
