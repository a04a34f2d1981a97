import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A program that runs in the background. */
export interface RunningProgram {
  /** The end of the program's output, for error messages. */
  readonly output: () => string;
  /** Ends the program, first by request, after five seconds by force. */
  readonly stop: () => Promise<void>;
}

export interface ProgramOptions {
  /** Working directory, which receives the log: `<name>.log`. */
  readonly folder: string;
  /** Name of the log. */
  readonly name: string;
}

const running = new Set<ChildProcess>();
// Also when a test is interrupted, nothing that was started keeps running.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export function startProgram(command: string, args: readonly string[], { folder, name }: ProgramOptions): RunningProgram {
  const log = join(folder, `${name}.log`);
  const descriptor = openSync(log, "a");
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", descriptor, descriptor] });
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running.delete(child);
      resolve();
    };
    child.on("exit", end);
    child.on("error", end);
  });
  return {
    output: () => readFileSync(log, "utf8").slice(-2000),
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Calls an action again until it succeeds. @throws its last error after the timeout in seconds */
export async function retry<T>(action: () => Promise<T>, seconds: number): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/** In seconds. */
const UNSERVED_TIMEOUT = 60;

/** Calls an action again while the API server does not serve its kind, as for a moment after the definition exists. @throws every other error */
export function retryUnserved<T>(action: () => Promise<T>): Promise<T> {
  return retry(async () => {
    try {
      return { value: await action() };
    } catch (error) {
      if (String(error).includes("404 page not found")) throw error;
      return { error };
    }
  }, UNSERVED_TIMEOUT).then((result) => {
    if ("error" in result) throw result.error;
    return result.value;
  });
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
