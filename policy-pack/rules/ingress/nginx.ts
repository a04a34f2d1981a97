import { findingsOpen, isListed } from "../listed";
import { at } from "../pods";
import type { RuleResource } from "../rule";
import { get, isMissing, isUnknown, type Located, type Value } from "../values";
import type { Edge } from "./edge";
import { faultOf } from "./modSecurity";
import { CHECKED, open, SILENT, type Verdict } from "./verdict";

const NGINX = "nginx.ingress.kubernetes.io";
const TRAEFIK = "traefik.ingress.kubernetes.io/router.middlewares";
const CHECK = "rules on X-Azure-FDID";
const OTHER_CHECK = {
  expected: "a check of X-Azure-FDID that the class makes",
  fix: "Name the Traefik middleware that compares the header in the option middlewares, or route by Gateway API or Istio.",
};

/** Controllers that read no annotation of ingress-nginx, as their usual classes name them. */
const OTHER_CONTROLLER =
  /(?:^|[^a-z])(?:traefik|haproxy|kong|contour|istio|cilium|apisix|ambassador|azure-application-gateway|azure-alb)(?:[^a-z]|$)/i;

/**
 * An Ingress checks the id in a ModSecurity snippet, or through a declared Traefik middleware. One that only redirects answers
 * nothing a caller could be after.
 */
export function judgeIngress(ingress: RuleResource, edge: Edge): Verdict {
  const name = className(ingress);
  const internal = isListed(name.value, edge.internal);
  if (internal === true) return SILENT;
  const verdict = judgeAnnotations(ingress, name.value, edge);
  return isUnknown(internal) ? { ...verdict, outcome: findingsOpen(verdict.outcome, name.path) } : verdict;
}

function judgeAnnotations(ingress: RuleResource, ingressClass: Value, edge: Edge): Verdict {
  const metadata = { path: "metadata", value: ingress.props.metadata };
  const annotation = (name: string) => at(metadata, `annotations["${name}"]`);
  if (namesMiddleware(annotation(TRAEFIK).value, edge)) return CHECKED;
  const snippet = annotation(`${NGINX}/modsecurity-snippet`);
  if (isOtherController(ingressClass))
    return open({ path: snippet.path, found: `the class ${String(ingressClass)}, which reads no such annotation`, ...OTHER_CHECK });
  if (["permanent-redirect", "temporal-redirect"].some((name) => isGiven(annotation(`${NGINX}/${name}`).value))) return SILENT;
  if (isUnknown(snippet.value)) return open({ unknown: snippet.path });
  const engine = annotation(`${NGINX}/enable-modsecurity`);
  if (engine.value === "false") return open({ path: engine.path, found: engine.value, expected: "true" });
  if (typeof snippet.value !== "string") return open({ path: snippet.path, found: snippet.value, expected: CHECK });
  const fault = faultOf(snippet.value, edge);
  return fault === undefined ? CHECKED : open({ path: snippet.path, ...fault });
}

/** The class of an Ingress, in its own field or in the annotation that came before it. */
function className({ props }: RuleResource): Located {
  const paths = ["spec.ingressClassName", 'metadata.annotations["kubernetes.io/ingress.class"]'];
  const places = paths.map((path) => ({ path, value: get(props, path) }));
  return places.find(({ value }) => !isMissing(value)) ?? { path: "spec.ingressClassName", value: undefined };
}

function isOtherController(ingressClass: Value): boolean {
  return typeof ingressClass === "string" && OTHER_CONTROLLER.test(ingressClass) && !/nginx/i.test(ingressClass);
}

/** ingress-nginx ignores an empty address. */
function isGiven(value: Value): boolean {
  return !isMissing(value) && value !== "";
}

function namesMiddleware(annotation: Value, { middlewares }: Edge): boolean {
  return typeof annotation === "string" && annotation.split(",").some((name) => middlewares.includes(name.trim()));
}
