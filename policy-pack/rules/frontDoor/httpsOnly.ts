import { armIs, sameText } from "../arm";
import { all, property } from "../expect";
import type { Outcome, RuleContext, RuleResource } from "../rule";
import { elements, isMissing } from "../values";

const redirectsAndForwards = all(property("httpsRedirect", armIs("Enabled")), property("forwardingProtocol", armIs("HttpsOnly")));
const forwards = property("forwardingProtocol", armIs("HttpsOnly", "MatchRequest"));

/**
 * Compliant: plain HTTP is redirected and origins are called over HTTPS. A route that takes HTTPS only has nothing to redirect
 * (Azure refuses the redirect there), and "as requested" is HTTPS then.
 */
export function checkHttpsOnly(route: RuleResource, context: RuleContext): Outcome {
  const protocols = elements(route.props.supportedProtocols);
  const takesHttpsOnly = protocols.length > 0 && protocols.every((protocol) => sameText(protocol, "Https"));
  // An absent forwardingProtocol is MatchRequest.
  if (takesHttpsOnly && isMissing(route.props.forwardingProtocol)) return [];
  return takesHttpsOnly ? forwards(route, context) : redirectsAndForwards(route, context);
}
