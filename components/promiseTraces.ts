/** What the SDK calls to note on a promise where it was made (its runtime/debuggable.js). */
const NOTED_BY = "debuggablePromise";

/**
 * Leaves out the stack traces that the SDK notes on each of its promises, to name one that never settles. Mapping them back to
 * TypeScript takes more than a third of the program's time. Errors keep theirs.
 *
 * Does nothing where no compiler has put a source map reader in place: Node's own traces are cheap.
 */
export function dropPromiseTraces(): void {
  const { prepareStackTrace } = Error;
  if (prepareStackTrace === undefined) return;
  Error.prepareStackTrace = (error, frames) => (frames[0]?.getFunctionName() === NOTED_BY ? "" : prepareStackTrace(error, frames));
}
