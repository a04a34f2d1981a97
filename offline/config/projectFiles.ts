import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { parse } from "yaml";
import { InputFault } from "../fault";
import { isRecord, type Properties } from "../wire";

/** Extensions of a project file, in the order in which the CLI looks for them (`Exts` in sdk/go/common/encoding/marshal.go). */
const EXTENSIONS = [".json", ".yaml", ".yml"];

/** The project file, and where the stack files are. */
export interface ProjectFiles {
  /** Name of the project file: `Pulumi.yaml`. */
  readonly file: string;
  readonly content: Properties;
  /** Name of the project. */
  readonly project: string;
  /** Folder of the stack files. */
  readonly stackFolder: string;
}

/** Reads the project file of a folder. */
export function readProject(directory: string): ProjectFiles {
  const file = EXTENSIONS.map((extension) => `Pulumi${extension}`).find((name) => isFile(join(directory, name)));
  if (file === undefined) throw new InputFault(`Pulumi.yaml does not exist in ${directory}`);
  const content = readSettings(join(directory, file), file);
  const project = content.name;
  if (typeof project !== "string" || project === "") throw new InputFault(`${file}: name is not set`);
  return { file, content, project, stackFolder: join(directory, stackConfigDir(content, file)) };
}

/** `stackConfigDir`, which was `config` in older projects (`RewriteConfigPathIntoStackConfigDir` in sdk/go/common/workspace/project.go). */
function stackConfigDir({ config, stackConfigDir: folder }: Properties, file: string): string {
  if (typeof config !== "string") return typeof folder === "string" ? folder : "";
  if (folder === undefined) return config;
  throw new InputFault(
    `${file}: Should not use both config and stackConfigDir to define the stack directory. Use only stackConfigDir instead.`,
  );
}

/** A stack's file. */
export interface StackFile {
  /** Name of the file, which may not exist. */
  readonly file: string;
  /** Empty if the file does not exist, as in the CLI: a new stack has no configuration. */
  readonly content: Properties;
  /** Says which stacks have a file if this one has none: its name may be misspelt. */
  readonly warnings: readonly string[];
}

/** Reads `Pulumi.<stack>.<ext>`, with the extension of the project file (`ProjectStackPath` in sdk/go/common/workspace/paths.go). */
export function readStackFile({ file: projectFile, stackFolder }: ProjectFiles, stack: string): StackFile {
  const extension = extname(projectFile);
  const file = `Pulumi.${stack}${extension}`;
  if (isFile(join(stackFolder, file))) return { file, content: readSettings(join(stackFolder, file), file), warnings: [] };
  return { file, content: {}, warnings: missingFile(file, stackFolder, projectFile) };
}

function missingFile(file: string, folder: string, projectFile: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const extension = extname(projectFile);
  const stacks = names.flatMap((name) => /^Pulumi\.(.+)\.(?:json|yaml|yml)$/.exec(name)?.[1] ?? []).filter(isUnique);
  const base = file.slice(0, -extension.length);
  const ignored = names.filter((name) => EXTENSIONS.some((other) => name === base + other));
  const because = ignored.map((name) => `; ${name} is not read: a stack file has the extension of ${projectFile}`).join("");
  if (stacks.length === 0) return [];
  return [`${file} does not exist, so the stack has no configuration of its own${because}. Stacks with a file: ${stacks.join(", ")}`];
}

function isUnique(value: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(value) === index;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Reads YAML, or JSON, which is a subset of it. Without a byte order mark, as the CLI (`readFileStripUTF8BOM`). */
function readSettings(path: string, name: string): Properties {
  try {
    const content: unknown = parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
    if (content === null || content === undefined) return {};
    if (isRecord(content)) return requireNoCycle(content);
  } catch (error) {
    throw new InputFault(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  throw new InputFault(`${name}: expected a map of settings`);
}

/** @throws Error if a YAML alias refers to a node that contains it */
function requireNoCycle(content: Properties): Properties {
  try {
    JSON.stringify(content);
  } catch {
    throw new Error("an alias refers to a node that contains it");
  }
  return content;
}
