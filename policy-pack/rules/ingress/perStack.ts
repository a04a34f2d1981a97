import type { StackView } from "../rule";
import type { GatewayName } from "./gateways";

/** A function of a stack that computes its result once: the resources of a stack view do not change. */
export function perStack<Result>(compute: (stack: StackView) => Result): (stack: StackView) => Result {
  return once(new WeakMap(), compute);
}

/** The same for a function of an object of the stack, such as a policy or the edge. */
export function perObject<Key extends object, Result>(
  compute: (stack: StackView, key: Key) => Result,
): (stack: StackView, key: Key) => Result {
  const resultsOf = perStack((stack) => once<Key, Result>(new WeakMap(), (key) => compute(stack, key)));
  return (stack, key) => resultsOf(stack)(key);
}

/** The same for a function of a gateway, whose names are equal where all their parts are. */
export function perGateway<Result>(
  compute: (stack: StackView, gateway: GatewayName) => Result,
): (stack: StackView, gateway: GatewayName) => Result {
  const knownOf = perStack(() => new Map<string, { readonly result: Result }>());
  return (stack, gateway) => {
    const known = knownOf(stack).get(keyOf(gateway)) ?? { result: compute(stack, gateway) };
    knownOf(stack).set(keyOf(gateway), known);
    return known.result;
  };
}

interface Results<Key, Result> {
  readonly get: (key: Key) => { readonly result: Result } | undefined;
  readonly set: (key: Key, known: { readonly result: Result }) => unknown;
}

function once<Key, Result>(results: Results<Key, Result>, compute: (key: Key) => Result): (key: Key) => Result {
  return (key) => {
    const known = results.get(key) ?? { result: compute(key) };
    results.set(key, known);
    return known.result;
  };
}

/** Unknown names are their own kind of part, which no name is equal to. */
function keyOf({ kind, namespace, name, set }: GatewayName): string {
  const parts = [kind, namespace, name, ...(set === undefined ? [] : [set.namespace, set.name])];
  return JSON.stringify(parts.map((part) => (typeof part === "string" ? part : null)));
}
