import * as token from "../facts/tokens";
import { asUndecided } from "../reading/listed";
import { allOf, anyInTurn, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { isDeniedAt, policiesOnId } from "./denials";
import { type Edge, edgeOf, undecidedProfile } from "./edge";
import { GATEWAY_POD_TYPES } from "./gatewayPods";
import { type GatewayName, gatewayNamed, isListedGateway } from "./gateways";
import { checkRules, checkVirtualService } from "./headerMatches";
import { checkIngress } from "./nginx";
import { type EdgeResult, headerNotChecked, UNREACHABLE } from "./result";
import { checkStreams, streamRoute } from "./streams";
import { checkWithoutFrontDoor, FRONT_DOOR_TYPES } from "./unknownFrontDoor";

const ROUTES = [token.INGRESS, token.HTTP_ROUTE, token.GRPC_ROUTE, token.TLS_ROUTE, token.TCP_ROUTE, token.VIRTUAL_SERVICE];
const GATEWAYS = [token.LISTENER_SET, token.X_LISTENER_SET, token.AUTHORIZATION_POLICY];
/** Types that the evaluation of a route reads. */
export const EDGE_TYPES: readonly string[] = [token.AFD_PROFILE, ...ROUTES, ...GATEWAYS, ...GATEWAY_POD_TYPES];
/** Types that ING-06 reads: those, and what shows that another stack has the Front Door. */
export const INGRESS_TYPES: readonly string[] = [...EDGE_TYPES, ...FRONT_DOOR_TYPES];

/**
 * Every route into the cluster rejects requests that did not pass this environment's Front Door. Routes inside the mesh, routes
 * of gateways configured as internal, and routes that only redirect are not evaluated.
 */
export function checkFrontDoorId(stack: StackView, context: RuleContext): Outcome {
  const edge = edgeOf(stack, context);
  const routes = stack.ofType(...ROUTES);
  if (routes.length === 0) return NOT_APPLICABLE;
  if (edge === undefined) return checkWithoutFrontDoor(stack, routes, context, edgeResultOf);
  const outcome = routes.flatMap((route) => edgeResultOf(stack, route, edge).outcome);
  const profile = undecidedProfile(stack, context);
  return profile === undefined ? outcome : asUndecided(outcome, "sku.name").map((item) => ({ resource: profile, ...item }));
}

/** The result for one route. */
export function edgeResultOf(stack: StackView, route: RuleResource, edge: Edge): EdgeResult {
  const { checked, outcome } = route.type === token.INGRESS ? checkIngress(stack, route, edge) : checkAttachedRoute(stack, route, edge);
  return { checked, outcome: outcome.filter((item) => !isOmittedByPatch(item, route)).map((item) => ({ ...item, resource: route })) };
}

/** A value that a Patch omits is set by the route's owner, if at all; a list of rules that a Patch sets is the complete list. */
function isOmittedByPatch(item: CheckResults[number], { isPatch, props }: RuleResource): boolean {
  return isPatch === true && "path" in item && isMissing(get(props, item.path.replace(/\[\d.*$/, "")));
}

/**
 * A route passes by its own matches, or because every gateway it is attached to denies other requests. TLS and TCP routes pass
 * only where every gateway is internal.
 */
function checkAttachedRoute(stack: StackView, route: RuleResource, edge: Edge): EdgeResult {
  const spec: Located = { path: "spec", value: route.props.spec };
  if (isUnknown(spec.value)) return headerNotChecked({ unknown: spec.path });
  const list = route.type === token.VIRTUAL_SERVICE ? "spec.gateways" : "spec.parentRefs";
  const gateways = gatewaysNamed(stack, route, get(route.props, list));
  const isInternal = (gateway: GatewayName) => isListedGateway(gateway, edge.internal);
  const isChecking = (gateway: GatewayName) => isListedGateway(gateway, edge.checking);
  const onlyInternal = isUnknown(gateways) ? UNKNOWN : allOf(gateways.map(isInternal));
  if (onlyInternal === true) return UNREACHABLE;
  const denied = isUnknown(gateways)
    ? UNKNOWN
    : allOf(
        gateways.map((gateway) =>
          anyInTurn(
            () => isInternal(gateway),
            () => isChecking(gateway),
            () => isDeniedAt(stack, gateway, edge),
          ),
        ),
      );
  const { headers, streams } = checkRouteRules(stack, route, spec, edge);
  return {
    checked: denied === true || headers.checked,
    outcome: [
      ...unlessDenied(denied, withReason(stack, headers.outcome, edge), isUnknown(onlyInternal) ? list : spec.path),
      ...(isUnknown(onlyInternal) ? asUndecided(streams, list) : streams),
    ],
  };
}

interface RouteRuleResults {
  /** Result for the HTTP and gRPC rules, which can compare the header. */
  readonly headers: EdgeResult;
  /** Results for the TLS and TCP rules, which cannot. */
  readonly streams: CheckResults;
}

function checkRouteRules(stack: StackView, route: RuleResource, spec: Located, edge: Edge): RouteRuleResults {
  if (route.type === token.TLS_ROUTE || route.type === token.TCP_ROUTE) return { headers: UNREACHABLE, streams: streamRoute() };
  if (route.type !== token.VIRTUAL_SERVICE) return { headers: checkRules(spec, edge), streams: [] };
  const isInternal = (match: Value) => isInternalMatch(stack, route, match, edge);
  return { headers: checkVirtualService(spec, edge, isInternal), streams: checkStreams(spec, isInternal) };
}

/** Whether a match of a VirtualService names gateways, all of them internal. */
function isInternalMatch(stack: StackView, route: RuleResource, match: Value, edge: Edge): Match {
  const names = get(match, "gateways");
  if (!isUnknown(names) && elements(names).length === 0) return false;
  const gateways = gatewaysNamed(stack, route, names);
  return isUnknown(gateways) ? UNKNOWN : allOf(gateways.map((gateway) => isListedGateway(gateway, edge.internal)));
}

/** The gateways that a route names, without the mesh itself; unknown while one of the names is unknown. */
function gatewaysNamed(stack: StackView, route: RuleResource, names: Value): readonly GatewayName[] | typeof UNKNOWN {
  if (isUnknown(names)) return UNKNOWN;
  const gateways = elements(names).map((name) => (isUnknown(name) ? UNKNOWN : gatewayNamed(stack, route, name)));
  return gateways.some(isUnknown) ? UNKNOWN : gateways.flatMap((gateway) => (gateway === undefined || isUnknown(gateway) ? [] : [gateway]));
}

/** Findings say why a policy that compares the id does not count. */
function withReason(stack: StackView, outcome: CheckResults, edge: Edge): CheckResults {
  const [policy] = policiesOnId(stack, edge);
  if (policy === undefined) return outcome;
  const fix =
    `AuthorizationPolicy ${policy.name} does not prove a check at every gateway of this route: it must name a Gateway in its namespace ` +
    "in targetRefs, or match the labels of the gateway's pods in their namespace, which this stack must contain unless the policy is in " +
    "the mesh's root namespace. A match on the header in every route, or the gateway in checkingGateways, is enough too.";
  return outcome.map((item) => ("unknown" in item ? item : { fix, ...item }));
}

function unlessDenied(denied: Match, outcome: CheckResults, path: string): CheckResults {
  if (denied === true) return [];
  return isUnknown(denied) ? asUndecided(outcome, path) : outcome;
}
