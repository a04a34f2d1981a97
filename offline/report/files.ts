import { writeFileSync } from "node:fs";
import { InputFault } from "../fault";
import { renderJunit, renderJunitFailure } from "./junit";
import { renderFailure, renderMarkdown } from "./markdown";
import type { Report } from "./model";
import { renderSarif, renderSarifFailure } from "./sarif";

/** Absolute paths of the reports that options ask for. */
export interface ReportFiles {
  readonly markdown: string | undefined;
  readonly sarif: string | undefined;
  readonly junit: string | undefined;
}

/** The formats of a report by option: what is written after an evaluation, and after a preview that failed. */
const FORMATS = {
  markdown: { report: renderMarkdown, failure: renderFailure },
  junit: { report: renderJunit, failure: renderJunitFailure },
  sarif: { report: renderSarif, failure: renderSarifFailure },
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
