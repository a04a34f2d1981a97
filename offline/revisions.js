/** Bundles of this repository's program in revisions that --diff has compared with: a commit never changes, so it is compiled once. */
const fs = require("node:fs");
const path = require("node:path");
const { readMetadata, writeMetadata } = require("./bundleMetadata");

/** Number of commits whose bundles are kept. */
const KEPT = 3;

const BUNDLE = "sources.js";
const FILES = [BUNDLE, `${BUNDLE}.map`];

/**
 * Writes a revision's bundle into its folder, to which the source map's paths are relative. V8's code cache is not kept: it contains the path
 * of the folder that the commit was first compiled in, where errors would then seem to be.
 */
function writeBundle(root, directory, commit, file) {
  const all = path.join(root, ".build", "preview", "revisions");
  const kept = path.join(all, commit);
  if (restore(kept, path.dirname(file))) return;
  const { packages } = require("./compile").sources(root, directory, file, { preview: false });
  removeOldest(all);
  const part = `${kept}.${process.pid}`;
  copy(path.dirname(file), part);
  writeMetadata(path.join(part, BUNDLE), [require.resolve("./compile"), path.join(root, "node_modules", ".package-lock.json")], packages);
  replace(kept, part);
}

/** Returns whether there is an up-to-date bundle. Another preview may remove it at any time. */
function restore(kept, folder) {
  try {
    if (readMetadata(path.join(kept, BUNDLE)) === undefined) return false;
    copy(kept, folder);
    return true;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

function copy(from, to) {
  fs.mkdirSync(to, { recursive: true });
  for (const name of FILES) fs.copyFileSync(path.join(from, name), path.join(to, name));
}

/** Renames a complete folder into place, unless another preview has done so meanwhile. */
function replace(kept, part) {
  try {
    fs.rmSync(kept, { recursive: true, force: true });
    fs.renameSync(part, kept);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
    fs.rmSync(part, { recursive: true, force: true });
  }
}

function removeOldest(all) {
  const names = fs.existsSync(all) ? fs.readdirSync(all) : [];
  const written = (name) => fs.statSync(path.join(all, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newestFirst = names.sort((a, b) => written(b) - written(a));
  for (const name of newestFirst.slice(KEPT - 1)) fs.rmSync(path.join(all, name), { recursive: true, force: true, maxRetries: 3 });
}

module.exports = { writeBundle };
