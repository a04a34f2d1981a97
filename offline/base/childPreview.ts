import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Options } from "../cli";
import { type BaseDocument, parseDocument } from "./document";
import type { Revision } from "./revision";

export interface PreviewRequest {
  /** Options of the preview, which also apply to the base. */
  readonly options: Options;
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  /** Folder of the preview's sources. */
  readonly root: string;
}

/** Environment variable and file descriptor with which offline/preview.js writes its document. */
const [DOCUMENT, DESCRIPTOR] = ["OFFLINE_PREVIEW_DOCUMENT", 3];

/** Windows has no process groups. */
const HAS_GROUPS = process.platform !== "win32";

/** Starts the preview of a revision; returns the function that waits for its document. */
export function previewRevision(
  { options, root, directory: project }: PreviewRequest,
  revision: Revision,
): () => Promise<BaseDocument | string> {
  const { top, commit, folder, tree, directory } = revision;
  // With the bundle of this repository's packages a revision of it starts as fast as the current program.
  const isOwn = project === root;
  const checkOut = { top, commit, directory: revision.project, folder, tree, isOwn };
  const child = spawn(process.execPath, [...process.execArgv, join(root, "offline", "preview.js"), ...argsOf(options, directory)], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    // A process group of its own, so that git, which it starts, ends with it.
    detached: HAS_GROUPS,
    env: {
      ...process.env,
      [DOCUMENT]: `${DESCRIPTOR}`,
      OFFLINE_PREVIEW_CHECKOUT: JSON.stringify(checkOut),
      ...(isOwn && { OFFLINE_PREVIEW_REVISION: commit }),
    },
  });
  const stop = stopAtExit(child, folder);
  const [document_, errors] = [textOf(child.stdio[DESCRIPTOR]), textOf(child.stderr)];
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(""));
  });
  // This process ends when its event loop is empty, which must not wait for the other one.
  keepAlive(child, "unref");
  return async () => {
    keepAlive(child, "ref");
    const failure = await ended;
    stop();
    const text = document_();
    // Paths of the temporary folder tell nothing; the revision's own do.
    if (text === "") return failure || errors().trim() || "its preview ended without a result";
    const result = parseDocument(text);
    return typeof result === "string" ? result.replaceAll(`${directory}/`, "") : result;
  };
}

function argsOf({ stack, overrides, path, policyConfig, unknowns, timeout }: Options, directory: string): readonly string[] {
  return [
    ...[stack, "--json", "--cwd", directory, "--timeout", `${timeout}`],
    ...overrides.map((override) => `--config=${override}`),
    ...(path ? ["--path"] : []),
    ...(unknowns ? ["--unknowns"] : []),
    ...(policyConfig === undefined ? [] : ["--policy-pack-config", policyConfig]),
  ];
}

/** Ends the process and removes its files, at the latest when this process exits or is ended. */
function stopAtExit(child: ChildProcess, folder: string): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const stop = (): void => {
    process.off("exit", stop);
    for (const signal of signals) process.off(signal, onSignal);
    end(child);
    remove(folder);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    stop();
    process.kill(process.pid, signal);
  };
  process.on("exit", stop);
  for (const signal of signals) process.on(signal, onSignal);
  return stop;
}

/** Nothing that it writes is needed any more. */
function end(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  if (!HAS_GROUPS) child.kill();
  else if (isGroup(child.pid)) process.kill(-child.pid, "SIGKILL");
}

function isGroup(id: number): boolean {
  try {
    return process.kill(-id, 0);
  } catch {
    return false;
  }
}

/** Processes that were just ended may still create a file. A folder that stays is no reason to fail. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  } catch (error) {
    process.stderr.write(`warning: cannot remove ${folder}: ${(error as Error).message}\n`);
  }
}

function textOf(stream: unknown): () => string {
  const chunks: Buffer[] = [];
  (stream as Readable).on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

function keepAlive(child: ChildProcess, change: "ref" | "unref"): void {
  child[change]();
  for (const stream of child.stdio) if (stream instanceof Socket) stream[change]();
}
