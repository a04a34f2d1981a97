import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A position in a source file, line and column from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAME = /\(?((?:\/|[A-Za-z]:\\|file:\/\/)[^()\n]+?):(\d+):(\d+)\)?$/;

/** The first frame of a stack trace in the program's own sources. */
export function programFrame(stack: string, root: string): Location | undefined {
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
