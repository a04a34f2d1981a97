import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputFault } from "../fault";
import { missingModule } from "./missingModule";
import { syntaxErrors } from "./syntaxErrors";

/** A position in a source file, line and column from 1. */
interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ErrorReport {
  /** Errors of a program, in the order in which they occurred. */
  readonly errors: readonly unknown[];
  /** Folder of the project, to which file names are relative. */
  readonly directory: string;
  /** Folder of the preview's sources, whose stack frames are left out. */
  readonly root: string;
  /** Whether simulated values may be the cause of an error: then `--unknowns` is suggested. */
  readonly mayHelp: boolean;
}

const FRAME = /\(?((?:\/|[A-Za-z]:\\|file:\/\/)[^()\n]+?):(\d+):(\d+)\)?$/;

const SUGGESTION = "If a simulated value is the cause: --unknowns leaves computed values unknown.\n";

/**
 * Errors of a program, each once: the message, and the first stack frame in the program's own sources. An error that the program
 * throws for its user (`RunError`, wrong configuration) is its message alone.
 */
export function renderErrors(report: ErrorReport): string {
  const texts = new Set(report.errors.map((error) => describe(error, report)));
  const suggestion = report.mayHelp && report.errors.some(isOfProgram) ? SUGGESTION : "";
  return Array.from(texts, (text) => `${text}\n`).join("") + suggestion;
}

function describe(error: unknown, report: ErrorReport): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  const known = missingModule(error, report.directory) ?? syntaxErrors(error, report.directory);
  if (known !== undefined) return known;
  if (isForUser(error)) return error.message;
  const location = programFrame(error.stack ?? "", report.root);
  const frame = location === undefined ? "" : `\n    at ${relative(report.directory, location.file)}:${location.line}:${location.column}`;
  return `error: ${error.message}${frame}`;
}

/** Whether the message alone is enough. */
function isForUser(error: Error): boolean {
  return error instanceof InputFault || "__pulumiRunError" in error || "__pulumResourceError" in error;
}

/** Whether the program failed with values of its own, and not with what it declares or imports. */
function isOfProgram(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  return !isForUser(error) && missingModule(error, "") === undefined && !/Duplicate resource URN /.test(error.message);
}

function programFrame(stack: string, root: string): Location | undefined {
  // Node.js' own frames: `node:internal/process/task_queues`.
  for (const line of stack.split("\n").filter((text) => !text.includes("node:"))) {
    const [, file = "", row, column] = FRAME.exec(line.trim()) ?? [];
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    const location = path === "" ? undefined : originalLocation({ file: path, line: Number(row), column: Number(column) });
    if (location !== undefined && isProgramSource(location.file, root)) return location;
  }
  return undefined;
}

/** Whether the file is neither in a package nor part of the preview. */
function isProgramSource(file: string, root: string): boolean {
  const ofPreview = ["offline", ".build"].some((folder) => !relative(join(root, folder), file).startsWith(".."));
  return !ofPreview && !/[\\/]node_modules[\\/]/.test(file);
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
