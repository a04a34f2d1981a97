/** What the SDK puts its promises through (its runtime/debuggable.js, which has no types). */
interface Debuggable {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: <T>(promise: Promise<T>, context: string) => Promise<T>;
}

const untraced = new WeakSet<Debuggable["debuggablePromise"]>();

/**
 * Leaves out the stack traces that the SDK takes of where each of its promises was made, to name one that never settles: with their
 * mapping back to TypeScript more than a third of the program's time. Errors keep theirs, and so do promises where somebody looks for
 * leaks (`PULUMI_DEBUG_PROMISE_LEAKS`).
 */
export function dropPromiseTraces(): void {
  const sdk = require("@pulumi/pulumi/runtime/debuggable") as Debuggable;
  const traced = sdk.debuggablePromise;
  if (sdk.debugPromiseLeaks || untraced.has(traced) || Error.stackTraceLimit === 0) return;
  sdk.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return traced(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  untraced.add(sdk.debuggablePromise);
}
