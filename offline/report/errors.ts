import { relative } from "node:path";
import { InputFault } from "../fault";
import { programFrame } from "./locations";
import { missingModule } from "./missingModule";
import { syntaxErrors } from "./syntaxErrors";

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
