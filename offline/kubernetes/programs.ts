import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Milliseconds that one chart or folder may take. */
const TIMEOUT = 30_000;
/** Bytes of manifests: the largest charts have a few megabytes, most of it definitions. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Thrown for what cannot be rendered here; its message is the reason, without secrets. */
export class NotRenderable extends Error {
  override readonly name = "NotRenderable";
}

/** Path of a program on PATH; undefined if there is none. No process is started for that. */
export function findProgram(name: string): string | undefined {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a program that renders manifests and returns its output. Charts are rendered one after another, so that every run registers
 * their objects in the same order.
 *
 * @param mask Replaces secrets in what the program reports.
 * @throws NotRenderable if the program fails
 */
export function render(program: string, args: readonly string[], mask: (text: string) => string): string {
  // Neither cluster nor repository is reached: what a program needs is on this machine, or the rendering fails.
  const env = { ...process.env, KUBECONFIG: join(tmpdir(), "no-kubeconfig"), HELM_DEBUG: "false" };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    env,
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (status === 0) return stdout;
  const reported = `${stderr ?? ""}`.split("\n").find((line) => /^error/i.test(line)) ?? `${stderr ?? ""}`.trim().split("\n").at(-1) ?? "";
  throw new NotRenderable(mask(reported.trim() || (error?.message ?? `${program} ended with ${status}`)));
}

/** Calls an action with a function that writes a file only this user can read; all of them are deleted afterwards. */
export function withPrivateFiles<T>(action: (write: (text: string) => string) => T): T {
  let folder: string | undefined;
  let count = 0;
  const write = (text: string): string => {
    folder ??= mkdtempSync(join(tmpdir(), "preview-"));
    const file = join(folder, `${count++}.yaml`);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  try {
    return action(write);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
