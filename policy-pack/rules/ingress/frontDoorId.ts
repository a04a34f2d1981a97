import { type Finding, NOT_APPLICABLE, type Outcome, type RuleContext, type RuleResource, type StackView, type Undecided } from "../rule";
import { allOf, type Match } from "../selectors";
import { HTTP_ROUTE, INGRESS, VIRTUAL_SERVICE } from "../tokens";
import { elements, get, isUnknown, type Located } from "../values";
import { isDeniedAt } from "./denials";
import { type Edge, edgeOf } from "./edge";
import { type GatewayName, gatewayNamed, isInternalGateway } from "./gateways";
import { judgeHttpRoute, judgeVirtualService } from "./headerMatches";
import { judgeIngress } from "./nginx";

/**
 * Every way into the cluster refuses requests that did not come through this environment's Front Door. Routes inside the mesh,
 * routes of gateways configured as internal, and answers that only redirect are left out.
 */
export function checksFrontDoorId(stack: StackView, context: RuleContext): Outcome {
  const edge = edgeOf(stack, context);
  const routes = stack.ofType(INGRESS, HTTP_ROUTE, VIRTUAL_SERVICE);
  if (edge === undefined || routes.length === 0) return NOT_APPLICABLE;
  return routes.flatMap((route) => (route.type === INGRESS ? judgeIngress(route, edge) : judgeRoute(stack, route, edge)));
}

/** A route is checked by its own matches, or by every gateway it is attached to. */
function judgeRoute(stack: StackView, route: RuleResource, edge: Edge): readonly (Finding | Undecided)[] {
  const spec: Located = { path: "spec", value: route.props.spec };
  if (isUnknown(spec.value)) return [{ unknown: spec.path, resource: route }];
  const gateways = gatewaysOf(stack, route);
  const reached = gateways?.filter((gateway) => !isInternalGateway(gateway, edge.internal));
  if (reached?.length === 0) return [];
  const outcome = route.type === HTTP_ROUTE ? judgeHttpRoute(spec, edge) : judgeVirtualService(spec, edge);
  const denied: Match = reached === undefined ? false : allOf(reached.map((gateway) => isDeniedAt(stack, gateway, edge)));
  if (denied === true || outcome.length === 0) return [];
  if (isUnknown(denied)) return [{ unknown: "spec", resource: route }];
  return outcome.map((item) => ({ ...item, resource: route }));
}

/** The gateways through which a route is reached from outside the mesh; `undefined` where they are not known yet. */
function gatewaysOf(stack: StackView, route: RuleResource): readonly GatewayName[] | undefined {
  const names = get(route.props, route.type === HTTP_ROUTE ? "spec.parentRefs" : "spec.gateways");
  if (isUnknown(names) || elements(names).some(isUnknown)) return undefined;
  return elements(names).flatMap((name) => gatewayNamed(stack, route, name) ?? []);
}
