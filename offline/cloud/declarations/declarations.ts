import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FindPackage } from "./packages";
import { PackageTypes, type TypeEntries } from "./packageTypes";

interface CacheFile {
  readonly stamp: string;
  readonly entries: TypeEntries;
}

interface Loaded {
  readonly types: PackageTypes;
  readonly stamp: string;
  readonly file: string | undefined;
}

/**
 * The types that the installed packages declare. What was read is kept in one small file for each package and version: to search the
 * declarations of azure-native takes 20 milliseconds, to read what a program uses of them takes one.
 */
export class Declarations {
  private readonly loaded = new Map<string, Loaded | undefined>();

  constructor(
    private readonly find: FindPackage,
    /** @default none: nothing is kept */
    private readonly cacheFolder?: string,
  ) {}

  /** Types of a Pulumi package, `azure-native`; undefined if its SDK is not installed. */
  of(pkg: string): PackageTypes | undefined {
    if (!this.loaded.has(pkg)) this.loaded.set(pkg, this.load(pkg));
    return this.loaded.get(pkg)?.types;
  }

  /** Keeps what was read for the next run. */
  save(): void {
    for (const { types, stamp, file } of Array.from(this.loaded.values()).flatMap((one) => one ?? [])) {
      if (!types.changed || file === undefined) continue;
      const part = `${file}.${process.pid}`;
      try {
        mkdirSync(join(file, ".."), { recursive: true });
        writeFileSync(part, JSON.stringify({ stamp, entries: types.entries } satisfies CacheFile));
        renameSync(part, file);
      } catch {
        // A cache in a folder that is read-only is not kept.
      }
    }
  }

  private load(pkg: string): Loaded | undefined {
    const folder = /^[\w.-]+$/.test(pkg) ? this.find(pkg) : undefined;
    if (folder === undefined) return undefined;
    const manifest = join(folder, "package.json");
    const { mtimeMs, size } = statSync(manifest);
    const stamp = `${folder} ${mtimeMs} ${size}`;
    const file = this.cacheFolder === undefined ? undefined : join(this.cacheFolder, `${pkg}.json`);
    const kept = file === undefined ? undefined : readCache(file);
    return { types: new PackageTypes(folder, kept?.stamp === stamp ? kept.entries : {}), stamp, file };
  }
}

function readCache(file: string): CacheFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
