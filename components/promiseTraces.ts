/** What the SDK calls to note on a promise where it was made (its runtime/debuggable.js). */
const NOTED_BY = "debuggablePromise";

type PrepareStackTrace = NonNullable<typeof Error.prepareStackTrace>;

const shortened = new WeakSet<PrepareStackTrace>();

/**
 * Leaves out the stack traces that the SDK notes on each of its promises, to name one that never settles. Mapping them back to
 * TypeScript takes more than a third of the program's time. Errors keep theirs, and so do promises where somebody looks for leaks
 * (`PULUMI_DEBUG_PROMISE_LEAKS`).
 */
export function dropPromiseTraces(): void {
  const { prepareStackTrace } = Error;
  if (prepareStackTrace === undefined || shortened.has(prepareStackTrace) || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  const short: PrepareStackTrace = (error, frames) => (frames[0]?.getFunctionName() === NOTED_BY ? "" : prepareStackTrace(error, frames));
  shortened.add(short);
  Error.prepareStackTrace = short;
}
