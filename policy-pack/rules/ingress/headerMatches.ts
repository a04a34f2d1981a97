import { at, below } from "../pods";
import type { Finding, Undecided } from "../rule";
import type { Match } from "../selectors";
import { elements, entries, get, isMissing, isUnknown, type Located, type Value } from "../values";
import { type Edge, EXACT_ID, HEADER, isFrontDoorId } from "./edge";

type Judgement = readonly (Finding | Undecided)[];

/** Every match of every rule of an HTTPRoute asks for the id: one match without it opens the route. */
export function judgeHttpRoute(spec: Located, edge: Edge): Judgement {
  const rules = at(spec, "rules");
  if (isUnknown(rules.value)) return [{ unknown: rules.path }];
  if (elements(rules.value).length === 0) return [missing(rules.path)];
  return below(spec, "rules[*]").flatMap((rule) => (isRedirect(rule.value) ? [] : judgeMatches(rule, "matches", edge, routeHeader)));
}

/** Every match of every HTTP route of a VirtualService that is not for the mesh asks for the id. */
export function judgeVirtualService(spec: Located, edge: Edge): Judgement {
  return below(spec, "http[*]").flatMap((route) => {
    if (isUnknown(route.value)) return [{ unknown: route.path }];
    return isAnsweredByGateway(route.value) ? [] : judgeMatches(route, "match", edge, istioHeader);
  });
}

type ReadHeader = (match: Value, edge: Edge) => Match;

function judgeMatches(rule: Located, list: string, edge: Edge, header: ReadHeader): Judgement {
  const matches = at(rule, list);
  if (isUnknown(matches.value)) return [{ unknown: matches.path }];
  if (elements(matches.value).length === 0) return [missing(matches.path)];
  return below(rule, `${list}[*]`)
    .filter(({ value }) => !isForMeshOnly(value))
    .flatMap((match): Judgement => {
      const checked = isUnknown(match.value) ? match.value : header(match.value, edge);
      if (checked === true) return [];
      return isUnknown(checked) ? [{ unknown: `${match.path}.headers` }] : [missing(`${match.path}.headers`)];
    });
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

function isForMeshOnly(match: Value): boolean {
  const gateways = elements(get(match, "gateways"));
  return gateways.length > 0 && gateways.every((gateway) => gateway === "mesh");
}
