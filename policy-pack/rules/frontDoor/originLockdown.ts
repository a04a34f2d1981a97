import { sameText } from "../arm";
import { type Finding, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView, type Undecided } from "../rule";
import * as token from "../tokens";
import { elements, get, isMissing, isUnknown, locate, type Value } from "../values";

const HEADER = "x-azure-fdid";
/** Where each kind of ingress names its hosts; none named means every host. */
const HOSTS: Readonly<Record<string, string>> = {
  [token.INGRESS]: "spec.rules[*].host",
  [token.HTTP_ROUTE]: "spec.hostnames[*]",
  [token.VIRTUAL_SERVICE]: "spec.hosts[*]",
};

/**
 * Compliant: the origin is reached over Private Link; or whatever serves it in this stack looks at the header X-Azure-FDID
 * (whether it compares it soundly is for ING-06 to judge); or its host is configured as locked down elsewhere.
 */
export function checkOriginLockdown(stack: StackView, { config }: RuleContext): Outcome {
  const origins = stack.ofType(token.AFD_ORIGIN).filter(({ props }) => !sameText(props.enabledState, "Disabled"));
  if (origins.length === 0) return NOT_APPLICABLE;
  const locked = elements(config.lockedHosts);
  return origins.flatMap((origin) => {
    if (locked.some((host) => sameText(host, origin.props.hostName))) return [];
    const privateLink = get(origin.props, "sharedPrivateLinkResource.privateLink");
    if (isUnknown(privateLink)) return [{ unknown: "sharedPrivateLinkResource", resource: origin }];
    return isMissing(privateLink) || isMissing(get(privateLink, "id")) ? publicOrigin(stack, origin) : [];
  });
}

function publicOrigin(stack: StackView, origin: RuleResource): readonly (Finding | Undecided)[] {
  const serving = [
    ...stack.ofType(...Object.keys(HOSTS)).filter((ingress) => mayServe(ingress, origin)),
    ...stack.sourcesOf(origin, "hostName").filter(({ type }) => type === token.WEB_APP),
  ];
  const meshWide = stack.ofType(token.AUTHORIZATION_POLICY).map(({ props }) => mentions(props.spec));
  const open = serving.filter(({ props }) => any([...meshWide, mentions(props)]) !== true);
  if (serving.length > 0 && open.length === 0) return [];
  if (open.length > 0 && open.every(({ props }) => any([...meshWide, mentions(props)]) === undefined)) {
    return [{ unknown: "sharedPrivateLinkResource", resource: origin }];
  }
  const found = open.length === 0 ? undefined : `public, and ${open.map(({ name }) => name).join(", ")} answers without X-Azure-FDID`;
  const expected = "a Private Link, or an ingress that checks X-Azure-FDID";
  return [{ path: "sharedPrivateLinkResource", found, expected, resource: origin }];
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
