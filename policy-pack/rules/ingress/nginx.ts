import { asUndecided, isListed } from "../reading/listed";
import { at } from "../reading/pods";
import type { Match } from "../reading/selectors";
import { get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource } from "../rule";
import type { Edge } from "./edge";
import { faultOf } from "./modSecurity";
import { CHECKED, type EdgeResult, open, UNREACHABLE } from "./result";

const NGINX = "nginx.ingress.kubernetes.io";
const TRAEFIK = "traefik.ingress.kubernetes.io/router.middlewares";
const SNIPPET = `${NGINX}/modsecurity-snippet`;
const ENGINE = `${NGINX}/enable-modsecurity`;
const REDIRECTS = [`${NGINX}/permanent-redirect`, `${NGINX}/temporal-redirect`];
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
export function checkIngress(ingress: RuleResource, edge: Edge): EdgeResult {
  const name = className(ingress);
  const internal = isListed(name.value, edge.internal);
  if (internal === true) return UNREACHABLE;
  const verdict = judgeAnnotations(ingress, name, edge);
  return isUnknown(internal) ? { ...verdict, outcome: asUndecided(verdict.outcome, name.path) } : verdict;
}

type Annotation = (name: string) => Located;

function judgeAnnotations(ingress: RuleResource, ingressClass: Located, edge: Edge): EdgeResult {
  const metadata = { path: "metadata", value: ingress.props.metadata };
  const annotation: Annotation = (name) => at(metadata, `annotations["${name}"]`);
  const middleware = annotation(TRAEFIK);
  const named = namesMiddleware(middleware.value, edge);
  if (named === true) return CHECKED;
  const verdict = isOtherController(ingressClass.value) ? unread(annotation, ingressClass.value) : judgeNginx(annotation, edge);
  if (isUnknown(named)) return { ...verdict, outcome: asUndecided(verdict.outcome, middleware.path) };
  const hangsOnClass = isUnknown(ingressClass.value) && verdict.outcome.length === 0;
  return hangsOnClass ? open({ unknown: ingressClass.path }) : verdict;
}

function unread(annotation: Annotation, ingressClass: Value): EdgeResult {
  const { path } = annotation(SNIPPET);
  return open({ path, found: `the class ${String(ingressClass)}, which reads no such annotation`, ...OTHER_CHECK });
}

function judgeNginx(annotation: Annotation, edge: Edge): EdgeResult {
  const redirects = REDIRECTS.map(annotation);
  if (redirects.some(({ value }) => isGiven(value))) return UNREACHABLE;
  const verdict = judgeSnippet(annotation, edge);
  const unknown = redirects.find(({ value }) => isUnknown(value));
  return unknown === undefined ? verdict : { ...verdict, outcome: asUndecided(verdict.outcome, unknown.path) };
}

function judgeSnippet(annotation: Annotation, edge: Edge): EdgeResult {
  const [snippet, engine] = [annotation(SNIPPET), annotation(ENGINE)];
  if (isUnknown(snippet.value)) return open({ unknown: snippet.path });
  if (engine.value === "false") return open({ path: engine.path, found: engine.value, expected: "true" });
  if (typeof snippet.value !== "string") return open({ path: snippet.path, found: snippet.value, expected: CHECK });
  const fault = faultOf(snippet.value, edge);
  if (fault !== undefined) return open({ path: snippet.path, ...fault });
  return isUnknown(engine.value) ? open({ unknown: engine.path }) : CHECKED;
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
  return !isMissing(value) && !isUnknown(value) && value !== "";
}

function namesMiddleware(annotation: Value, { middlewares }: Edge): Match {
  if (isUnknown(annotation)) return middlewares.length > 0 ? UNKNOWN : false;
  return typeof annotation === "string" && annotation.split(",").some((name) => middlewares.includes(name.trim()));
}
