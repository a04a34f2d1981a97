import { elements, entries, get, isUnknown, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { goBoolean } from "./goBoolean";
import { classOf, isApplicationGateway, TERMINATED_ELSEWHERE, unlessClassListed } from "./ingressClass";

const ANNOTATIONS = "metadata.annotations";
const REDIRECT = "/ssl-redirect";
/** Application Gateway redirects only where this annotation says so; nginx, HAProxy and others do where a host has a certificate. */
const APPLICATION_GATEWAY_REDIRECT = "appgw.ingress.kubernetes.io/ssl-redirect";
const EXPECTED = '"true"';

/** Compliant: the controller's redirect from HTTP to HTTPS is not turned off, and with Application Gateway it is turned on. */
export function checkRedirect(ingress: RuleResource, context: RuleContext): Outcome {
  return unlessClassListed(ingress, TERMINATED_ELSEWHERE, context, () => checkAnnotations(ingress));
}

function checkAnnotations(ingress: RuleResource): CheckResults {
  const annotations = get(ingress.props, ANNOTATIONS);
  if (isUnknown(annotations)) return [{ unknown: ANNOTATIONS }];
  const named = entries(annotations).filter(([name]) => name.endsWith(REDIRECT) && !name.endsWith("force-ssl-redirect"));
  if (isApplicationGateway(classOf(ingress).value)) return checkApplicationGateway(ingress, annotations);
  return named.flatMap(([name, value]): CheckResults => {
    const path = `${ANNOTATIONS}["${name}"]`;
    const forced = get(annotations, `["${name.replace(REDIRECT, "/force-ssl-redirect")}"]`);
    if (!isUnknown(value) && !isOff(value)) return [];
    if (goBoolean(forced) === true) return [];
    if (isUnknown(value) || isUnknown(forced))
      return [{ unknown: isUnknown(value) ? path : `${ANNOTATIONS}["${name.replace(REDIRECT, "/force-ssl-redirect")}"]` }];
    return [{ path, found: value, expected: EXPECTED }];
  });
}

function checkApplicationGateway(ingress: RuleResource, annotations: Value): CheckResults {
  const tls = get(ingress.props, "spec.tls");
  const value = get(annotations, `["${APPLICATION_GATEWAY_REDIRECT}"]`);
  const path = `${ANNOTATIONS}["${APPLICATION_GATEWAY_REDIRECT}"]`;
  // Without a certificate there is nothing to redirect to: ING-01 reports that.
  if (goBoolean(value) === true || (!isUnknown(tls) && elements(tls).length === 0)) return [];
  if (isUnknown(value) || isUnknown(tls)) return [{ unknown: isUnknown(value) ? path : "spec.tls" }];
  if (ingress.isPatch === true && value === undefined) return [];
  return [{ path, found: value, expected: `${EXPECTED}: Application Gateway does not redirect by default` }];
}

function isOff(value: Value): boolean {
  return value === false || goBoolean(value) === false;
}
