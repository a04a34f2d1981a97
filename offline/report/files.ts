import { writeFileSync } from "node:fs";
import { InputFault } from "../fault";
import { renderFailure, renderMarkdown } from "./markdown";
import type { Report } from "./model";

/** Absolute paths of the reports that options ask for. */
export interface ReportFiles {
  readonly markdown: string | undefined;
}

/** The formats of a report by option: what is written after an evaluation, and after a preview that failed. */
const FORMATS = {
  markdown: { report: renderMarkdown, failure: renderFailure },
} as const;

export function writeReports(files: ReportFiles, report: Report): void {
  for (const [option, file, { report: render }] of wanted(files)) write(option, file, render(report));
}

/** Writes that the preview failed, so that no report of a former one is taken for this one's. */
export function writeFailures(files: ReportFiles, stack: string, error: string): void {
  for (const [option, file, { failure }] of wanted(files)) write(option, file, failure(stack, error));
}

function wanted(files: ReportFiles) {
  return (Object.keys(FORMATS) as (keyof ReportFiles)[]).flatMap((option) => {
    const file = files[option];
    return file === undefined ? [] : [[option, file, FORMATS[option]] as const];
  });
}

function write(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new InputFault(`--${option} ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
