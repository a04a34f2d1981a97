import { asUndecided } from "../reading/listed";
import { at, below } from "../reading/pods";
import { allOf, anyOf, isEmpty, type Match } from "../reading/selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import type { Finding } from "../rule";
import { type Edge, EXACT_ID, HEADER, isFrontDoorId } from "./edge";
import { CHECKED, combineResults, type EdgeResult, open, UNREACHABLE } from "./result";

/** Every match of every rule of an HTTPRoute or GRPCRoute asks for the id: one match without it opens the route. */
export function checkRules(spec: Located, edge: Edge): EdgeResult {
  const rules = at(spec, "rules");
  if (isUnknown(rules.value)) return open({ unknown: rules.path });
  if (elements(rules.value).length === 0) return open(missing(rules.path));
  const judge = (match: Located) => judgeMatch(match, routeHeader(match.value, edge));
  return combineResults(below(spec, "rules[*]").map((rule) => judgeRule(rule, judge)));
}

function judgeRule(rule: Located, judge: (match: Located) => EdgeResult): EdgeResult {
  const redirects = isRedirect(rule.value);
  if (redirects === true) return UNREACHABLE;
  const verdict = judgeMatches(at(rule, "matches"), judge);
  return isUnknown(redirects) ? { ...verdict, outcome: asUndecided(verdict.outcome, `${rule.path}.filters`) } : verdict;
}

/** Every match of every HTTP route of a VirtualService asks for the id, but for matches that only speak of gateways inside. */
export function judgeVirtualService(spec: Located, edge: Edge, isInside: (match: Value) => Match): EdgeResult {
  const judge = (match: Located): EdgeResult => {
    const inside = isInside(match.value);
    if (inside === true) return UNREACHABLE;
    const verdict = judgeMatch(match, istioHeader(match.value, edge));
    return isUnknown(inside) && !verdict.checked ? open({ unknown: `${match.path}.gateways` }) : verdict;
  };
  return combineResults(
    below(spec, "http[*]").map((route) => {
      if (isUnknown(route.value)) return open({ unknown: route.path });
      return isAnsweredByGateway(route.value) ? UNREACHABLE : judgeMatches(at(route, "match"), judge);
    }),
  );
}

function judgeMatches(matches: Located, judge: (match: Located) => EdgeResult): EdgeResult {
  if (isUnknown(matches.value)) return open({ unknown: matches.path });
  const all = elements(matches.value).map((value, index) => ({ path: `${matches.path}[${index}]`, value }));
  return all.length === 0 ? open(missing(matches.path)) : combineResults(all.map(judge));
}

function judgeMatch({ path }: Located, compares: Match): EdgeResult {
  if (compares === true) return CHECKED;
  return open(isUnknown(compares) ? { unknown: `${path}.headers` } : missing(`${path}.headers`));
}

function missing(path: string): Finding {
  return { path, expected: `a match on X-Azure-FDID: ${EXACT_ID}` };
}

/** Of equal header names Gateway API reads the first; a type that is not given is Exact. */
function routeHeader(match: Value, edge: Edge): Match {
  const headers = get(match, "headers");
  if (isUnknown(headers)) return headers;
  const first = elements(headers).findIndex((one) => nameOf(one) === HEADER);
  // One before it whose name is not known yet may be the first.
  if (elements(headers).some((one, index) => isUnknown(nameOf(one)) && (first < 0 || index < first))) return UNKNOWN;
  const header = elements(headers)[first];
  const type = get(header, "type") ?? "Exact";
  return allOf([isUnknown(type) ? UNKNOWN : type === "Exact", isFrontDoorId(get(header, "value"), edge)]);
}

function nameOf(header: Value): string | typeof UNKNOWN {
  const name = get(header, "name");
  return isUnknown(name) ? UNKNOWN : String(name).toLowerCase();
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
  const answers = !isMissing(get(route, "redirect")) || !isMissing(get(route, "directResponse"));
  return answers && isMissing(get(route, "route")) && isMissing(get(route, "delegate"));
}
