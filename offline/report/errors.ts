import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";

/** A position in a source file, line and column from 1. */
interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAME = /\(?((?:\/|[A-Za-z]:\\|file:\/\/)[^()\n]+?):(\d+):(\d+)\)?$/;

/**
 * Errors of a program, each once: the message, and the first stack frame in the program's own sources. An error that the program
 * throws for its user (`RunError`, wrong configuration) is its message alone.
 */
export function renderErrors(errors: readonly unknown[], directory: string): string {
  const texts = new Set(errors.map((error) => describe(error, directory)));
  return Array.from(texts, (text) => `${text}\n`).join("");
}

/** False for an error that the program throws for its user: the message is enough. */
export function needsStackTrace(error: unknown): error is Error {
  return error instanceof Error && !("__pulumiRunError" in error) && !("__pulumResourceError" in error);
}

function describe(error: unknown, directory: string): string {
  if (!needsStackTrace(error)) return error instanceof Error ? error.message : `error: ${String(error)}`;
  const location = programFrame(error.stack ?? "", directory);
  const frame = location === undefined ? "" : `\n    at ${relative(directory, location.file)}:${location.line}:${location.column}`;
  return `error: ${error.message}${frame}`;
}

function programFrame(stack: string, directory: string): Location | undefined {
  for (const line of stack.split("\n")) {
    const [, file = "", row, column] = FRAME.exec(line.trim()) ?? [];
    const location = file === "" ? undefined : originalLocation({ file, line: Number(row), column: Number(column) });
    if (location !== undefined && isProgramSource(relative(directory, location.file))) return location;
  }
  return undefined;
}

/** Whether the file is inside the program's folder and neither a package nor part of the preview. */
function isProgramSource(path: string): boolean {
  return !/(^|[\\/])(\.\.|node_modules|offline|\.build)[\\/]/.test(path);
}

const maps = new Map<string, SourceMap | undefined>();

/** The location in the TypeScript source, if the compiled file has a source map. */
function originalLocation(location: Location): Location {
  if (!maps.has(location.file)) maps.set(location.file, mapOf(location.file));
  const entry = maps.get(location.file)?.findEntry(location.line - 1, location.column - 1);
  if (entry === undefined || !("originalSource" in entry)) return location;
  return { file: resolve(dirname(location.file), entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function mapOf(file: string): SourceMap | undefined {
  const map = `${file}.map`;
  return existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, "utf8"))) : undefined;
}
