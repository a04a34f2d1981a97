import { AFD_PROFILE } from "../facts/tokens";
import { strings } from "../reading/pods";
import type { Match } from "../reading/selectors";
import { get, isUnknown, UNKNOWN, type Value } from "../reading/values";
import type { RuleContext, RuleResource, StackView } from "../rule";

/** Option for the Front Door id where another stack owns the Front Door. */
export const FRONT_DOOR_ID = "frontDoorId";
/** Option that lists the gateways and ingress classes that Front Door does not use. */
export const INTERNAL_GATEWAYS = "internalGateways";
/** Option that lists the gateways and ingress classes that check the header by configuration outside the stack. */
export const CHECKING_GATEWAYS = "checkingGateways";
/** Option that lists the Traefik middlewares that check the header. */
export const MIDDLEWARES = "middlewares";

/** Header that Front Door sets to the id of the profile that forwarded the request. */
export const HEADER = "x-azure-fdid";
export const EXACT_ID = "the whole id of this environment's Front Door, compared exactly";

/** The only Front Door from which the routes of a stack accept requests. */
export interface Edge {
  /** Known ids in lower case; empty while the id of no Front Door is known. */
  readonly ids: readonly string[];
  /** Ingress classes, and gateways as namespace/name, that neither Front Door nor the internet can reach. */
  readonly internal: readonly string[];
  /** Ingress classes, and gateways as namespace/name, that reject requests without the id by configuration outside the stack. */
  readonly checking: readonly string[];
  /** Traefik middlewares that compare the header, named as in the annotation. */
  readonly middlewares: readonly string[];
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The edge of a stack; `undefined` where neither the stack nor the configuration has a Front Door. */
export function edgeOf(stack: StackView, context: RuleContext): Edge | undefined {
  const profiles = stack.ofType(AFD_PROFILE).filter((profile) => isFrontDoor(profile) !== false);
  const configured = String(context.config[FRONT_DOOR_ID] ?? "");
  if (profiles.length === 0 && configured === "") return undefined;
  const known = profiles.map(({ props }) => props.frontDoorId).filter((id) => typeof id === "string");
  return { ...anyEdge(context), ids: [...known, ...(configured === "" ? [] : [configured])].map((id) => id.toLowerCase()) };
}

/** An edge whose Front Door is not known: every complete id counts. */
export function anyEdge(context: RuleContext): Edge {
  return {
    ids: [],
    internal: strings(context, INTERNAL_GATEWAYS),
    checking: strings(context, CHECKING_GATEWAYS),
    middlewares: strings(context, MIDDLEWARES),
  };
}

/** The profile whose unknown tier decides whether the stack has a Front Door. */
export function undecidedProfile(stack: StackView, context: RuleContext): RuleResource | undefined {
  const profiles = stack.ofType(AFD_PROFILE);
  const isCertain = String(context.config[FRONT_DOOR_ID] ?? "") !== "" || profiles.some((profile) => isFrontDoor(profile) === true);
  return isCertain ? undefined : profiles.find((profile) => isUnknown(isFrontDoor(profile)));
}

/** Whether a value is the required id: a complete GUID, and one of the known ids where any is known. */
export function isFrontDoorId(value: Value, { ids }: Edge): Match {
  if (isUnknown(value)) return UNKNOWN;
  return typeof value === "string" && GUID.test(value) && (ids.length === 0 || ids.includes(value.toLowerCase()));
}

/** `cdn.Profile` also covers the content delivery tiers, which send no id. */
function isFrontDoor({ props }: RuleResource): Match {
  const sku = get(props, "sku.name");
  if (isUnknown(sku)) return UNKNOWN;
  return typeof sku !== "string" || sku.toLowerCase().endsWith("frontdoor");
}
