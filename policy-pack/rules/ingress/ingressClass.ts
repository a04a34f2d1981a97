import { isListed, unlessListed } from "../reading/listed";
import { strings } from "../reading/pods";
import { get, isMissing, type Located, type Value } from "../reading/values";
import type { Outcome, RuleContext, RuleResource } from "../rule";

/** Usual ingress classes of controllers that do not read the annotations of ingress-nginx. */
const OTHER_CONTROLLER =
  /(?:^|[^a-z])(?:traefik|haproxy|kong|contour|istio|cilium|apisix|ambassador|azure[-/]application-gateway|azure-alb)(?:[^a-z]|$)/i;
/** Ingress class of the Application Gateway Ingress Controller: a field or the older annotation. */
const APPLICATION_GATEWAY = /azure[-/]application-gateway/i;

/** Option that lists ingress classes whose TLS ends before the controller. */
export const TERMINATED_ELSEWHERE = "tlsTerminatedElsewhere";

/** The class of an Ingress: its field, or the older annotation. */
export function classOf({ props }: RuleResource): Located {
  const paths = ["spec.ingressClassName", 'metadata.annotations["kubernetes.io/ingress.class"]'];
  const places = paths.map((path) => ({ path, value: get(props, path) }));
  return places.find(({ value }) => !isMissing(value)) ?? { path: "spec.ingressClassName", value: undefined };
}

export function isOtherController(ingressClass: Value): boolean {
  return typeof ingressClass === "string" && OTHER_CONTROLLER.test(ingressClass) && !/nginx/i.test(ingressClass);
}

export function isApplicationGateway(ingressClass: Value): boolean {
  return typeof ingressClass === "string" && APPLICATION_GATEWAY.test(ingressClass);
}

/** The outcome of a check of an Ingress, unless an option of the control lists its class. */
export function unlessClassListed(ingress: RuleResource, option: string, context: RuleContext, check: () => Outcome): Outcome {
  const { path, value } = classOf(ingress);
  return unlessListed(isListed(value, strings(context, option)), path, check);
}
