import { asUndecided } from "../reading/listed";
import { entries, get, isUnknown, type Value } from "../reading/values";
import type { CheckResults, Outcome, RuleContext, RuleResource } from "../rule";
import { goBoolean } from "./goBoolean";
import { classOf, isApplicationGateway, TERMINATED_ELSEWHERE, unlessClassListed } from "./ingressClass";

const ANNOTATIONS = "metadata.annotations";
const REDIRECT = "/ssl-redirect";
/**
 * Application Gateway needs no redirect: where a host has a certificate, its controller opens a listener for HTTP only with this annotation
 * and only to redirect (application-gateway-kubernetes-ingress, pkg/appgw: processIngressRule). ING-01 reports hosts without one.
 */
const APPLICATION_GATEWAY_REDIRECT = "appgw.ingress.kubernetes.io/ssl-redirect";

/** Compliant: the redirect from HTTP to HTTPS, which controllers do where a host has a certificate, is not turned off. */
export function checkRedirect(ingress: RuleResource, context: RuleContext): Outcome {
  return unlessClassListed(ingress, TERMINATED_ELSEWHERE, context, () => checkAnnotations(ingress));
}

function checkAnnotations(ingress: RuleResource): CheckResults {
  const annotations = get(ingress.props, ANNOTATIONS);
  if (isUnknown(annotations)) return [{ unknown: ANNOTATIONS }];
  const { path, value } = classOf(ingress);
  if (isApplicationGateway(value)) return [];
  const results = checkRedirectsOff(annotations);
  return isUnknown(value) ? asUndecided(results, path) : results;
}

function checkRedirectsOff(annotations: Value): CheckResults {
  const named = entries(annotations).filter(
    ([name]) => name.endsWith(REDIRECT) && !name.endsWith("force-ssl-redirect") && name !== APPLICATION_GATEWAY_REDIRECT,
  );
  return named.flatMap(([name, value]): CheckResults => {
    const path = `${ANNOTATIONS}["${name}"]`;
    const forced = get(annotations, `["${name.replace(REDIRECT, "/force-ssl-redirect")}"]`);
    if (!isUnknown(value) && !isOff(value)) return [];
    if (goBoolean(forced) === true) return [];
    if (isUnknown(value) || isUnknown(forced))
      return [{ unknown: isUnknown(value) ? path : `${ANNOTATIONS}["${name.replace(REDIRECT, "/force-ssl-redirect")}"]` }];
    return [{ path, found: value, expected: '"true"' }];
  });
}

function isOff(value: Value): boolean {
  return value === false || goBoolean(value) === false;
}
