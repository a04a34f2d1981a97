import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { InputFault } from "../fault";

/** A revision's files, outside the repository. */
export interface CheckedOut {
  /** Folder to remove when the files are no longer needed. */
  readonly folder: string;
  /** Folder of the project in it. */
  readonly directory: string;
  /** Commit of the revision. */
  readonly commit: string;
  /** Remarks on what is not as it was in the revision. */
  readonly remarks: readonly string[];
}

/** Files that determine which packages `npm ci` and its like install. */
const MANIFESTS = ["package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"];

/**
 * Writes the files of a revision to a temporary folder. Nothing is written into the repository: the index is a temporary file as well.
 * Not `git archive`, which leaves out and rewrites files by their attributes.
 */
export function checkOut(base: string, project: string): CheckedOut {
  const directory = realpathSync(project);
  const top = topLevel(base, directory);
  const commit = commitOf(base, directory);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "preview-base-"));
  const tree = join(folder, "tree");
  mkdirSync(tree);
  const env = { ...process.env, GIT_INDEX_FILE: join(folder, "index") };
  git(top, ["read-tree", commit], env);
  // Files in Git LFS remain pointers: fetching them needs network and credentials.
  const lfs = ["-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"];
  git(top, [...lfs, "checkout-index", "--all", `--prefix=${tree}/`], env);
  linkPackages(directory, top, tree);
  const place = relative(top, directory);
  return { folder, directory: join(tree, place), commit, remarks: differingManifests(base, top, tree, place) };
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

/** The revision uses the packages that are installed for the project. */
function linkPackages(directory: string, top: string, tree: string): void {
  for (let folder = directory; ; folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    const inside = !relative(top, folder).startsWith("..");
    const place = join(tree, inside ? relative(top, folder) : "");
    const link = join(place, "node_modules");
    if (existsSync(packages) && existsSync(place) && !existsSync(link)) symlinkSync(packages, link, "junction");
    if (folder === dirname(folder)) return;
  }
}

function differingManifests(base: string, top: string, tree: string, place: string): readonly string[] {
  const content = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  const differing = MANIFESTS.filter((name) =>
    [...new Set(["", place])].some((folder) => content(join(top, folder, name)) !== content(join(tree, folder, name))),
  );
  if (differing.length === 0) return [];
  return [
    `${differing.join(" and ")} ${differing.length === 1 ? "differs" : "differ"} from ${base}, which is previewed with the packages that are installed now`,
  ];
}

function git(directory: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync("git", [...args], { cwd: directory, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
