import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(__dirname, "../..");
const PACK = join(ROOT, "policy-pack");

/** Compiles the pack and lists what would be published. */
export function packedFiles(): string[] {
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", PACK], { cwd: ROOT });
  const json = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: PACK, stdio: ["ignore", "pipe", "ignore"] });
  const listing: { files: { path: string }[] }[] = JSON.parse(json.toString());
  return (listing[0]?.files ?? []).map(({ path }) => path).sort();
}

/** The expected files in `bin/`: one for each source. */
export function compiledSources(): string[] {
  const sources = readdirSync(PACK, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(index|(rules|policies|sdk)\/.+)\.ts$/.test(file),
  );
  return sources.map((file) => join("bin", file.replace(/\.ts$/, ".js"))).sort();
}

/** Copies these files to an empty folder, as an installation would, with links to the dependencies that the package declares, and no others. */
export function install(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "policy-pack-"));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PACK, file), join(folder, file));
  }
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), link, "dir");
  }
  return folder;
}

export interface RunningPack {
  /** First line of standard output: the port, by the engine's protocol. */
  firstLine: string;
  stderr: () => string;
  stop: () => void;
}

/** Starts a pack as the engine's language host does. */
export async function start(folder: string, environment: Record<string, string>): Promise<RunningPack> {
  const runner = join(ROOT, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", folder], { cwd: folder, env: { PATH: process.env.PATH, ...environment } });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const firstLine = await firstLineOf(child, () => stderr);
  return { firstLine, stderr: () => stderr, stop: () => child.kill() };
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function firstLineOf(child: ChildProcess, stderr: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout !== null) createInterface(child.stdout).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the pack exited with code ${code}: ${stderr()}`)));
  });
}
