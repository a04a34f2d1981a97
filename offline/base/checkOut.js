/**
 * Writes the files of a revision to a temporary folder, in the process that previews it: the other one runs the current program meanwhile.
 * Plain JavaScript, because the program's bundle depends on these files.
 */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

/** Folders of this repository that its program does not import (test/imports.spec.ts). */
const UNUSED = [".ci", ".devcontainer", ".github", "bench", "docs", "offline", "test"];

/**
 * Nothing is written into the repository: the index is a temporary file as well. Not `git archive`, which leaves out and rewrites files by
 * their attributes.
 */
function checkOut({ top, commit, directory, folder, tree, isOwn }) {
  const env = { ...process.env, GIT_INDEX_FILE: path.join(folder, "index") };
  const git = (args, input) => execFileSync("git", args, { cwd: top, env, input, stdio: "pipe", maxBuffer: 1 << 28 });
  fs.mkdirSync(tree);
  git(["read-tree", commit]);
  const place = path.relative(top, directory).split(path.sep).join("/");
  const unused = isOwn ? UNUSED.map((name) => `:(exclude,top,literal)${path.posix.join(place, name)}`) : [];
  const files = git(["ls-files", "-z", "--", ":(top)", ...unused]);
  // Files in Git LFS remain pointers: fetching them needs network and credentials.
  const lfs = ["-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"];
  git([...lfs, "checkout-index", "-z", "--stdin", `--prefix=${tree}/`], files);
  linkPackages(directory, top, tree);
}

/** The revision uses the packages that are installed for the project. */
function linkPackages(directory, top, tree) {
  for (let folder = directory; ; folder = path.dirname(folder)) {
    const packages = path.join(folder, "node_modules");
    const inside = !path.relative(top, folder).startsWith("..");
    const place = path.join(tree, inside ? path.relative(top, folder) : "");
    const link = path.join(place, "node_modules");
    if (fs.existsSync(packages) && fs.existsSync(place) && !fs.existsSync(link)) fs.symlinkSync(packages, link, "junction");
    if (folder === path.dirname(folder)) return;
  }
}

module.exports = { checkOut };
