import { sameText } from "../arm";
import { FRONT_DOOR_ID, HEADER } from "../ingress/edge";
import { checksFrontDoorId } from "../ingress/frontDoorId";
import { type Finding, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView, type Undecided } from "../rule";
import * as token from "../tokens";
import { elements, get, isMissing, isUnknown, locate, type Value } from "../values";

const PLACE = "sharedPrivateLinkResource";
/** Where each kind of ingress names its hosts; none named means every host. */
const HOSTS: Readonly<Record<string, string>> = {
  [token.INGRESS]: "spec.rules[*].host",
  [token.HTTP_ROUTE]: "spec.hostnames[*]",
  [token.VIRTUAL_SERVICE]: "spec.hosts[*]",
};

/**
 * Compliant: the origin is reached over Private Link; or everything in this stack that may serve it checks X-Azure-FDID as
 * ING-06 asks (an App Service: by an access restriction on that header); or configuration names its host as locked elsewhere.
 */
export function checkOriginLockdown(stack: StackView, context: RuleContext): Outcome {
  const origins = stack.ofType(token.AFD_ORIGIN).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  if (origins.length === 0) return NOT_APPLICABLE;
  const locked = elements(context.config.lockedHosts);
  return origins.flatMap((origin) => {
    if (locked.some((host) => sameText(host, origin.props.hostName))) return [];
    const privateLink = get(origin.props, `${PLACE}.privateLink`);
    if (isUnknown(privateLink)) return [{ unknown: PLACE, resource: origin }];
    return isMissing(privateLink) || isMissing(get(privateLink, "id")) ? publicOrigin(stack, origin, context) : [];
  });
}

function publicOrigin(stack: StackView, origin: RuleResource, context: RuleContext): readonly (Finding | Undecided)[] {
  const routes = stack.ofType(...Object.keys(HOSTS)).filter((route) => mayServe(route, origin));
  const sites = stack.sourcesOf(origin, "hostName").filter(({ type }) => type === token.WEB_APP);
  const answers = [...routes.map((route) => checksAtRoute(stack, route, context)), ...sites.map(({ props }) => mentions(props))];
  if (answers.length > 0 && answers.every((answer) => answer === true)) return [];
  if (answers.length > 0 && !answers.includes(false)) return [{ unknown: PLACE, resource: origin }];
  const open = [...routes, ...sites].filter((_, index) => answers[index] === false).map(({ name }) => name);
  const found = open.length === 0 ? undefined : `none, and ${open.join(", ")} answers without a sound check of X-Azure-FDID`;
  return [{ path: PLACE, found, expected: "a Private Link, or an ingress that checks X-Azure-FDID", resource: origin }];
}

/** ING-06's verdict on one route; `undefined` where it cannot be told yet, or the id's Front Door is in another stack. */
function checksAtRoute(stack: StackView, route: RuleResource, { profile }: RuleContext): boolean | undefined {
  const alone = {
    ...stack,
    ofType: (...types: readonly string[]) => stack.ofType(...types).filter((one) => one === route || !HOSTS[one.type]),
  };
  const outcome = checksFrontDoorId(alone, { profile, config: { [FRONT_DOOR_ID]: "" } });
  if (outcome === NOT_APPLICABLE) return undefined;
  if (outcome.length === 0) return true;
  return outcome.every((item) => "unknown" in item) ? undefined : false;
}

/** The host an ingress sees is the origin's host header; where that is left out, it is the client's, which may be any. */
function mayServe(ingress: RuleResource, { props }: RuleResource): boolean {
  const asked = [props.originHostHeader, props.hostName];
  if (isMissing(props.originHostHeader) || asked.some(isUnknown)) return true;
  const hosts = locate(ingress.props, HOSTS[ingress.type] ?? "").map(({ value }) => value);
  return hosts.length === 0 || hosts.some((host) => asked.some((name) => covers(host, name)));
}

function covers(host: Value, name: Value): boolean {
  if (isMissing(host) || isUnknown(host) || host === "" || host === "*") return true;
  if (typeof host !== "string" || typeof name !== "string") return false;
  return host.startsWith("*.") ? name.toLowerCase().endsWith(host.slice(1).toLowerCase()) : sameText(host, name);
}

/** Whether any text or key names the header; `undefined` where an unknown leaf may. */
function mentions(value: Value): boolean | undefined {
  if (isUnknown(value)) return undefined;
  if (typeof value === "string") return value.toLowerCase().includes(HEADER);
  if (typeof value !== "object" || value === null) return false;
  return any(Object.entries(value).map(([key, one]: [string, Value]) => key.toLowerCase() === HEADER || mentions(one)));
}

function any(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}
