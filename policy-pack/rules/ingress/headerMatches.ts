import { at, below } from "../pods";
import type { Finding } from "../rule";
import type { Match } from "../selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, type Value } from "../values";
import { type Edge, EXACT_ID, HEADER, isFrontDoorId } from "./edge";
import { CHECKED, open, SILENT, together, type Verdict } from "./verdict";

/** Every match of every rule of an HTTPRoute or GRPCRoute asks for the id: one match without it opens the route. */
export function judgeRules(spec: Located, edge: Edge): Verdict {
  const rules = at(spec, "rules");
  if (isUnknown(rules.value)) return open({ unknown: rules.path });
  if (elements(rules.value).length === 0) return open(missing(rules.path));
  const judge = (match: Located) => judgeMatch(match, routeHeader(match.value, edge));
  return together(below(spec, "rules[*]").map((rule) => (isRedirect(rule.value) ? SILENT : judgeMatches(at(rule, "matches"), judge))));
}

/** Every match of every HTTP route of a VirtualService asks for the id, but for matches that only speak of gateways inside. */
export function judgeVirtualService(spec: Located, edge: Edge, isInside: (match: Value) => Match): Verdict {
  const judge = (match: Located): Verdict => {
    const inside = isInside(match.value);
    if (inside === true) return SILENT;
    const verdict = judgeMatch(match, istioHeader(match.value, edge));
    return isUnknown(inside) && !verdict.checked ? open({ unknown: `${match.path}.gateways` }) : verdict;
  };
  return together(
    below(spec, "http[*]").map((route) => {
      if (isUnknown(route.value)) return open({ unknown: route.path });
      return isAnsweredByGateway(route.value) ? SILENT : judgeMatches(at(route, "match"), judge);
    }),
  );
}

function judgeMatches(matches: Located, judge: (match: Located) => Verdict): Verdict {
  if (isUnknown(matches.value)) return open({ unknown: matches.path });
  const all = elements(matches.value).map((value, index) => ({ path: `${matches.path}[${index}]`, value }));
  return all.length === 0 ? open(missing(matches.path)) : together(all.map(judge));
}

function judgeMatch({ path }: Located, compares: Match): Verdict {
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
  const header = elements(headers).find((one) => String(get(one, "name")).toLowerCase() === HEADER);
  return (get(header, "type") ?? "Exact") === "Exact" && isFrontDoorId(get(header, "value"), edge);
}

function istioHeader(match: Value, edge: Edge): Match {
  const headers = get(match, "headers");
  if (isUnknown(headers)) return headers;
  const [, header] = entries(headers).find(([name]) => name.toLowerCase() === HEADER) ?? [];
  return isFrontDoorId(isUnknown(header) ? header : get(header, "exact"), edge);
}

function isRedirect(rule: Value): boolean {
  const redirects = elements(get(rule, "filters")).some((filter) => get(filter, "type") === "RequestRedirect");
  return redirects && elements(get(rule, "backendRefs")).length === 0;
}

function isAnsweredByGateway(route: Value): boolean {
  const answers = !isMissing(get(route, "redirect")) || !isMissing(get(route, "directResponse"));
  return answers && isMissing(get(route, "route")) && isMissing(get(route, "delegate"));
}
