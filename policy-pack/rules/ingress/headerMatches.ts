import { asUndecided } from "../reading/listed";
import { at, below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match } from "../reading/selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, toText, UNKNOWN, type Value } from "../reading/values";
import type { Finding } from "../rule";
import { type Edge, EXACT_ID, HEADER, isFrontDoorId } from "./edge";
import { combineResults, type EdgeResult, HEADER_CHECKED, headerNotChecked, UNREACHABLE } from "./result";

/** Every match of every rule of an HTTPRoute or GRPCRoute must require the id: one match without it accepts any request. */
export function checkRules(spec: Located, edge: Edge): EdgeResult {
  const rules = at(spec, "rules");
  if (isUnknown(rules.value)) return headerNotChecked({ unknown: rules.path });
  if (elements(rules.value).length === 0) return headerNotChecked(missingMatch(rules.path));
  const check = (match: Located) => matchResult(match, routeHeader(match.value, edge));
  return combineResults(below(spec, "rules[*]").map((rule) => checkRule(rule, check)));
}

function checkRule(rule: Located, check: (match: Located) => EdgeResult): EdgeResult {
  const redirects = isRedirect(rule.value);
  if (redirects === true) return UNREACHABLE;
  const result = checkMatches(at(rule, "matches"), check);
  return isUnknown(redirects) ? { ...result, outcome: asUndecided(result.outcome, `${rule.path}.filters`) } : result;
}

/** Every match of every HTTP route of a VirtualService must require the id, except matches that apply only to internal gateways. */
export function checkVirtualService(spec: Located, edge: Edge, isInternal: (match: Value) => Match): EdgeResult {
  const check = (match: Located): EdgeResult => {
    const internal = isInternal(match.value);
    if (internal === true) return UNREACHABLE;
    const result = matchResult(match, istioHeader(match.value, edge));
    return isUnknown(internal) && !result.checked ? headerNotChecked({ unknown: `${match.path}.gateways` }) : result;
  };
  return combineResults(
    below(spec, "http[*]").map((route) => {
      if (isUnknown(route.value)) return headerNotChecked({ unknown: route.path });
      return isAnsweredByGateway(route.value) ? UNREACHABLE : checkMatches(at(route, "match"), check);
    }),
  );
}

function checkMatches(matches: Located, check: (match: Located) => EdgeResult): EdgeResult {
  if (isUnknown(matches.value)) return headerNotChecked({ unknown: matches.path });
  const all = elements(matches.value).map((value, index) => ({ path: `${matches.path}[${index}]`, value }));
  return all.length === 0 ? headerNotChecked(missingMatch(matches.path)) : combineResults(all.map(check));
}

function matchResult({ path }: Located, comparesId: Match): EdgeResult {
  if (comparesId === true) return HEADER_CHECKED;
  return headerNotChecked(isUnknown(comparesId) ? { unknown: `${path}.headers` } : missingMatch(`${path}.headers`));
}

function missingMatch(path: string): Finding {
  return { path, expected: `a match on X-Azure-FDID: ${EXACT_ID}` };
}

/** Of equal header names Gateway API evaluates the first; the default type is Exact. */
function routeHeader(match: Value, edge: Edge): Match {
  const headers = get(match, "headers");
  if (isUnknown(headers)) return headers;
  const first = elements(headers).findIndex((one) => nameOf(one) === HEADER);
  // A header before it whose name is not known yet may be the first.
  if (elements(headers).some((one, index) => isUnknown(nameOf(one)) && (first < 0 || index < first))) return UNKNOWN;
  const header = elements(headers)[first];
  const type = get(header, "type") ?? "Exact";
  return allOf([isUnknown(type) ? UNKNOWN : type === "Exact", isFrontDoorId(get(header, "value"), edge)]);
}

function nameOf(header: Value): string | typeof UNKNOWN {
  const name = get(header, "name");
  return isUnknown(name) ? UNKNOWN : toText(name).toLowerCase();
}

function istioHeader(match: Value, edge: Edge): Match {
  const headers = get(match, "headers");
  if (isUnknown(headers)) return headers;
  const [, header] = entries(headers).find(([name]) => name.toLowerCase() === HEADER) ?? [];
  return isFrontDoorId(isUnknown(header) ? header : get(header, "exact"), edge);
}

function isRedirect(rule: Value): Match {
  const filters = get(rule, "filters");
  const types = elements(filters).map((filter) => get(filter, "type"));
  const redirects = types.map((type) => (isUnknown(type) ? UNKNOWN : type === "RequestRedirect"));
  return allOf([isUnknown(filters) ? UNKNOWN : anyOf(redirects), isEmpty(get(rule, "backendRefs"))]);
}

function isAnsweredByGateway(route: Value): boolean {
  const hasResponse = !isMissing(get(route, "redirect")) || !isMissing(get(route, "directResponse"));
  return hasResponse && isMissing(get(route, "route")) && isMissing(get(route, "delegate"));
}
