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
  readonly html: string | undefined;
}

/** Evaluated for this format only: the others need none of its modules. */
const page = (): typeof import("./html/page") => require("./html/page");

/** `root` is the folder of the preview's sources. */
interface Format {
  readonly report: (report: Report, root: string) => string;
  readonly failure: (stack: string, error: string, root: string) => string;
}

/** The formats of a report by option: what is written after an evaluation, and after a preview that failed. */
const FORMATS: Readonly<Record<keyof ReportFiles, Format>> = {
  markdown: { report: renderMarkdown, failure: renderFailure },
  junit: { report: renderJunit, failure: renderJunitFailure },
  sarif: { report: renderSarif, failure: renderSarifFailure },
  html: {
    report: (report, root) => page().renderHtml(report, root),
    failure: (stack, error, root) => page().renderHtmlFailure(stack, error, root),
  },
};

export function writeReports(files: ReportFiles, report: Report, root: string): void {
  for (const [option, file, { report: render }] of wanted(files)) write(option, file, render(report, root));
}

/** Writes that the preview failed, so that no report of a former one is taken for this one's. */
export function writeFailures(files: ReportFiles, stack: string, error: string, root: string): void {
  for (const [option, file, { failure }] of wanted(files)) write(option, file, failure(stack, error, root));
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
