import { type Home, homeOf } from "../namespaces/home";
import type { RuleResource, StackView } from "../rule";
import { get, isUnknown, type Value } from "../values";

/** A gateway a route is attached to. */
export interface GatewayName {
  readonly home: Home;
  readonly name: string;
}

export function isInternalGateway({ home, name }: GatewayName, internal: readonly string[]): boolean {
  return !isUnknown(home) && internal.includes(`${home}/${name}`);
}

/**
 * The gateway that a route names: `name` or `namespace/name` in a VirtualService, a parent in an HTTPRoute.
 *
 * @returns `undefined` for what is inside the mesh: Istio's `mesh`, and parents that are Services.
 */
export function gatewayNamed(stack: StackView, route: RuleResource, name: Value): GatewayName | undefined {
  if (typeof name === "string") return name === "mesh" ? undefined : istioGateway(stack, route, name);
  if ((get(name, "kind") ?? "Gateway") !== "Gateway") return undefined;
  const namespace = get(name, "namespace");
  return { home: typeof namespace === "string" ? namespace : homeOf(stack, route), name: String(get(name, "name")) };
}

function istioGateway(stack: StackView, route: RuleResource, text: string): GatewayName {
  const [first = "", second] = text.split("/");
  return second === undefined ? { home: homeOf(stack, route), name: first } : { home: first, name: second };
}
