import { asUndecided, isListed } from "../reading/listed";
import { at } from "../reading/pods";
import { allOf, anyOf, isEqual, type Match } from "../reading/selectors";
import { isMissing, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import type { RuleResource, StackView } from "../rule";
import type { Edge } from "./edge";
import { goBoolean } from "./goBoolean";
import { classOf, isOtherController } from "./ingressClass";
import { annotationOf, LOCATION_SNIPPETS, MERGEABLE, mastersIn, SERVER_SNIPPETS, withMaster } from "./mergeable";
import { faultOf } from "./modSecurity";
import { conditionFaultOf, type Place, refusalStatusOf } from "./nginxCondition";
import { type EdgeResult, HEADER_CHECKED, headerNotChecked, UNREACHABLE } from "./result";

const NGINX = "nginx.ingress.kubernetes.io";
const TRAEFIK = "traefik.ingress.kubernetes.io/router.middlewares";
const SNIPPET = `${NGINX}/modsecurity-snippet`;
const CONFIGURATION_SNIPPET = `${NGINX}/configuration-snippet`;
interface Condition {
  readonly name: string;
  readonly place: Place;
}

/** Annotations of ingress-nginx and of F5's controller whose text becomes part of a location or server block. */
const CONDITIONS: readonly Condition[] = [
  { name: CONFIGURATION_SNIPPET, place: "location" },
  { name: `${NGINX}/server-snippet`, place: "server" },
  { name: LOCATION_SNIPPETS, place: "location" },
  { name: SERVER_SNIPPETS, place: "server" },
];
/** Makes ingress-nginx pass TLS connections on without reading the request. */
const PASSTHROUGH = `${NGINX}/ssl-passthrough`;
const ENGINE = `${NGINX}/enable-modsecurity`;
/** Status codes that a location of ingress-nginx answers from the default backend, with `error_page` (nginx.tmpl, 2026). */
const CUSTOM_ERRORS = `${NGINX}/custom-http-errors`;
const REDIRECTS = [`${NGINX}/permanent-redirect`, `${NGINX}/temporal-redirect`];
const CHECK = "ModSecurity rules that check X-Azure-FDID, or a condition on $http_x_azure_fdid in a snippet";
const OTHER_CHECK = {
  expected: "a check of X-Azure-FDID by the ingress controller of this class",
  fix: "List the Traefik middleware that compares the header in the option middlewares, or use a Gateway API or Istio route.",
};

/**
 * An Ingress checks the id in a ModSecurity snippet or a condition of nginx, or through a configured Traefik middleware, or its class
 * is configured as checking. One that only redirects forwards no request to a backend, so it needs no check.
 */
export function checkIngress(stack: StackView, ingress: RuleResource, edge: Edge): EdgeResult {
  const name = classOf(ingress);
  const internal = isListed(name.value, edge.internal);
  if (internal === true) return UNREACHABLE;
  const checking = isListed(name.value, edge.checking);
  if (checking === true) return HEADER_CHECKED;
  const result = checkAnnotations(stack, ingress, name, edge);
  const isUndecided = isUnknown(internal) || isUnknown(checking);
  return isUndecided ? { ...result, outcome: asUndecided(result.outcome, name.path) } : result;
}

type Annotation = (name: string) => Located;

function checkAnnotations(stack: StackView, ingress: RuleResource, ingressClass: Located, edge: Edge): EdgeResult {
  const metadata = { path: "metadata", value: ingress.props.metadata };
  const annotation: Annotation = (name) => at(metadata, `annotations["${name}"]`);
  const middleware = annotation(TRAEFIK);
  const named = namesMiddleware(middleware.value, edge);
  if (named === true) return HEADER_CHECKED;
  const result = isOtherController(ingressClass.value)
    ? unsupportedController(annotation, ingressClass.value)
    : checkMergeable(stack, ingress, annotation, edge);
  if (isUnknown(named)) return { ...result, outcome: asUndecided(result.outcome, middleware.path) };
  const dependsOnClass = isUnknown(ingressClass.value) && result.outcome.length === 0;
  return dependsOnClass ? headerNotChecked({ unknown: ingressClass.path }) : result;
}

function unsupportedController(annotation: Annotation, ingressClass: Value): EdgeResult {
  const { path } = annotation(SNIPPET);
  return headerNotChecked({
    path,
    found: `ingress class ${toText(ingressClass)}, whose controller does not read this annotation`,
    ...OTHER_CHECK,
  });
}

/** A minion of F5's controller also passes by its master, whose class must be the same. */
function checkMergeable(stack: StackView, ingress: RuleResource, annotation: Annotation, edge: Edge): EdgeResult {
  const type = annotation(MERGEABLE);
  if (type.value === "minion") return checkMinion(stack, ingress, annotation, edge);
  const result = checkNginx(annotation, edge);
  if (!isUnknown(type.value)) return result;
  const asMinion = checkMinion(stack, ingress, annotation, edge);
  const isSame = hasFinding(result) === hasFinding(asMinion) && result.checked === asMinion.checked;
  return isSame ? result : headerNotChecked({ unknown: type.path });
}

function hasFinding({ outcome }: EdgeResult): boolean {
  return outcome.some((item) => !("unknown" in item));
}

function checkMinion(stack: StackView, ingress: RuleResource, annotation: Annotation, edge: Edge): EdgeResult {
  const inherits = isMissing(annotation(LOCATION_SNIPPETS).value);
  const own = checkNginx(annotation, edge, ({ name }) => name !== SERVER_SNIPPETS);
  return withMaster(own, ingress, mastersIn(stack), (master) => {
    const comparison = (name: string, place: Place) => isSound({ path: name, value: annotationOf(master, name) }, place, edge);
    return allOf([
      isEqual(classOf(master).value, classOf(ingress).value),
      anyOf([comparison(SERVER_SNIPPETS, "server"), inherits && comparison(LOCATION_SNIPPETS, "location")]),
    ]);
  });
}

function isSound(snippet: Located, place: Place, edge: Edge): Match {
  const { checked, outcome } = checkCondition(snippet, place, edge);
  return outcome.some((item) => "unknown" in item) ? UNKNOWN : checked;
}

function checkNginx(annotation: Annotation, edge: Edge, counts: (condition: Condition) => boolean = () => true): EdgeResult {
  const redirects = REDIRECTS.map(annotation);
  if (redirects.some(({ value }) => isSet(value))) return UNREACHABLE;
  const result = checkSnippets(annotation, edge, CONDITIONS.filter(counts));
  const unknown = redirects.find(({ value }) => isUnknown(value));
  return unknown === undefined ? result : { ...result, outcome: asUndecided(result.outcome, unknown.path) };
}

/** One sound check is enough, since nginx refuses a request if any of its modules does. */
function checkSnippets(annotation: Annotation, edge: Edge, places: readonly Condition[]): EdgeResult {
  const passthrough = annotation(PASSTHROUGH);
  if (goBoolean(passthrough.value) === true)
    return headerNotChecked({
      path: passthrough.path,
      found: passthrough.value,
      expected: "false: nginx reads no header of these requests",
    });
  const modSecurity = checkSnippet(annotation, edge);
  const conditions = places.map(({ name, place }) => {
    const result = checkCondition(annotation(name), place, edge);
    return name === CONFIGURATION_SNIPPET ? unlessAnswered(result, annotation) : result;
  });
  const checks = [modSecurity, ...conditions];
  const sound = checks.find(({ checked }) => checked);
  if (sound !== undefined) return isUnknown(passthrough.value) ? headerNotChecked({ unknown: passthrough.path }) : sound;
  const undecided = checks.find(({ outcome }) => outcome.some((item) => "unknown" in item));
  if (undecided !== undefined) return undecided;
  const attempted = isMissing(annotation(SNIPPET).value) ? conditions.find(({ outcome }) => outcome.length > 0) : undefined;
  return attempted ?? modSecurity;
}

function checkSnippet(annotation: Annotation, edge: Edge): EdgeResult {
  const [snippet, engine] = [annotation(SNIPPET), annotation(ENGINE)];
  if (isUnknown(snippet.value)) return headerNotChecked({ unknown: snippet.path });
  if (goBoolean(engine.value) === false) return headerNotChecked({ path: engine.path, found: engine.value, expected: "true" });
  if (typeof snippet.value !== "string") return headerNotChecked({ path: snippet.path, found: snippet.value, expected: CHECK });
  const fault = faultOf(snippet.value, edge);
  if (fault !== undefined) return headerNotChecked({ path: snippet.path, ...fault });
  return isUnknown(engine.value) ? headerNotChecked({ unknown: engine.path }) : HEADER_CHECKED;
}

/** A snippet that does not mention the header is for another purpose. */
function checkCondition({ path, value }: Located, place: Place, edge: Edge): EdgeResult {
  if (isUnknown(value)) return headerNotChecked({ unknown: path });
  if (typeof value !== "string" || !/http_x_azure_fdid/i.test(value)) return UNREACHABLE;
  const fault = conditionFaultOf(value, place, edge);
  return fault === undefined ? HEADER_CHECKED : headerNotChecked({ path, ...fault });
}

/** The result for the condition of a location, unless the default backend answers the requests that it refuses. */
function unlessAnswered(result: EdgeResult, annotation: Annotation): EdgeResult {
  const [snippet, errors] = [annotation(CONFIGURATION_SNIPPET), annotation(CUSTOM_ERRORS)];
  if (!result.checked || isMissing(errors.value)) return result;
  if (isUnknown(errors.value)) return headerNotChecked({ unknown: errors.path });
  const status = refusalStatusOf(toText(snippet.value));
  const codes = toText(errors.value).split(",");
  if (!codes.some((code) => code.trim() === status)) return result;
  const expected = `status codes without ${status}, with which the condition refuses requests: the default backend answers the listed ones`;
  return headerNotChecked({ path: errors.path, found: errors.value, expected });
}

/** ingress-nginx ignores an empty address. */
function isSet(value: Value): boolean {
  return !isMissing(value) && !isUnknown(value) && value !== "";
}

function namesMiddleware(annotation: Value, { middlewares }: Edge): Match {
  if (isUnknown(annotation)) return middlewares.length > 0 ? UNKNOWN : false;
  return typeof annotation === "string" && annotation.split(",").some((name) => middlewares.includes(name.trim()));
}
