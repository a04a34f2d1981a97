import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds between two samples. */
const INTERVAL = 200;

/** Peak memory in MB of any process with a matching argument during an action; undefined on systems without /proc. */
export async function peakMemory(argument: RegExp, action: () => Promise<unknown>): Promise<number | undefined> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, ...pidsOf(argument).map(highWaterMark));
  }, INTERVAL);
  try {
    await action();
  } finally {
    clearInterval(timer);
  }
  return peak === 0 ? undefined : peak;
}

function pidsOf(argument: RegExp): readonly string[] {
  const argumentsOf = (pid: string) => readText(`/proc/${pid}/cmdline`).split("\0");
  return listFolder("/proc").filter((name) => /^\d+$/.test(name) && argumentsOf(name).some((candidate) => argument.test(candidate)));
}

/** `VmHWM` of the process in MB: its peak resident set size. */
function highWaterMark(pid: string): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The file's text; empty if the process has exited in the meantime. */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
