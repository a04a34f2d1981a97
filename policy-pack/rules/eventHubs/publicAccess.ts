import { EVENT_HUB_NAMESPACE, EVENT_HUB_NETWORK_RULE_SET } from "../facts/tokens";
import { isNotPublic } from "../reading/firewall";
import { linkToParent } from "../reading/links";
import { isMissing, isUnknown } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";

const PATH = "publicNetworkAccess";
const EXPECTED = "one of Disabled, SecuredByPerimeter";

/** Compliant: public access is off in the namespace or in its network rule set, and neither of them turns it on. */
export function checkPublicAccess(stack: StackView, context: RuleContext): Outcome {
  const [namespaces, ruleSets] = [stack.ofType(EVENT_HUB_NAMESPACE), stack.ofType(EVENT_HUB_NETWORK_RULE_SET)];
  if (namespaces.length + ruleSets.length === 0) return NOT_APPLICABLE;
  return [
    ...namespaces.flatMap((namespace) => checkNamespace(stack, namespace, context)),
    ...ruleSets.flatMap((ruleSet) => (isMissing(ruleSet.props[PATH]) ? [] : checkValueOf(ruleSet, context))),
  ];
}

/** A namespace that leaves the setting to its network rule set is compliant if that turns public access off. */
function checkNamespace(stack: StackView, namespace: RuleResource, context: RuleContext): CheckResults {
  if (!isMissing(namespace.props[PATH])) return checkValueOf(namespace, context);
  const ruleSets = stack
    .ofType(EVENT_HUB_NETWORK_RULE_SET)
    .filter((ruleSet) => !isMissing(ruleSet.props[PATH]) && linkToParent(stack, ruleSet, namespace) !== "separate");
  // A rule set with another value is itself the finding, and one with an unknown value is itself undecided.
  return ruleSets.length > 0 ? [] : checkValueOf(namespace, context);
}

function checkValueOf(resource: RuleResource, context: RuleContext): CheckResults {
  const value = resource.props[PATH];
  if (isUnknown(value)) return [{ unknown: PATH, resource }];
  return isNotPublic.holds(value, context) ? [] : [{ path: PATH, found: value, expected: EXPECTED, resource }];
}
