import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT, type Program } from "./program";

const repository = join(__dirname, "../..");

/** Packages of the repository that every project has installed, as links. */
const PACKAGES = ["@pulumi/azure-native", "@pulumi/kubernetes", "@pulumi/pulumi", "@pulumi/random", "@types/node", "typescript"] as const;

/** Writes a program as a project of its own into a folder. */
export function writeProject({ files, links = {}, installed = true, commands = {} }: Program, folder: string): void {
  for (const [path, text] of Object.entries({ ...PROJECT, ...files })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(commandsOf(folder));
  for (const [name, script] of Object.entries(commands)) writeFileSync(join(commandsOf(folder), name), script, { mode: 0o755 });
  for (const [path, target] of Object.entries(links)) link(join(folder, path), target);
  const own = (name: string): boolean => [...Object.keys(files), ...Object.keys(links)].some((path) => isWithin(path, name));
  if (installed) for (const name of PACKAGES) if (!own(name)) link(join(folder, "node_modules", name), installedPackage(name));
}

/** The folder that is PATH for the preview of a project, beside it. */
export const commandsOf = (folder: string): string => `${folder}-commands`;

const isWithin = (path: string, name: string): boolean => `${path}/`.startsWith(`node_modules/${name}/`);

const installedPackage = (name: string): string => realpathSync(join(repository, "node_modules", name));

function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}
