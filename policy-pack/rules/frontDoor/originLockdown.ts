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

const PLACE = "sharedPrivateLinkResource";
/** Where each kind of ingress names its hosts; none named means every host. TCPRoutes are not for Front Door, which speaks HTTP. */
const HOSTS: Readonly<Record<string, string>> = {
  [token.INGRESS]: "spec.rules[*].host",
  [token.HTTP_ROUTE]: "spec.hostnames[*]",
  [token.GRPC_ROUTE]: "spec.hostnames[*]",
  [token.TLS_ROUTE]: "spec.hostnames[*]",
  [token.VIRTUAL_SERVICE]: "spec.hosts[*]",
};
/** A Front Door of which nothing is known. */
const ANY_EDGE: Edge = { ids: [], internal: [], middlewares: [] };

/**
 * Compliant: the origin is reached over Private Link; or something in this stack that may serve it checks X-Azure-FDID as ING-06
 * asks (an App Service: by an access restriction on that header) and nothing serves it unchecked; or configuration names its
 * host as locked elsewhere.
 */
export function checkOriginLockdown(stack: StackView, context: RuleContext): Outcome {
  const origins = stack.ofType(token.AFD_ORIGIN).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  if (origins.length === 0) return NOT_APPLICABLE;
  const locked = elements(context.config.lockedHosts);
  return origins.flatMap((origin) => {
    const { hostName } = origin.props;
    if (locked.some((host) => sameText(host, hostName))) return [];
    const outcome = judgeOrigin(stack, origin, context);
    const open = isUnknown(hostName) && isListed(hostName, locked) !== false ? asUndecided(outcome, "hostName") : outcome;
    return open.map((item) => ({ ...item, resource: origin }));
  });
}

function judgeOrigin(stack: StackView, origin: RuleResource, context: RuleContext): CheckResults {
  const privateLink = get(origin.props, `${PLACE}.privateLink`);
  if (isUnknown(privateLink)) return [{ unknown: PLACE }];
  return isMissing(privateLink) || isMissing(get(privateLink, "id")) ? publicOrigin(stack, origin, context) : [];
}

/** Whether something that may serve an origin refuses requests without the id. */
interface Answer {
  readonly name: string;
  readonly refuses: Match;
  /** Whether it serves the origin; false is left out. */
  readonly serves: Match;
}

interface Candidate {
  readonly route: RuleResource;
  readonly serves: Match;
}

function publicOrigin(stack: StackView, origin: RuleResource, { profile }: RuleContext): CheckResults {
  const edge = edgeOf(stack, { profile, config: { [FRONT_DOOR_ID]: "" } });
  const routes = stack.ofType(...Object.keys(HOSTS)).map((route): Candidate => ({ route, serves: serves(route, origin) }));
  const sites = stack.sourcesOf(origin, "hostName").filter(({ type }) => type === token.WEB_APP);
  const answers: readonly Answer[] = [
    ...routes
      .filter(({ serves }) => serves !== false)
      .flatMap(({ route, serves }) =>
        answersOf(edgeResultOf(stack, route, edge ?? ANY_EDGE), edge).map((refuses): Answer => ({ name: route.name, refuses, serves })),
      ),
    ...sites.map((site): Answer => ({ name: site.name, refuses: isRestricted(site, edge ?? ANY_EDGE), serves: true })),
  ];
  const open = answers.filter(({ refuses, serves }) => refuses === false && serves === true).map(({ name }) => name);
  if (answers.length > 0 && open.length === 0) return isLocked(answers) ? [] : [{ unknown: PLACE }];
  const found = open.length === 0 ? undefined : `none, and ${open.join(", ")} answers without a sound check of X-Azure-FDID`;
  return [{ path: PLACE, found, expected: "a Private Link, or an ingress that checks X-Azure-FDID" }];
}

function isLocked(answers: readonly Answer[]): boolean {
  return answers.every(({ refuses }) => refuses === true) && answers.some(({ serves }) => serves === true);
}

/**
 * ING-06's verdict on one route, whether it refuses requests without the id. What it reaches from inside only, or only redirects, is no answer; plain TCP is not for Front
 * Door. Where the id's Front Door is in another stack, only that one can tell whose id is compared.
 */
function answersOf({ checked, outcome }: EdgeResult, edge: Edge | undefined): readonly Match[] {
  const faults = outcome.filter((item) => !placeOf(item).startsWith(`spec.${TCP}`));
  if (faults.length === 0 && !checked) return [];
  if (edge === undefined) return [UNKNOWN];
  if (faults.length === 0) return [true];
  return [faults.every((item) => "unknown" in item) ? UNKNOWN : false];
}

function placeOf(item: Finding | Undecided): string {
  return "unknown" in item ? item.unknown : item.path;
}

/** The host an ingress sees is the origin's host header; where that is left out, it is the client's, which may be any. */
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
