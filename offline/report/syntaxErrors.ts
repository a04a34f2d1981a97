import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** esbuild's messages, as tsx passes them on, with columns from 0: `/shop/index.ts:1:6: ERROR: Expected identifier`. */
const TRANSFORM = /^(.+?):(\d+):(\d+): ERROR: (.+)$/gm;

/** Where V8 found a syntax error: the first line of the stack. */
const PARSE = /^((?:file:|\/|[A-Za-z]:\\).+):(\d+)$/m;

/** A line for each syntax error of a program: file, line and message; undefined for other errors. */
export function syntaxErrors(error: Error, directory: string): string | undefined {
  const lines = Array.from(error.message.matchAll(TRANSFORM), ([, file = "", line, column, message]) => {
    return `error: ${nameOf(file, directory)}:${line}:${Number(column) + 1}: ${message}`;
  });
  if (lines.length > 0) return lines.join("\n");
  if (!(error instanceof SyntaxError)) return undefined;
  const [, file, line] = PARSE.exec(error.stack ?? "") ?? [];
  return file === undefined ? undefined : `error: ${nameOf(file, directory)}:${line}: ${error.message}`;
}

function nameOf(file: string, directory: string): string {
  return relative(directory, file.startsWith("file:") ? fileURLToPath(file) : file);
}
