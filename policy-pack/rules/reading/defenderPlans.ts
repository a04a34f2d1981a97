import { DEFENDER_PLAN, SUBSCRIPTION_DEPLOYMENT } from "../facts/tokens";
import { type CheckResults, NOT_APPLICABLE, type Option, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { sameText } from "./arm";
import { get, isUnknown, locate, toText } from "./values";

/** Types that set plans of Defender for Cloud: the resource, and an ARM template that contains it. */
export const PLAN_TYPES = [DEFENDER_PLAN, SUBSCRIPTION_DEPLOYMENT] as const;

/** The option of controls that require a plan of Defender for Cloud. */
export const subscriptionPlansOption: Readonly<Record<string, Option>> = {
  subscriptionPlans: {
    type: "string",
    enum: ["elsewhere", "required"],
    description:
      "A subscription has one set of plans. elsewhere: another stack or Azure Policy sets them, so a stack without any is not evaluated. " +
      "required: a stack without any has a finding. MON-06 evaluates the plans of stacks that set some.",
    default: "elsewhere",
  },
};

/** The finding that a stack sets no plan at all, where configuration requires one for the given resources. */
export function requirePlan(
  stack: StackView,
  targets: readonly RuleResource[],
  plan: string,
  { config }: RuleContext,
): CheckResults | typeof NOT_APPLICABLE {
  const [resource] = targets;
  if (resource === undefined || config.subscriptionPlans !== "required" || setsPlans(stack)) return NOT_APPLICABLE;
  return [{ path: "defenderPlans", found: undefined, expected: `the plan ${plan}, once for the subscription`, resource }];
}

/** An unknown template may set plans. */
function setsPlans(stack: StackView): boolean {
  if (stack.ofType(DEFENDER_PLAN).length > 0) return true;
  const parts = stack.ofType(SUBSCRIPTION_DEPLOYMENT).flatMap(({ props }) => locate(props, "properties.template.resources[*].type"));
  return parts.some(({ value }) => isUnknown(value) || sameText(value, "Microsoft.Security/pricings"));
}

/** Checks that no declared plan of a name turns an extension off; it is on by default. */
export function checkExtension(stack: StackView, plan: string, extension: string): Outcome {
  const plans = stack.ofType(DEFENDER_PLAN).filter(({ name, props }) => sameText(props.pricingName ?? name, plan));
  if (plans.length === 0) return NOT_APPLICABLE;
  return plans.flatMap((resource) => locate(resource.props, "extensions[*]").flatMap((place) => checkOne(resource, place, extension)));
}

function checkOne(resource: RuleResource, { path, value }: ReturnType<typeof locate>[number], extension: string): CheckResults {
  const [name, enabled] = [get(value, "name"), get(value, "isEnabled")];
  const isOff = !isUnknown(enabled) && sameText(toText(enabled), "False");
  if (isUnknown(name) ? !isOff && !isUnknown(enabled) : !sameText(name, extension)) return [];
  if (isUnknown(name)) return [{ unknown: isUnknown(value) ? path : `${path}.name`, resource }];
  if (isUnknown(enabled)) return [{ unknown: `${path}.isEnabled`, resource }];
  return isOff ? [{ path: `${path}.isEnabled`, found: enabled, expected: `"True" for ${extension}`, resource }] : [];
}
