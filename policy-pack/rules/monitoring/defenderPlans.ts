import { DEFENDER_PLAN, SUBSCRIPTION_DEPLOYMENT } from "../facts/tokens";
import { sameText } from "../reading/arm";
import { strings } from "../reading/pods";
import { anyOf, type Match } from "../reading/selectors";
import { get, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

const PLAN_TYPE = "Microsoft.Security/pricings";

/** A Defender plan that the stack declares, as a resource or in a template that it deploys to the subscription. */
interface Plan {
  readonly resource: RuleResource;
  readonly name: Value;
  readonly tier: Located;
}

/**
 * Compliant: a stack that sets Defender plans sets each required one to Standard. Plans belong to a subscription, so in a stack without
 * any they are set elsewhere.
 */
export function checkDefenderPlans(stack: StackView, context: RuleContext): Outcome {
  const plans = [...stack.ofType(DEFENDER_PLAN).map(planOf), ...stack.ofType(SUBSCRIPTION_DEPLOYMENT).flatMap(templatePlans)];
  return plans.length === 0 ? NOT_APPLICABLE : strings(context, "plans").flatMap((name) => checkPlan(name, plans));
}

function checkPlan(name: string, plans: readonly Plan[]): CheckResults {
  const declared = plans.filter((plan) => sameText(plan.name, name));
  if (declared.length > 0) return declared.flatMap(checkTier);
  const mayExist = anyOf(plans.map((plan): Match => (isUnknown(plan.name) ? UNKNOWN : false)));
  const path = "pricingName";
  return [isUnknown(mayExist) ? { unknown: path } : { path, found: undefined, expected: `the plan ${name} with pricingTier Standard` }];
}

function checkTier({ resource, tier: { path, value } }: Plan): CheckResults {
  if (isUnknown(value)) return [{ unknown: path, resource }];
  return sameText(value, "Standard") ? [] : [{ path, found: value, expected: "Standard", resource }];
}

function planOf(resource: RuleResource): Plan {
  const { pricingName, pricingTier } = resource.props;
  return { resource, name: pricingName ?? resource.name, tier: { path: "pricingTier", value: pricingTier } };
}

function templatePlans(resource: RuleResource): readonly Plan[] {
  return locate(resource.props, "properties.template.resources[*]")
    .filter(({ value }) => isUnknown(get(value, "type")) || sameText(get(value, "type"), PLAN_TYPE))
    .map(({ path, value }) => {
      const tier = { path: `${path}.properties.pricingTier`, value: get(value, "properties.pricingTier") };
      // A resource whose type is not known yet may be any plan.
      return { resource, name: isUnknown(get(value, "type")) ? UNKNOWN : get(value, "name"), tier };
    });
}
