/** Part of the SDK's module runtime/debuggable.js, which has no types; every promise of the SDK passes through it. */
interface Debuggable {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: <T>(promise: Promise<T>, context: string) => Promise<T>;
}

const untraced = new WeakSet<Debuggable["debuggablePromise"]>();

/**
 * Turns off the stack traces that the SDK records at the creation of each promise, to report one that never settles: with source
 * maps they take more than a third of the program's time. Errors keep their stack traces, and so do promises where
 * `PULUMI_DEBUG_PROMISE_LEAKS` is set.
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
