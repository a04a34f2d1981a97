import * as pulumi from "@pulumi/pulumi";
import { catchExit } from "./programExit";
import type { ProgramEnd, Progress } from "./run";
import { describePending, describeResources } from "./waiting";

export interface ProgramEndOptions {
  /** Seconds without a registration after which the program counts as one that never ends. */
  readonly timeout: number;
  /** Called once with what a program waits for that has been idle for some seconds. */
  readonly onWait: (text: string) => void;
}

/** Milliseconds between two looks at an idle program. */
const INTERVAL = 250;
/** Milliseconds without a registration after which the user is told what the program waits for. */
const NOTICE = 10_000;
/** The same after which a program that has failed is ended: an open server keeps it running. */
const GRACE = 2_000;

const NEVER = "The program never finished: it waits for a promise or output that never resolves.";

/**
 * Ends a program as the SDK's runner does (`cmd/run/index.js`): when the event loop is empty, so that resources count which it
 * registers after a timer or a file operation; or when it calls `process.exit`. One that would run forever is ended.
 */
export function programEnd(options: ProgramEndOptions): ProgramEnd {
  const exit = catchExit();
  return async (progress) => {
    const idle = new AbortController();
    const end = await Promise.race([eventLoopEmpty(progress), exit.called, idleTooLong(progress, options, idle.signal)]);
    idle.abort();
    exit.restore();
    if (typeof end === "string") return end;
    if (typeof end === "number" && end !== 0) return exit.message;
    if (!(await isComplete(progress.stack)))
      return end === 0 ? `${exit.message} before its resources were registered` : NEVER + describePending();
    return exitCodeMessage();
  };
}

/** Resolves at a `beforeExit` after which the program's own handlers of this event have registered nothing more. */
function eventLoopEmpty({ registrations }: Progress): Promise<undefined> {
  return new Promise((resolve) => {
    let last = -1;
    const onEmpty = (): void => {
      if (registrations() === last) {
        resolve(undefined);
        return;
      }
      last = registrations();
      // As in the SDK's runner: handlers of the program run first, and what they start is waited for.
      process.nextTick(() => {
        process.once("beforeExit", onEmpty);
        setImmediate(() => {});
      });
    };
    process.once("beforeExit", onEmpty);
  });
}

/** Resolves with an error message after the timeout; time in which the program blocks the event loop does not count. */
function idleTooLong({ registrations, failed }: Progress, options: ProgramEndOptions, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    let [idle, last, told] = [0, 0, false];
    const timer = setInterval(() => {
      idle = registrations() === last ? idle + INTERVAL : 0;
      last = registrations();
      if (failed() && idle >= GRACE) resolve(null);
      if (idle >= options.timeout * 1000) resolve(timeoutMessage(options.timeout));
      if (idle < NOTICE || told) return;
      told = true;
      options.onWait(`the program is still running; it waits for ${describeResources()} (--timeout ${options.timeout})`);
    }, INTERVAL);
    timer.unref();
    signal.addEventListener("abort", () => clearInterval(timer));
  });
}

function timeoutMessage(seconds: number): string {
  const idle = `it has registered no resource for ${seconds} s, and waits for ${describeResources()}`;
  return `The program does not end: ${idle}. Close what it opened, or give it more time with --timeout.`;
}

/** Whether the stack's outputs and all registrations are complete. What is left takes some turns of the event loop, but no time. */
async function isComplete(stack: Promise<void>): Promise<boolean> {
  let complete = false;
  void stack
    .then(() => pulumi.runtime.disconnect())
    .then(() => {
      complete = true;
    });
  for (let turns = 0; turns < 100 && !complete; turns++) await new Promise((resolve) => setImmediate(resolve));
  return complete;
}

/** A program that sets an exit code has failed for the engine. */
function exitCodeMessage(): string | undefined {
  const code = process.exitCode;
  if (code === undefined || code === null || code === 0 || code === "0") return undefined;
  process.exitCode = 0;
  return `The program set process.exitCode to ${code}.`;
}
