import { execFile, execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Exported states run to megabytes. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** Characters of the CLI's last words in a message. */
export const MOST_SHOWN = 4000;

export interface CliPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What `execFile` rejects with: the command's own words among it. */
export interface CliFailure extends Error {
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: number | string;
  readonly signal?: NodeJS.Signals;
}

/** Runs a command of the CLI. @throws CliFailure */
export async function runCli(args: readonly string[], { cwd, env }: CliPlace): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: MAX_OUTPUT };
  try {
    return (await execute("pulumi", [...args, "--non-interactive"], options)).stdout;
  } catch (error) {
    const failure = error as CliFailure;
    failure.message += failure.stdout.slice(-MOST_SHOWN);
    throw failure;
  }
}

/**
 * Ends the running CLI as a power cut would: at once, with everything it has started, and without a chance to tidy up.
 * @throws Error where none is found
 */
export function killCli(): void {
  const running = childrenOf(process.pid, "pulumi");
  if (running.length === 0) throw new Error("found no running CLI to kill; is there a pgrep on PATH?");
  for (const pid of running) {
    const children = childrenOf(pid);
    for (const one of [pid, ...children]) kill(one);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function childrenOf(pid: number, name = ""): readonly number[] {
  try {
    const found = execFileSync("pgrep", ["-P", `${pid}`, ...(name === "" ? [] : ["-x", name])], { encoding: "utf8" });
    return found.split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Whether a command is on PATH, or stands beside the CLI itself, where the engine looks too. */
export function installed(command: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const beside = folders.map((folder) => join(folder, "pulumi")).filter(existsSync);
  const names = process.platform === "win32" ? [`${command}.exe`, `${command}.cmd`] : [command];
  return [...folders, ...beside.map((cli) => dirname(realpathSync(cli)))].some((folder) =>
    names.some((name) => existsSync(join(folder, name))),
  );
}
