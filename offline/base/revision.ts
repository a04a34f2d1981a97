import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { InputFault } from "../fault";

/** A revision and where its files are written, outside the repository. */
export interface Revision {
  /** Root folder of the repository. */
  readonly top: string;
  /** Commit of the revision. */
  readonly commit: string;
  /** Folder of the project in the repository. */
  readonly project: string;
  /** Folder to remove when the files are no longer needed. */
  readonly folder: string;
  /** Folder of the repository's files in it. */
  readonly tree: string;
  /** Folder of the project in it. */
  readonly directory: string;
  /** Remarks on what is not as it was in the revision. */
  readonly remarks: readonly string[];
}

/** Files that determine which packages `npm ci` and its like install. */
const MANIFESTS = ["package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"];

/**
 * Finds a revision and creates the folder for its files.
 *
 * @throws InputFault if there is no such revision.
 */
export function findRevision(base: string, directory: string): Revision {
  const project = realpathSync(directory);
  const top = topLevel(base, project);
  const commit = commitOf(base, project);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "preview-base-"));
  const tree = join(folder, "tree");
  const place = relative(top, project);
  return { top, commit, project, folder, tree, directory: join(tree, place), remarks: differingManifests(base, { top, commit, place }) };
}

function topLevel(base: string, directory: string): string {
  try {
    return realpathSync(git(directory, ["rev-parse", "--show-toplevel"]).trim());
  } catch {
    throw new InputFault(`--diff ${base}: there is no file of this name, and ${directory} is in no git repository`);
  }
}

function commitOf(base: string, directory: string): string {
  try {
    return git(directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`]).trim();
  } catch {
    const shallow = git(directory, ["rev-parse", "--is-shallow-repository"]).trim() === "true";
    const hint = shallow ? "; the clone is shallow: fetch the revision first (actions/checkout: fetch-depth: 0)" : "";
    throw new InputFault(`--diff ${base}: expected a git revision, or a file that preview --json has written${hint}`);
  }
}

function differingManifests(base: string, { top, commit, place }: { top: string; commit: string; place: string }): readonly string[] {
  const folders = [...new Set(["", place])];
  const paths = (name: string) => folders.map((folder) => join(folder, name).replaceAll("\\", "/"));
  const all = MANIFESTS.flatMap(paths);
  const [before, now] = [committed(all, top, commit), current(all, top)];
  const differing = MANIFESTS.filter((name) => paths(name).some((path) => before.get(path) !== now.get(path)));
  if (differing.length === 0) return [];
  return [
    `${differing.join(" and ")} ${differing.length === 1 ? "differs" : "differ"} from ${base}, which is previewed with the packages that are installed now`,
  ];
}

/** Object ids of files of a commit, by path. */
function committed(paths: readonly string[], top: string, commit: string): ReadonlyMap<string, string> {
  const entries = git(top, ["ls-tree", "-z", "--full-tree", commit, "--", ...paths]).split("\0");
  return new Map(entries.map((entry) => [entry.split("\t")[1] ?? "", entry.split("\t")[0]?.split(" ")[2] ?? ""]));
}

/** Object ids that files of the working tree would have. */
function current(paths: readonly string[], top: string): ReadonlyMap<string, string> {
  const present = paths.filter((path) => existsSync(join(top, path)));
  const ids =
    present.length === 0
      ? []
      : git(top, ["hash-object", "--", ...present])
          .trim()
          .split("\n");
  return new Map(present.map((path, index) => [path, ids[index] ?? ""]));
}

function git(directory: string, args: readonly string[]): string {
  return execFileSync("git", args, { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
