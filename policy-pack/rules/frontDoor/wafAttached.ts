import { sameText } from "../arm";
import { type Link, linkById, linkToParent, strongest } from "../links";
import { type Finding, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView, type Undecided } from "../rule";
import * as token from "../tokens";
import { get, isMissing, isUnknown, locate, type Value } from "../values";

/**
 * Compliant: whatever a route serves, custom domain or endpoint's own domain, is in an association of a security policy that
 * names a WAF policy and covers every path. A domain without a route answers nothing and needs no policy.
 */
export function checkWafAttached(stack: StackView): Outcome {
  const routes = stack.ofType(token.AFD_ROUTE).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  const domains = stack.ofType(token.AFD_CUSTOM_DOMAIN).map((domain) => ({ domain, served: servesCustom(stack, routes, domain) }));
  const endpoints = stack.ofType(token.AFD_ENDPOINT).map((domain) => ({ domain, served: servesDefault(stack, routes, domain) }));
  const served = [...domains, ...endpoints].filter((one) => one.served !== "separate");
  if (served.length === 0) return NOT_APPLICABLE;
  const policies = stack.ofType(token.AFD_SECURITY_POLICY);
  return served.flatMap(({ domain, served: certainty }): readonly (Finding | Undecided)[] => {
    const path = domain.type === token.AFD_ENDPOINT ? "endpointName" : "hostName";
    const link = strongest(policies.map((policy) => protects(stack, policy, domain)));
    if (link === "linked") return [];
    if (link === "undecided" || certainty === "undecided") return [{ unknown: path, resource: domain }];
    return [{ path, found: "in no security policy", expected: "an association of a security policy for /*", resource: domain }];
  });
}

function servesCustom(stack: StackView, routes: readonly RuleResource[], domain: RuleResource): Link {
  return strongest(routes.map((route) => linkById(stack, route, "customDomains", ids(route.props, "customDomains[*].id"), domain)));
}

/** A route that does not link to the default domain leaves it without an answer; not linking is Azure's default. */
function servesDefault(stack: StackView, routes: readonly RuleResource[], endpoint: RuleResource): Link {
  return strongest(
    routes.map((route) => {
      const linked = route.props.linkToDefaultDomain;
      if (!isUnknown(linked) && !sameText(linked, "Enabled")) return "separate";
      const link = linkToParent(stack, route, endpoint);
      return link === "linked" && isUnknown(linked) ? "undecided" : link;
    }),
  );
}

function protects(stack: StackView, policy: RuleResource, domain: RuleResource): Link {
  const parameters = policy.props.parameters;
  if (!isUnknown(parameters) && isMissing(get(parameters, "wafPolicy.id"))) return "separate";
  const covering = locate(parameters, "associations[*]").filter(({ value }) => coversEveryPath(get(value, "patternsToMatch")));
  const domains = covering.flatMap(({ value }) => ids(value, "domains[*].id"));
  return domains.length === 0 && !isUnknown(parameters)
    ? "separate"
    : linkById(stack, policy, "parameters", isUnknown(parameters) ? [parameters] : domains, domain);
}

function coversEveryPath(patterns: Value): boolean {
  return isMissing(patterns) || isUnknown(patterns) || (Array.isArray(patterns) && patterns.some((one) => one === "/*" || isUnknown(one)));
}

function ids(root: Value, path: string): readonly Value[] {
  return locate(root, path).map(({ value }) => value);
}
