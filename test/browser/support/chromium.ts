import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Names in what browsers are downloaded as. */
const UNPACKED = ["chrome", "chrome-headless-shell", "headless_shell"];

/** The installed Chromium: that of the variable, on PATH, or in a folder `chromium-…` below `hardened-aks` in the user's cache. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM !== undefined && env.CHROMIUM !== "") return env.CHROMIUM;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...inCache(env)].find(isExecutable);
}

function inCache(env: NodeJS.ProcessEnv): readonly string[] {
  const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "hardened-aks");
  const versions = foldersIn(cache).filter((folder) => /[\\/]chromium-[^\\/]+$/.test(folder));
  // Archives have a folder of their own in them.
  return versions.flatMap((folder) => [folder, ...foldersIn(folder)]).flatMap((folder) => UNPACKED.map((name) => join(folder, name)));
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(folder, entry.name)] : []));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
