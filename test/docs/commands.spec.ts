import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explain } from "../../docs/generate/explain";
import { HELP, parseOptions } from "../../offline/cli";
import { ROOT, read } from "../support/sources";
import { type Command, DOCUMENTS, inlineCommands, markCount, type ShellBlock, shellBlocks } from "./shellBlocks";

/** Commands that this test runs: they take seconds and need nothing but this repository. */
const CHEAP = /^(npm run (--silent )?(preview|explain) |npm run preview$|cat )/;

/** Commands that something else runs: a file, and the text in it that does. */
const RUN_BY: Readonly<Record<string, readonly [file: string, text: string]>> = {
  "npm ci": [".github/workflows/preview.yml", "npm ci"],
  "npm test": [".ci/run", "step npm test"],
  "npm run build:pack": [".ci/test-engine.sh", "npm run --silent build:pack"],
  "npx mocha test/components/azure/data/keyVault.spec.ts": ["test/components/azure/data/keyVault.spec.ts", "describe("],
  "pulumi preview --policy-pack /path/to/hardened-aks/policy-pack": ["test/engine/support/programPreview.ts", '"--policy-pack", PACK'],
};

/** What changes only the folder for the next command. */
const isBuiltin = (text: string): boolean => text.startsWith("cd ");

const BLOCKS = DOCUMENTS.flatMap((file) => shellBlocks(file));
const RUN = BLOCKS.filter(({ notRun }) => notRun === undefined);
const place = ({ file, line }: ShellBlock): string => `${file}:${line}`;

/** A folder that looks like the repository, so that what commands write is not in it. */
function workspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "commands-"));
  for (const name of readdirSync(ROOT)) symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

/** Whether a line is the shown one. `…` stands for any text. */
function isShown(shown: string, line: string): boolean {
  const [start = "", ...rest] = shown.split("…");
  const end = rest.pop();
  return end === undefined ? line === shown : rest.length === 0 && line.startsWith(start) && line.endsWith(end);
}

/** The shown lines that the output does not have, or not in this order. A line that is only `…` stands for any lines. */
function missingLines(shown: readonly string[], output: string): readonly string[] {
  const lines = output.split("\n");
  let next = 0;
  return shown.filter((line) => {
    if (/^[\s│├└─]*…?$/.test(line)) return false;
    const found = lines.findIndex((candidate, index) => index >= next && isShown(line, candidate));
    next = found === -1 ? next : found + 1;
    return found === -1;
  });
}

/** Runs a command, once for all documents that show it, and compares its output with what the document shows. */
function runner(folder: () => string) {
  const results = new Map<string, { readonly status: number | null; readonly output: string }>();
  return ({ text, output: shown }: Command): void => {
    let result = results.get(text);
    if (result === undefined) {
      const { status, stdout, stderr } = spawnSync("sh", ["-c", text], { cwd: folder(), encoding: "utf8", maxBuffer: 1 << 26 });
      result = { status, output: stdout + stderr };
      results.set(text, result);
    }
    // A preview with mandatory findings exits with 1, one that fails with 2: only a document that shows the failure may have it.
    assert.ok(result.status === 0 || result.status === 1 || shown.length > 0, `${text}\n${result.output}`);
    const missing = missingLines(shown, result.output);
    assert.ok(missing.length === 0, `${text} does not print, or not in this order:\n${missing.join("\n")}`);
  };
}

const { scripts: SCRIPTS }: { scripts: Readonly<Record<string, string>> } = JSON.parse(read("package.json"));

/** Checks the words of a command that is not run. */
function assertNamesExist(command: string): void {
  for (const [, script = "", args = ""] of command.matchAll(/npm run (?:--silent )?(\S+)(?: -- (.*))?/g)) {
    assert.ok(SCRIPTS[script], `no script ${script}`);
    const words = args.split(" ").filter((word) => word !== "");
    if (script === "preview" && !args.includes("[")) parseOptions(words);
    if (script === "explain") explain(words);
  }
  for (const [path] of command.matchAll(/\b(test|docs)\/[\w./]+\.ts\b/g)) assert.ok(existsSync(join(ROOT, path)), path);
}

describe("Shell commands in documents", function () {
  this.timeout(300_000);
  let folder = "";
  before(() => {
    folder = workspace();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const run = runner(() => folder);

  it("are run here, by a file that is named here, or marked as not run with a reason", () => {
    assert.ok(BLOCKS.length > 35 && RUN.length > 5, `${BLOCKS.length} blocks, ${RUN.length} without mark`);
    const unknown = RUN.flatMap((block) =>
      block.commands
        .filter(({ text }) => !CHEAP.test(text) && !isBuiltin(text) && RUN_BY[text] === undefined)
        .map(({ text }) => `${place(block)}: ${text}`),
    );
    assert.deepEqual(
      unknown,
      [],
      "run the command here, name in RUN_BY what runs it, or put <!-- not run here: REASON --> before the block",
    );
  });

  it("are run by the files that are named", () => {
    for (const [command, [file, text]] of Object.entries(RUN_BY)) {
      assert.ok(read(file).includes(text), `${file} does not run ${command}`);
      assert.ok(
        RUN.some(({ commands }) => commands.some((shown) => shown.text === command)),
        `no document has ${command}`,
      );
    }
  });

  it("are marked directly before the block, with a reason, and with tests that exist", () => {
    for (const file of DOCUMENTS) {
      const marked = BLOCKS.filter((block) => block.file === file && block.notRun !== undefined);
      assert.equal(markCount(read(file)), marked.length, `${file}: a mark is not directly before a block of commands`);
    }
    for (const block of BLOCKS.filter(({ notRun }) => notRun !== undefined)) {
      const reason = block.notRun ?? "";
      assert.match(reason, /^needs \w+/, place(block));
      for (const [path] of reason.matchAll(/\btest\/[\w./]+\.ts\b/g)) assert.ok(existsSync(join(ROOT, path)), `${place(block)}: ${path}`);
    }
  });

  for (const block of RUN.filter(({ commands }) => commands.some(({ text }) => CHEAP.test(text)))) {
    it(`work, and print what is shown: ${place(block)}`, () => {
      for (const command of block.commands) if (CHEAP.test(command.text)) run(command);
    });
  }

  it("within sentences name scripts, options, controls and files that exist", () => {
    const commands = DOCUMENTS.flatMap((file) => inlineCommands(file).map((text) => ({ file, text })));
    assert.ok(commands.length > 20, `${commands.length} commands found`);
    for (const { file, text } of commands) assert.doesNotThrow(() => assertNamesExist(text), `${file}: ${text}`);
  });
});

describe("docs/offline-preview.md", () => {
  it("describes every option of --help, and no other", () => {
    const [, ...usage] = HELP.split("Usage:");
    const inHelp = Array.from(usage.join().matchAll(/^ +(?:-(\w), +)?--([a-z-]+)/gm), ([, short, long]) => [`--${long}`, `-${short}`]);
    const [, cells = ""] = /\| Option \|.*\n\|.*\n((?:\| .*\n)+)/.exec(read("docs/offline-preview.md")) ?? [];
    const inTable = cells
      .split("\n")
      .flatMap((row) => Array.from((row.split(" | ")[0] ?? "").matchAll(/`(-{1,2}[A-Za-z-]+)/g), ([, option = ""]) => option));
    const described = inHelp.filter((names) => names.some((name) => inTable.includes(name)));
    assert.deepEqual(inHelp.filter((names) => !described.includes(names)).flat(), ["--help", "-h"]);
    assert.deepEqual(
      inTable.filter((option) => !inHelp.some((names) => names.includes(option))),
      [],
    );
  });
});

describe("CONTRIBUTING.md", () => {
  it("says in a line what each script of package.json does", () => {
    const rows = Array.from(
      read("CONTRIBUTING.md").matchAll(/^\| `npm (?:run )?([\w:]+)(?: -- [^`]+)?` \| \S.+ \|$/gm),
      ([, script = ""]) => script,
    );
    assert.deepEqual(rows, Object.keys(SCRIPTS));
  });
});
