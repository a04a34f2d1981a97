import * as token from "../facts/tokens";
import { type Edge, edgeOf, FRONT_DOOR_ID } from "../ingress/edge";
import { edgeResultOf } from "../ingress/frontDoorId";
import type { EdgeResult } from "../ingress/result";
import { TCP } from "../ingress/streams";
import { sameText } from "../reading/arm";
import { asUndecided, isListed } from "../reading/listed";
import { anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, locate, UNKNOWN, type Value } from "../reading/values";
import {
  type CheckResults,
  type Finding,
  NOT_APPLICABLE,
  type Outcome,
  type RuleContext,
  type RuleResource,
  type StackView,
  type Undecided,
} from "../rule";
import { isRestricted } from "./siteRestrictions";

const PATH = "sharedPrivateLinkResource";
/** Path of the hosts in each kind of ingress; without hosts it serves every host. TCPRoutes are excluded: Front Door uses HTTP. */
const HOSTS: Readonly<Record<string, string>> = {
  [token.INGRESS]: "spec.rules[*].host",
  [token.HTTP_ROUTE]: "spec.hostnames[*]",
  [token.GRPC_ROUTE]: "spec.hostnames[*]",
  [token.TLS_ROUTE]: "spec.hostnames[*]",
  [token.VIRTUAL_SERVICE]: "spec.hosts[*]",
};
/** Used where the Front Door is in another stack, so that its id is not known. */
const ANY_EDGE: Edge = { ids: [], internal: [], checking: [], middlewares: [] };

/**
 * Compliant: the origin uses Private Link; or a backend in this stack that may serve it checks X-Azure-FDID as ING-06 requires (an
 * App Service: by an access restriction on that header) and no backend serves it without the check; or configuration lists its host
 * as locked outside this stack.
 */
export function checkOriginLockdown(stack: StackView, context: RuleContext): Outcome {
  const origins = stack.ofType(token.AFD_ORIGIN).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  if (origins.length === 0) return NOT_APPLICABLE;
  const locked = elements(context.config.lockedHosts);
  const edge = edgeOf(stack, { ...context, config: { [FRONT_DOOR_ID]: "" } });
  return origins.flatMap((origin) => {
    const { hostName } = origin.props;
    if (locked.some((host) => sameText(host, hostName))) return [];
    const outcome = checkOrigin(stack, origin, edge);
    const results = isUnknown(hostName) && isListed(hostName, locked) !== false ? asUndecided(outcome, "hostName") : outcome;
    return results.map((item) => ({ ...item, resource: origin }));
  });
}

function checkOrigin(stack: StackView, origin: RuleResource, edge: Edge | undefined): CheckResults {
  const privateLink = get(origin.props, `${PATH}.privateLink`);
  if (isUnknown(privateLink)) return [{ unknown: PATH }];
  return isMissing(privateLink) || isMissing(get(privateLink, "id")) ? checkPublicOrigin(stack, origin, edge) : [];
}

/** An ingress or App Service that may serve an origin. */
interface Backend {
  readonly name: string;
  /** Whether it rejects requests without the Front Door id. */
  readonly rejects: Match;
  /** Whether it serves the origin, true or unknown: other backends are excluded. */
  readonly serves: Match;
}

interface Candidate {
  readonly route: RuleResource;
  readonly serves: Match;
}

function checkPublicOrigin(stack: StackView, origin: RuleResource, edge: Edge | undefined): CheckResults {
  const routes = stack.ofType(...Object.keys(HOSTS)).map((route): Candidate => ({ route, serves: serves(route, origin) }));
  const sites = stack.sourcesOf(origin, "hostName").filter(({ type }) => type === token.WEB_APP);
  const backends: readonly Backend[] = [
    ...routes
      .filter(({ serves }) => serves !== false)
      .flatMap(({ route, serves }) =>
        rejectionsOf(edgeResultOf(stack, route, edge ?? ANY_EDGE), edge).map((rejects): Backend => ({ name: route.name, rejects, serves })),
      ),
    ...sites.map((site): Backend => ({ name: site.name, rejects: isRestricted(site, edge ?? ANY_EDGE), serves: true })),
  ];
  const unchecked = backends.filter(({ rejects, serves }) => rejects === false && serves === true).map(({ name }) => name);
  if (backends.length > 0 && unchecked.length === 0) return isLocked(backends) ? [] : [{ unknown: PATH }];
  const found = unchecked.length === 0 ? undefined : `none, and no reliable check of X-Azure-FDID in ${unchecked.join(", ")}`;
  return [{ path: PATH, found, expected: "Private Link, or an ingress that checks X-Azure-FDID" }];
}

function isLocked(backends: readonly Backend[]): boolean {
  return backends.every(({ rejects }) => rejects === true) && backends.some(({ serves }) => serves === true);
}

/**
 * Whether a route rejects requests without the id, by its ING-06 result. A route that serves only internal clients, or only redirects,
 * returns none; plain TCP is not used by Front Door. If the profile is in another stack, only that stack can compare its id.
 */
function rejectionsOf({ checked, outcome }: EdgeResult, edge: Edge | undefined): readonly Match[] {
  const results = outcome.filter((item) => !pathOf(item).startsWith(`spec.${TCP}`));
  if (results.length === 0 && !checked) return [];
  if (edge === undefined) return [UNKNOWN];
  if (results.length === 0) return [true];
  return [results.every((item) => "unknown" in item) ? UNKNOWN : false];
}

function pathOf(item: Finding | Undecided): string {
  return "unknown" in item ? item.unknown : item.path;
}

/** An ingress receives the origin's host header; where that is absent, the client's, which may be any host. */
function serves(ingress: RuleResource, { props }: RuleResource): Match {
  if (isMissing(props.originHostHeader)) return true;
  const hosts = locate(ingress.props, HOSTS[ingress.type] ?? "").map(({ value }) => value);
  if (hosts.length === 0) return true;
  return anyOf(hosts.flatMap((host) => [props.originHostHeader, props.hostName].map((name) => covers(host, name))));
}

function covers(host: Value, name: Value): Match {
  if (isMissing(host) || host === "" || host === "*") return true;
  if (isUnknown(host) || isUnknown(name)) return UNKNOWN;
  if (typeof host !== "string" || typeof name !== "string") return false;
  return host.startsWith("*.") ? name.toLowerCase().endsWith(host.slice(1).toLowerCase()) : sameText(host, name);
}
