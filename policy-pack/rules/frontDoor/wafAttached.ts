import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { type Link, linkById, linkToParent, strongest } from "../reading/links";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

/**
 * Compliant: whatever a route serves, custom domain or endpoint's own domain, is in an association of a security policy that
 * names a WAF policy and covers every path. A domain without a route, or an endpoint that is off, answers nothing and needs none.
 */
export function checkWafAttached(stack: StackView): Outcome {
  const routes = stack.ofType(token.AFD_ROUTE).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  const domains = stack.ofType(token.AFD_CUSTOM_DOMAIN).map((domain) => ({ domain, served: servesCustom(stack, routes, domain) }));
  const answering = stack.ofType(token.AFD_ENDPOINT).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  const endpoints = answering.map((domain) => ({ domain, served: servesDefault(stack, routes, domain) }));
  const served = [...domains, ...endpoints].filter((one) => one.served !== "separate");
  if (served.length === 0) return NOT_APPLICABLE;
  const policies = stack.ofType(token.AFD_SECURITY_POLICY);
  return served.flatMap(({ domain, served: certainty }): CheckResults => {
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
      return link === "linked" && [linked, endpoint.props.enabledState].some(isUnknown) ? "undecided" : link;
    }),
  );
}

/** Domains that one association of a security policy names, and whether it covers every path of theirs. */
interface Association {
  readonly covers: Match;
  readonly ids: readonly Value[];
}

/**
 * The engine tells the origins of all associations together, so the ids that are known are compared first. An origin speaks for
 * the rest only where no association that covers less could hold the domain instead.
 */
function protects(stack: StackView, policy: RuleResource, domain: RuleResource): Link {
  const parameters = policy.props.parameters;
  if (!isUnknown(parameters) && isMissing(get(parameters, "wafPolicy.id"))) return "separate";
  const withoutOrigins: StackView = { ...stack, sourcesOf: () => [] };
  const named = (ids: readonly Value[]) => linkById(withoutOrigins, policy, "parameters", ids, domain);
  const associations = locate(parameters, "associations[*]").map(associationAt);
  const elsewhere = associations.some(({ covers, ids }) => covers !== true && named(ids) !== "separate");
  return strongest(
    associations.map(({ covers, ids }): Link => {
      const link = covers === false ? "separate" : named(ids);
      if (link !== "undecided") return link === "linked" && covers !== true ? "undecided" : link;
      const open = ids.filter((id) => named([id]) === "undecided");
      const origin = linkById(stack, policy, "parameters", open, domain);
      return origin === "linked" && elsewhere ? "undecided" : origin;
    }),
  );
}

function associationAt({ value }: Located): Association {
  return { covers: coversEveryPath(get(value, "patternsToMatch")), ids: ids(value, "domains[*].id") };
}

function coversEveryPath(patterns: Value): Match {
  if (isMissing(patterns)) return true;
  return isUnknown(patterns) ? UNKNOWN : anyOf(elements(patterns).map((one) => (isUnknown(one) ? UNKNOWN : one === "/*")));
}

function ids(root: Value, path: string): readonly Value[] {
  return locate(root, path).map(({ value }) => value);
}
