import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";

/** A place in a source file. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAME = /\(?((?:\/|[A-Za-z]:\\|file:\/\/)[^()\n]+?):(\d+):(\d+)\)?$/;

/**
 * Errors of a program, each once: the message, and the first line of the program's own sources that led there. What the program
 * raised for its user (`RunError`, wrong configuration) is its message alone.
 */
export function renderErrors(errors: readonly unknown[], directory: string): string {
  const texts = new Set(errors.map((error) => describe(error, directory)));
  return Array.from(texts, (text) => `${text}\n`).join("");
}

/** Whether the error is more than a message to the user, so that its place in the program matters. */
export function needsStackTrace(error: unknown): error is Error {
  return error instanceof Error && !("__pulumiRunError" in error) && !("__pulumResourceError" in error);
}

function describe(error: unknown, directory: string): string {
  if (!needsStackTrace(error)) return error instanceof Error ? error.message : `error: ${String(error)}`;
  const place = ownFrame(error.stack ?? "", directory);
  const where = place === undefined ? "" : `\n    at ${relative(directory, place.file)}:${place.line}:${place.column}`;
  return `error: ${error.message}${where}`;
}

function ownFrame(stack: string, directory: string): Place | undefined {
  for (const line of stack.split("\n")) {
    const [, file = "", row, column] = FRAME.exec(line.trim()) ?? [];
    const place = file === "" ? undefined : original({ file, line: Number(row), column: Number(column) });
    if (place !== undefined && isOwn(relative(directory, place.file))) return place;
  }
  return undefined;
}

/** Neither a package, nor the preview itself, nor outside the program's folder. */
function isOwn(path: string): boolean {
  return !/(^|[\\/])(\.\.|node_modules|offline|\.build)[\\/]/.test(path);
}

const maps = new Map<string, SourceMap | undefined>();

/** Where the compiled line came from, if the compiler left a map beside it. */
function original(place: Place): Place {
  if (!maps.has(place.file)) maps.set(place.file, mapOf(place.file));
  const entry = maps.get(place.file)?.findEntry(place.line - 1, place.column - 1);
  if (entry === undefined || !("originalSource" in entry)) return place;
  return { file: resolve(dirname(place.file), entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function mapOf(file: string): SourceMap | undefined {
  const map = `${file}.map`;
  return existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, "utf8"))) : undefined;
}
