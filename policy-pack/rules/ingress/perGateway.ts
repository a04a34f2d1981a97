import { perKey, perStack } from "../reading/memoize";
import type { StackView } from "../rule";
import type { GatewayName } from "./gateways";

/** A function of a stack and a gateway that computes its result once for each; gateways are equal where all parts of their names are. */
export function perGateway<Result>(
  compute: (stack: StackView, gateway: GatewayName) => Result,
): (stack: StackView, gateway: GatewayName) => Result {
  const gatewaysOf = perStack(() => new Map<string, GatewayName>());
  const resultsOf = perStack((stack) => perKey((gateway: GatewayName) => compute(stack, gateway)));
  return (stack, gateway) => {
    const key = keyOf(gateway);
    const gateways = gatewaysOf(stack);
    const first = gateways.get(key) ?? gateway;
    gateways.set(key, first);
    return resultsOf(stack)(first);
  };
}

/** Unknown names are their own kind of part, which no name is equal to. */
function keyOf({ kind, namespace, name, set }: GatewayName): string {
  const parts = [kind, namespace, name, ...(set === undefined ? [] : [set.namespace, set.name])];
  return JSON.stringify(parts.map((part) => (typeof part === "string" ? part : null)));
}
