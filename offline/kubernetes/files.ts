import { readdirSync, readFileSync, statSync } from "node:fs";

const URL_SCHEME = /^[A-Za-z][A-Za-z\d+.-]*:/;
const WINDOWS_DRIVE = /^[A-Za-z]:[\\/]/;
/** A character of a pattern that is not escaped (pulumi/pulumi-kubernetes, provider/pkg/provider/yaml/v2/yaml.go). */
const PATTERN = /(?:^|[^\\])[*?[]/;

/** Whether a reference is an address, which is not read offline. */
export function isUrl(reference: string): boolean {
  return URL_SCHEME.test(reference) && !WINDOWS_DRIVE.test(reference);
}

/** The text of a manifest. @throws Error if it cannot be read */
export function readManifest(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`reading YAML file from disk: ${error instanceof Error ? error.message : error}`);
  }
}

/** The files that a reference names, sorted: itself, or those that match it if it is a pattern. */
export function expandFiles(reference: string): readonly string[] {
  return PATTERN.test(reference) ? glob(reference).sort() : [reference];
}

/** Go's `filepath.Glob`: a `*` does not match `/`, and there is no `**`. */
function glob(pattern: string): string[] {
  const [root = ""] = /^(?:[A-Za-z]:)?\/*/.exec(pattern) ?? [];
  const segments = pattern.slice(root.length).split(/\/+/);
  return segments.reduce<string[]>(
    (folders, segment, index) => {
      const paths = folders.flatMap((folder) => matching(folder, segment));
      return index === segments.length - 1 ? paths : paths.filter(isFolder).map((path) => `${path}/`);
    },
    [root],
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function matching(folder: string, segment: string): string[] {
  if (!PATTERN.test(segment)) {
    const path = `${folder}${segment.replace(/\\(.)/g, "$1")}`;
    return statSync(path, { throwIfNoEntry: false }) === undefined ? [] : [path];
  }
  const expression = segmentExpression(segment);
  return entries(folder)
    .filter((name) => expression.test(name))
    .map((name) => `${folder}${name}`);
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder === "" ? "." : folder);
  } catch {
    return [];
  }
}

function segmentExpression(segment: string): RegExp {
  const source = segment.replace(/\\(.)|\[(\^?)([^\]]*)\]|([*?])|([.+^${}()|[\]])/g, (_, escaped, negated, set, wildcard, special) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (set !== undefined) return `[${negated}${set.replace(/[\\\]]/g, "\\$&")}]`;
    if (wildcard !== undefined) return wildcard === "*" ? ".*" : ".";
    return `\\${special}`;
  });
  return new RegExp(`^${source}$`, "s");
}
