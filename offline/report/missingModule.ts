import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Package managers by the file in which they record versions. */
const MANAGERS: readonly (readonly [file: string, command: string])[] = [
  ["package-lock.json", "npm install"],
  ["yarn.lock", "yarn install"],
  ["pnpm-lock.yaml", "pnpm install"],
  ["bun.lock", "bun install"],
  ["bun.lockb", "bun install"],
];

const CODES: ReadonlySet<unknown> = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]);
const MISSING = /^Cannot find (?:module|package) '([^']+)'(?: imported from (.+))?/;

/** One line for an import that Node.js cannot resolve, and what to do; undefined for other errors. */
export function missingModule(error: Error, directory: string): string | undefined {
  if (!("code" in error) || !CODES.has(error.code)) return undefined;
  const [, id = "", importer] = MISSING.exec(error.message) ?? [];
  if (id === "") return undefined;
  const from = importerOf(error, importer);
  const by = from === undefined ? "" : ` (imported by ${relative(directory, from)})`;
  if (id.startsWith(".") || isAbsolute(id)) return `error: ${isAbsolute(id) ? relative(directory, id) : id} does not exist${by}`;
  const name = id.split("/", id.startsWith("@") ? 2 : 1).join("/");
  return `package ${name} is not installed${by}; run ${installCommand(directory)} in ${directory}`;
}

/** Node.js lists the files that led to the import: for `require` in a property, for `import` in the message. */
function importerOf(error: Error, importer: string | undefined): string | undefined {
  if (importer !== undefined) return importer.startsWith("file:") ? fileURLToPath(importer) : importer;
  const stack: unknown = "requireStack" in error ? error.requireStack : undefined;
  const first: unknown = Array.isArray(stack) ? stack[0] : undefined;
  return typeof first === "string" ? first : undefined;
}

/** The lock file may be in a folder above: that of the workspace. */
function installCommand(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    const manager = MANAGERS.find(([file]) => existsSync(join(folder, file)));
    if (manager !== undefined) return manager[1];
    if (folder === dirname(folder)) return "npm install";
  }
}
