import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds between two looks. */
const INTERVAL = 200;

/** The most memory in MB that any process with such an argument had during an action; undefined where there is no /proc. */
export async function peakMemory(argument: RegExp, action: () => Promise<unknown>): Promise<number | undefined> {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, ...pidsOf(argument).map(highWaterMark));
  }, INTERVAL);
  try {
    await action();
  } finally {
    clearInterval(watch);
  }
  return peak === 0 ? undefined : peak;
}

function pidsOf(argument: RegExp): readonly string[] {
  const argumentsOf = (pid: string) => text(`/proc/${pid}/cmdline`).split("\0");
  return listed("/proc").filter((name) => /^\d+$/.test(name) && argumentsOf(name).some((one) => argument.test(one)));
}

/** What the kernel calls `VmHWM`, in MB. */
function highWaterMark(pid: string): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty where the process has ended in the meantime. */
function text(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
