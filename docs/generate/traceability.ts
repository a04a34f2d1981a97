import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { controlsOf, DOCUMENTS } from "../../requirements/documents";
import type { Document, Kind, Line } from "../../requirements/documents/line";
import { SOURCES } from "../../requirements/sources";
import { linkTo } from "./areas";
import { table, text } from "./markdown";
import { SUBJECTS, type Subject } from "./subjects";

export const PAGE = join(__dirname, "..", "traceability.md");
export const COMMAND = "npx tsx docs/generate/traceability.ts";

/** What answers a line. */
export interface Answer {
  readonly controls: readonly string[];
  readonly components: readonly string[];
  readonly tests: readonly string[];
  readonly pages: readonly string[];
}

/** Controls are those whose sources name the line, or one that asks for the same; the rest is what the line's subjects list. */
export function answerOf(document: Document, line: Line): Answer {
  const own = line.subjects.split(" ").filter(Boolean).map(subjectOf);
  return {
    controls: controlsOf(document, line),
    components: distinct(own.flatMap(({ components }) => components)),
    tests: distinct(own.flatMap(({ tests }) => tests)),
    pages: distinct(own.flatMap(({ pages }) => pages)),
  };
}

/** Whether only a reason answers a line. */
function isLeftOut(document: Document, line: Line): boolean {
  const { controls, components, pages } = answerOf(document, line);
  return controls.length + components.length + pages.length === 0;
}

/** What is wrong with the data of a document: lines without answer or reason, and names that do not exist. */
export function faultsOf(document: Document, exists: (path: string) => boolean): readonly string[] {
  const numbers = document.lines.map(({ line }) => line);
  const cited = new Set(Object.values(SOURCES).flatMap(({ lines }) => lines[document.name] ?? []));
  const miscounted = (Object.keys(KINDS) as Kind[]).filter((kind) => count(document, kind) !== document.counts[kind]);
  return [
    ...miscounted.map((kind) => `${count(document, kind)} lines of kind ${kind} instead of ${document.counts[kind]}`),
    ...numbers.filter((line, index) => line <= (numbers[index - 1] ?? 0)).map((line) => `${line} is twice or not in order`),
    ...[...cited].filter((line) => !numbers.includes(line)).map((line) => `${line} has a control and no row`),
    ...document.describing.filter((line) => numbers.includes(line)).map((line) => `${line} has a row and is left out`),
    ...document.lines.flatMap((line) => lineFaults(document, line, exists).map((fault) => `${line.line} ${fault}`)),
  ];
}

function lineFaults(document: Document, line: Line, exists: (path: string) => boolean): readonly string[] {
  const { components, tests, pages } = answerOf(document, line);
  const files = [...components, ...tests, ...pages.map((page) => `docs/${page.split("#")[0]}`)];
  return [
    ...(isLeftOut(document, line) && line.note === undefined ? ["has neither an answer nor a reason"] : []),
    ...(components.length > 0 && tests.length === 0 ? ["has components without a test"] : []),
    ...files.filter((file) => !exists(file)).map((file) => `names ${file}, which does not exist`),
    ...line.like.filter((other) => !document.lines.some((row) => row.line === other)).map((other) => `is like ${other}, which has no row`),
  ];
}

function subjectOf(name: string): Subject {
  const subject = SUBJECTS[name];
  if (subject === undefined) throw new Error(`subjects.ts has no ${name}`);
  return subject;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Number of lines of a kind. */
export function count({ lines }: Document, kind: Kind): number {
  return lines.filter((line) => line.kind === kind).length;
}

const INTRODUCTION: readonly string[] = [
  "# Traceability",
  "",
  `<!-- Written by \`${COMMAND}\` from requirements/ and docs/generate/subjects.ts; change them and run it again. -->`,
  "",
  "What answers each line of the four documents that the platform follows: the controls of the policy pack, the components and the tests of",
  "the program, and the pages. The documents are not part of the repository. A line is an entry of a checklist, an item of a list, or a",
  "sentence or setting of an example, if it asks for something; ☐ marks those of a checklist. Every control has cases in `test/policy-pack/cases/`, in addition to the",
  "tests here. Where nothing answers a line, or only a part, the last column says why; where the platform decides otherwise, see",
  "[decisions](decisions.md).",
  "",
];

const KINDS: Readonly<Record<Kind, string>> = { check: "Checklist", item: "Lists", text: "Sentences and examples" };

/** Renders the page: a table of the documents, then one of the lines of each. */
export function renderTraceability(documents: readonly Document[]): string {
  const overview = documents.map((document) => [
    `[${document.title}](#${document.name})`,
    ...(Object.keys(KINDS) as Kind[]).map((kind) => `${count(document, kind)}`),
    `${document.lines.filter((line) => answerOf(document, line).controls.length > 0).length}`,
    `${document.lines.filter((line) => isLeftOut(document, line)).length}`,
  ]);
  const lines = [
    ...INTRODUCTION,
    ...table(["Document", ...Object.values(KINDS), "With a control", "With a reason only"], overview),
    ...documents.flatMap((document) => [
      "",
      `## ${document.name}`,
      "",
      ...table(
        HEAD,
        document.lines.map((line) => row(document, line)),
      ),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

const HEAD = ["Line", "Asks for", "Controls", "Components", "Tests", "Documents and remarks"];

function row(document: Document, line: Line): readonly string[] {
  const { controls, components, tests, pages } = answerOf(document, line);
  const mark = line.kind === "check" ? " ☐" : "";
  const remarks = [pages.map(pageLink).join(", "), line.note ?? ""].filter(Boolean).join(". ");
  return [
    `${line.line}${mark}`,
    text(line.asks),
    controls.map((id) => linkTo(id, "controls/")).join(", "),
    components.map(fileLink).join(", "),
    tests.map(fileLink).join(", "),
    remarks,
  ];
}

function fileLink(path: string): string {
  return `[${basename(path).replace(/(\.spec)?\.ts$/, "")}](${path.startsWith("docs/") ? path.slice("docs/".length) : `../${path}`})`;
}

/** A page by its name, with the words of the heading. */
function pageLink(page: string): string {
  const [file = "", heading] = page.split("#");
  const words = [basename(file, ".md"), ...(heading === undefined ? [] : [heading])].map((name) => name.replaceAll("-", " "));
  return `[${words.join(": ")}](${page})`;
}

if (require.main === module) writeFileSync(PAGE, renderTraceability(DOCUMENTS));
