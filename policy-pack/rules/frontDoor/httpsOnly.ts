import { armIs, sameText } from "../reading/arm";
import { all, property } from "../reading/expect";
import { asUndecided } from "../reading/listed";
import { allOf, type Match } from "../reading/selectors";
import { elements, isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const checkRedirectAndForwarding = all(property("httpsRedirect", armIs("Enabled")), property("forwardingProtocol", armIs("HttpsOnly")));
const checkForwarding = property("forwardingProtocol", armIs("HttpsOnly", "MatchRequest"));

/**
 * Compliant: HTTP is redirected and requests are forwarded over HTTPS. A route that accepts only HTTPS has nothing to redirect (Azure
 * rejects the redirect there), and MatchRequest forwards over HTTPS then.
 */
export function checkHttpsOnly(route: RuleResource, context: RuleContext): Outcome {
  const { supportedProtocols } = route.props;
  const httpsOnly = acceptsHttpsOnly(supportedProtocols);
  // Azure's default of forwardingProtocol is MatchRequest.
  if (httpsOnly === true) return isMissing(route.props.forwardingProtocol) ? [] : checkForwarding(route, context);
  const outcome = checkRedirectAndForwarding(route, context);
  return isUnknown(httpsOnly) && outcome !== NOT_APPLICABLE ? asUndecided(outcome, "supportedProtocols") : outcome;
}

function acceptsHttpsOnly(protocols: Value): Match {
  if (isUnknown(protocols)) return UNKNOWN;
  const each = elements(protocols).map((protocol) => (isUnknown(protocol) ? UNKNOWN : sameText(protocol, "Https")));
  return each.length > 0 && allOf(each);
}
