import { execFile, execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** In bytes: an exported state can take several megabytes. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** Characters of the CLI's output that an error message contains. */
export const MAX_SHOWN_CHARACTERS = 4000;

export interface CliOptions {
  /** Working directory: the project's folder. */
  readonly cwd: string;
  /** Environment variables in addition to those of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The error that `execFile` rejects with, including the command's output. */
export interface CliFailure extends Error {
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: number | string;
  readonly signal?: NodeJS.Signals;
}

/** Runs a command of the CLI. @throws CliFailure */
export async function runCli(args: readonly string[], { cwd, env }: CliOptions): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: MAX_OUTPUT };
  try {
    return (await execute("pulumi", [...args, "--non-interactive"], options)).stdout;
  } catch (error) {
    const failure = error as CliFailure;
    failure.message += failure.stdout.slice(-MAX_SHOWN_CHARACTERS);
    throw failure;
  }
}

/**
 * Kills the running CLI and its child processes (SIGKILL), so that none of them can clean up: simulates a power failure.
 * @throws Error if no CLI is running
 */
export function killCli(): void {
  const running = childProcessesOf(process.pid, "pulumi");
  if (running.length === 0) throw new Error("no running CLI found; is pgrep on PATH?");
  for (const pid of running) {
    const children = childProcessesOf(pid);
    for (const target of [pid, ...children]) kill(target);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // The process has already exited.
  }
}

function childProcessesOf(pid: number, name = ""): readonly number[] {
  try {
    const found = execFileSync("pgrep", ["-P", `${pid}`, ...(name === "" ? [] : ["-x", name])], { encoding: "utf8" });
    return found.split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Whether a command is on PATH or in the CLI's own folder, where the engine searches as well. */
export function isInstalled(command: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const clis = folders.map((folder) => join(folder, "pulumi")).filter(existsSync);
  const names = process.platform === "win32" ? [`${command}.exe`, `${command}.cmd`] : [command];
  return [...folders, ...clis.map((cli) => dirname(realpathSync(cli)))].some((folder) =>
    names.some((name) => existsSync(join(folder, name))),
  );
}
