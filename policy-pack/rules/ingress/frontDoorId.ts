import * as token from "../facts/tokens";
import { asUndecided } from "../reading/listed";
import { allOf, anyOf, type Match } from "../reading/selectors";
import { elements, get, isMissing, isUnknown, type Located, UNKNOWN, type Value } from "../reading/values";
import { type CheckResults, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView } from "../rule";
import { isDeniedAt } from "./denials";
import { type Edge, edgeOf } from "./edge";
import { type GatewayName, gatewayNamed, isInternalGateway } from "./gateways";
import { checkRules, judgeVirtualService } from "./headerMatches";
import { checkIngress } from "./nginx";
import { type EdgeResult, open, UNREACHABLE } from "./result";
import { checkStreams, streamRoute } from "./streams";

const ROUTES = [token.INGRESS, token.HTTP_ROUTE, token.GRPC_ROUTE, token.TLS_ROUTE, token.TCP_ROUTE, token.VIRTUAL_SERVICE];
const GATEWAYS = [token.ISTIO_GATEWAY, token.LISTENER_SET, token.X_LISTENER_SET, token.AUTHORIZATION_POLICY];
/** What has to be seen to judge a route. */
export const EDGE_TYPES: readonly string[] = [token.AFD_PROFILE, ...ROUTES, ...GATEWAYS];

/**
 * Every way into the cluster refuses requests that did not come through this environment's Front Door. Routes inside the mesh,
 * routes of gateways configured as internal, and answers that only redirect are left out.
 */
export function checksFrontDoorId(stack: StackView, context: RuleContext): Outcome {
  const edge = edgeOf(stack, context);
  const routes = stack.ofType(...ROUTES);
  if (edge === undefined || routes.length === 0) return NOT_APPLICABLE;
  return routes.flatMap((route) => edgeResultOf(stack, route, edge).outcome);
}

/** What is to be said of one route. */
export function edgeResultOf(stack: StackView, route: RuleResource, edge: Edge): EdgeResult {
  const { checked, outcome } = route.type === token.INGRESS ? checkIngress(route, edge) : judgeAttached(stack, route, edge);
  return { checked, outcome: outcome.filter((item) => !isLeftOut(item, route)).map((item) => ({ ...item, resource: route })) };
}

/** What a Patch leaves out stands with the route's owner, if anywhere; a list of rules that it states is the whole list. */
function isLeftOut(item: CheckResults[number], { isPatch, props }: RuleResource): boolean {
  return isPatch === true && "path" in item && isMissing(get(props, item.path.replace(/\[\d.*$/, "")));
}

/** A route is checked by its own matches, or by every gateway it is attached to; a stream only by a gateway nobody reaches. */
function judgeAttached(stack: StackView, route: RuleResource, edge: Edge): EdgeResult {
  const spec: Located = { path: "spec", value: route.props.spec };
  if (isUnknown(spec.value)) return open({ unknown: spec.path });
  const list = route.type === token.VIRTUAL_SERVICE ? "spec.gateways" : "spec.parentRefs";
  const gateways = gatewaysNamed(stack, route, get(route.props, list));
  const isInternal = (gateway: GatewayName) => isInternalGateway(gateway, edge.internal);
  const inside = isUnknown(gateways) ? UNKNOWN : allOf(gateways.map(isInternal));
  if (inside === true) return UNREACHABLE;
  const guarded = isUnknown(gateways)
    ? UNKNOWN
    : allOf(gateways.map((gateway) => anyOf([isInternal(gateway), isDeniedAt(stack, gateway, edge)])));
  const { headers, streams } = judgeParts(stack, route, spec, edge);
  return {
    checked: guarded === true || headers.checked,
    outcome: [
      ...unless(guarded, headers.outcome, isUnknown(inside) ? list : spec.path),
      ...(isUnknown(inside) ? asUndecided(streams, list) : streams),
    ],
  };
}

interface Parts {
  /** What may compare the header. */
  readonly headers: EdgeResult;
  /** What cannot. */
  readonly streams: CheckResults;
}

function judgeParts(stack: StackView, route: RuleResource, spec: Located, edge: Edge): Parts {
  if (route.type === token.TLS_ROUTE || route.type === token.TCP_ROUTE) return { headers: UNREACHABLE, streams: streamRoute() };
  if (route.type !== token.VIRTUAL_SERVICE) return { headers: checkRules(spec, edge), streams: [] };
  const isInside = (match: Value) => speaksOfInside(stack, route, match, edge);
  return { headers: judgeVirtualService(spec, edge, isInside), streams: checkStreams(spec, isInside) };
}

/** Whether a match of a VirtualService names gateways, and only such as the outside does not reach. */
function speaksOfInside(stack: StackView, route: RuleResource, match: Value, edge: Edge): Match {
  const names = get(match, "gateways");
  if (!isUnknown(names) && elements(names).length === 0) return false;
  const gateways = gatewaysNamed(stack, route, names);
  return isUnknown(gateways) ? UNKNOWN : allOf(gateways.map((gateway) => isInternalGateway(gateway, edge.internal)));
}

/** The gateways outside the mesh among those that a route names; unknown while one of the names is. */
function gatewaysNamed(stack: StackView, route: RuleResource, names: Value): readonly GatewayName[] | typeof UNKNOWN {
  if (isUnknown(names)) return UNKNOWN;
  const gateways = elements(names).map((name) => (isUnknown(name) ? UNKNOWN : gatewayNamed(stack, route, name)));
  return gateways.some(isUnknown) ? UNKNOWN : gateways.flatMap((gateway) => (gateway === undefined || isUnknown(gateway) ? [] : [gateway]));
}

function unless(guarded: Match, outcome: CheckResults, path: string): CheckResults {
  if (guarded === true) return [];
  return isUnknown(guarded) ? asUndecided(outcome, path) : outcome;
}
