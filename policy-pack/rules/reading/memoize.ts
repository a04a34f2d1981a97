import type { StackView } from "../rule";

interface Results<Key, Result> {
  readonly get: (key: Key) => { readonly result: Result } | undefined;
  readonly set: (key: Key, known: { readonly result: Result }) => unknown;
}

/** A function of a stack that computes its result once: the resources of a stack view do not change. */
export function perStack<Result>(compute: (stack: StackView) => Result): (stack: StackView) => Result {
  return memoize(new WeakMap(), compute);
}

/** The same for a function of a stack and an object of it, such as a policy. */
export function perObject<Key extends object, Result>(
  compute: (stack: StackView, key: Key) => Result,
): (stack: StackView, key: Key) => Result {
  const resultsOf = perStack((stack) => memoize<Key, Result>(new WeakMap(), (key) => compute(stack, key)));
  return (stack, key) => resultsOf(stack)(key);
}

/** A function of a resource, or of what was read of it, that computes its result once: inputs do not change. */
export function perInstance<Instance extends object, Result>(compute: (instance: Instance) => Result): (instance: Instance) => Result {
  return memoize(new WeakMap<Instance, { readonly result: Result }>(), compute);
}

/** A function of a key that computes its result once for each. */
export function perKey<Key, Result>(compute: (key: Key) => Result): (key: Key) => Result {
  return memoize(new Map(), compute);
}

function memoize<Key, Result>(results: Results<Key, Result>, compute: (key: Key) => Result): (key: Key) => Result {
  return (key) => {
    const known = results.get(key) ?? { result: compute(key) };
    results.set(key, known);
    return known.result;
  };
}
