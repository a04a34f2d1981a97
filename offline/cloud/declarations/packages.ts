import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Folder of the npm package with the SDK of a Pulumi package, `azure-native`; undefined if it is not installed. */
export type FindPackage = (pkg: string) => string | undefined;

/** Looks packages up as Node.js does, from each of the folders in turn: the project's packages before others. */
export function packagesFrom(folders: readonly string[]): FindPackage {
  const found = new Map<string, string | undefined>();
  return (pkg) => {
    if (!found.has(pkg)) found.set(pkg, find(pkg, folders));
    return found.get(pkg);
  };
}

function find(pkg: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const installed = resolve(folder, `@pulumi/${pkg}`) ?? ofOtherName(pkg, folder);
    if (installed !== undefined) return installed;
  }
  return undefined;
}

function resolve(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (at === dirname(at)) return undefined;
  }
}

/** A package of another publisher: the dependency whose manifest names the Pulumi package (`pulumi.name`, set by Pulumi's code generator). */
function ofOtherName(pkg: string, folder: string): string | undefined {
  const { dependencies, devDependencies } = manifest(folder);
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const candidate = resolve(folder, name);
    if (candidate !== undefined && manifest(candidate).pulumi?.name === pkg) return candidate;
  }
  return undefined;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly pulumi?: { readonly name?: string };
}

function manifest(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return {};
  }
}
