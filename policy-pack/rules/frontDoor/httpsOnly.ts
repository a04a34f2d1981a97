import { armIs, sameText } from "../reading/arm";
import { all, property } from "../reading/expect";
import { asUndecided } from "../reading/listed";
import { allOf, type Match } from "../reading/selectors";
import { elements, isMissing, isUnknown, UNKNOWN, type Value } from "../reading/values";
import { NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource } from "../rule";

const redirectsAndForwards = all(property("httpsRedirect", armIs("Enabled")), property("forwardingProtocol", armIs("HttpsOnly")));
const forwards = property("forwardingProtocol", armIs("HttpsOnly", "MatchRequest"));

/**
 * Compliant: plain HTTP is redirected and origins are called over HTTPS. A route that takes HTTPS only has nothing to redirect
 * (Azure refuses the redirect there), and "as requested" is HTTPS then.
 */
export function checkHttpsOnly(route: RuleResource, context: RuleContext): Outcome {
  const { supportedProtocols } = route.props;
  const httpsOnly = takesHttpsOnly(supportedProtocols);
  // An absent forwardingProtocol is MatchRequest.
  if (httpsOnly === true) return isMissing(route.props.forwardingProtocol) ? [] : forwards(route, context);
  const outcome = redirectsAndForwards(route, context);
  return isUnknown(httpsOnly) && outcome !== NOT_APPLICABLE ? asUndecided(outcome, "supportedProtocols") : outcome;
}

function takesHttpsOnly(protocols: Value): Match {
  if (isUnknown(protocols)) return UNKNOWN;
  const each = elements(protocols).map((protocol) => (isUnknown(protocol) ? UNKNOWN : sameText(protocol, "Https")));
  return each.length > 0 && allOf(each);
}
