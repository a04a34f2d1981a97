import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, read } from "../support/sources";

/** A command of a document, with the lines that the document shows as its output. */
export interface Command {
  readonly text: string;
  readonly output: readonly string[];
}

/** A fenced block of shell commands. */
export interface ShellBlock {
  readonly file: string;
  /** Number of the line with the opening fence. */
  readonly line: number;
  /** Why the block is not run: the text of the mark directly before it. */
  readonly notRun: string | undefined;
  readonly commands: readonly Command[];
}

const MARK = /^\s*<!-- not run here: (.+) -->$/;
const FENCE = /^( *)```(.*)$/;
const PROMPT = /^\$ /;

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder)).flatMap((name) => (name.endsWith(".md") ? [join(folder, name)] : []));

export const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "policy-pack/README.md", ...markdownIn("docs")];

const isShell = (language: string, body: readonly string[]): boolean =>
  ["sh", "bash", "shell", "console"].includes(language) || (language === "" && body.some((line) => PROMPT.test(line)));

/** A session: each line with a prompt is a command, what follows is its output. */
function session(body: readonly string[]): readonly Command[] {
  const starts = body.flatMap((line, index) => (PROMPT.test(line) ? [index] : []));
  return starts.map((start, index) => ({
    text: (body[start] ?? "").replace(PROMPT, ""),
    output: body.slice(start + 1, starts[index + 1]),
  }));
}

/** A script: one command per line or between `&&`, without comments. */
function script(body: readonly string[]): readonly Command[] {
  const lines = body
    .join("\n")
    .replace(/\\\n\s*/g, "")
    .split("\n");
  const texts = lines.flatMap((line) => line.replace(/(^|\s+)#\s.*$/, "").split(" && "));
  return texts.map((text) => text.trim()).flatMap((text) => (text === "" ? [] : [{ text, output: [] }]));
}

/** The blocks of shell commands of a document. */
export function shellBlocks(file: string, text = read(file)): readonly ShellBlock[] {
  const lines = text.split("\n");
  const fences = lines.flatMap((line, index) => (FENCE.test(line) ? [index] : []));
  return fences.flatMap((open, index) => {
    if (index % 2 === 1) return [];
    const [, indent = "", language = ""] = FENCE.exec(lines[open] ?? "") ?? [];
    const body = lines.slice(open + 1, fences[index + 1]).map((line) => line.slice(indent.length));
    if (!isShell(language, body)) return [];
    const [, notRun] = MARK.exec(lines[open - 1] ?? "") ?? [];
    const commands = body.some((line) => PROMPT.test(line)) ? session(body) : script(body);
    return [{ file, line: open + 1, notRun, commands }];
  });
}

/** Number of marks in a document, to find those that are not before a block. */
export const markCount = (text: string): number => text.split("\n").filter((line) => /^\s*<!-- *not run/.test(line)).length;

/** `npm` and `npx` commands within sentences and tables, in the document's order. */
export function inlineCommands(file: string): readonly string[] {
  const text = read(file).replace(/^ *```.*?^ *```$/gms, "");
  return Array.from(text.matchAll(/`((?:[A-Z_]+=\S+ )?np[mx] [^`]+)`/g), ([, command = ""]) => command.replace(/\s+/g, " "));
}
