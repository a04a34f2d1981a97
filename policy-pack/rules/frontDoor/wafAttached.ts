import * as token from "../facts/tokens";
import { sameText } from "../reading/arm";
import { type Link, linkById, linkToParent, strongest } from "../reading/links";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, locate, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleResource, type StackView } from "../rule";

/**
 * Compliant: every custom domain or endpoint domain that a route serves is in an association of a security policy that has a WAF
 * policy and covers every path. A domain without a route, or a disabled endpoint, serves no requests and needs none.
 */
export function checkWafAttached(stack: StackView): Outcome {
  const routes = stack.ofType(token.AFD_ROUTE).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  const domains = stack.ofType(token.AFD_CUSTOM_DOMAIN).map((domain) => ({ domain, served: servesCustom(stack, routes, domain) }));
  const enabled = stack.ofType(token.AFD_ENDPOINT).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  const endpoints = enabled.map((domain) => ({ domain, served: servesDefault(stack, routes, domain) }));
  const served = [...domains, ...endpoints].filter((one) => one.served !== "separate");
  if (served.length === 0) return NOT_APPLICABLE;
  const policies = stack.ofType(token.AFD_SECURITY_POLICY);
  return served.flatMap(({ domain, served: servedLink }): CheckResults => {
    const path = domain.type === token.AFD_ENDPOINT ? "endpointName" : "hostName";
    const link = strongest(policies.map((policy) => protects(stack, policy, domain)));
    if (link === "linked") return [];
    if (link === "undecided" || servedLink === "undecided") return [{ unknown: path, resource: domain }];
    return [{ path, found: "in no security policy", expected: "an association of a security policy for /*", resource: domain }];
  });
}

function servesCustom(stack: StackView, routes: readonly RuleResource[], domain: RuleResource): Link {
  return strongest(routes.map((route) => linkById(stack, route, "customDomains", ids(route.props, "customDomains[*].id"), domain)));
}

/** A route serves the default domain only if linkToDefaultDomain is Enabled; Azure's default is Disabled. */
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

/** Domains of one association of a security policy, and whether it covers every path. */
interface Association {
  readonly covers: Match;
  readonly ids: readonly Value[];
}

/**
 * The engine lists the sources of all associations together, so the ids that are known are compared first. A source proves the link of
 * an unknown id only if no association that covers fewer paths could contain the domain instead.
 */
function protects(stack: StackView, policy: RuleResource, domain: RuleResource): Link {
  const parameters = policy.props.parameters;
  if (!isUnknown(parameters) && isMissing(get(parameters, "wafPolicy.id"))) return "separate";
  const withoutSources: StackView = { ...stack, sourcesOf: () => [] };
  const linkOf = (ids: readonly Value[]) => linkById(withoutSources, policy, "parameters", ids, domain);
  const associations = locate(parameters, "associations[*]").map(associationAt);
  const mayBeElsewhere = associations.some(({ covers, ids }) => covers !== true && linkOf(ids) !== "separate");
  return strongest(
    associations.map(({ covers, ids }): Link => {
      const link = covers === false ? "separate" : linkOf(ids);
      if (link !== "undecided") return link === "linked" && covers !== true ? "undecided" : link;
      const undecided = ids.filter((id) => linkOf([id]) === "undecided");
      const sourceLink = linkById(stack, policy, "parameters", undecided, domain);
      return sourceLink === "linked" && mayBeElsewhere ? "undecided" : sourceLink;
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
