import { SUBSCRIPTION_DEPLOYMENT } from "../facts/tokens";
import { strings } from "../reading/pods";
import { typeMatcher } from "../reading/types";
import { get, isUnknown, locate, toText } from "../reading/values";
import { EVERY_TYPE, type Finding, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

/** Resources that the pack cannot read, by what they have in common, and what to use instead. */
const UNREADABLE: readonly { readonly types: readonly string[]; readonly expected: string }[] = [
  { types: ["azure:*"], expected: "resources of the provider azure-native: no control reads those of Azure Classic" },
  {
    types: ["azurerm:*"],
    expected: "resources of the provider azure-native: no control reads those of a package generated from Terraform's azurerm",
  },
  { types: ["azapi:*"], expected: "resources of the provider azure-native: no control reads those of AzAPI" },
  {
    types: ["kubernetes:helm.sh/v3:Release"],
    expected: "a Chart (kubernetes.helm.v4), whose objects are resources: no control reads those of a Release",
  },
  {
    types: ["azure-native:resources:Deployment*", "azure-native:resources:Resource"],
    expected: "one resource for each that the template creates: no control reads templates and generic resources",
  },
];

/** Templates for Defender's plans, which exist in every subscription, so that a program cannot create them. MON-06 reads these. */
const DEFENDER = /^Microsoft\.Security\//i;

/** Compliant: every resource of the stack is of a provider and a kind that the pack can read. Reported once for each kind. */
export function checkUncoveredProviders(stack: StackView, context: RuleContext): Outcome {
  const accepted = typeMatcher(strings(context, "acceptedTypes"));
  const resources = stack.ofType(EVERY_TYPE).filter((resource) => !accepted(resource.type) && !setsDefenderPlans(resource));
  const findings = UNREADABLE.flatMap(({ types, expected }) => {
    const isUnreadable = typeMatcher(types);
    return reportKind(
      resources.filter(({ type }) => isUnreadable(type)),
      expected,
    );
  });
  return resources.length === 0 ? NOT_APPLICABLE : findings;
}

function reportKind(resources: readonly RuleResource[], expected: string): readonly Finding[] {
  const [first] = resources;
  if (first === undefined) return [];
  const others = resources.length > 1 ? ` and ${resources.length - 1} more` : "";
  return [{ path: "type", found: `${first.name} (${first.type})${others}`, expected }];
}

function setsDefenderPlans({ type, props }: RuleResource): boolean {
  if (type !== SUBSCRIPTION_DEPLOYMENT) return false;
  const types = locate(props, "properties.template.resources[*]").map(({ value }) => get(value, "type"));
  return types.length > 0 && types.every((one) => isUnknown(one) || DEFENDER.test(toText(one)));
}
