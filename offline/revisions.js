/** Bundles of this repository's program in revisions that --diff has compared with: a commit never changes, so it is compiled once. */
const fs = require("node:fs");
const path = require("node:path");
const { readMetadata, writeMetadata } = require("./bundleMetadata");

/** Number of commits whose bundles are kept. */
const KEPT = 3;

/**
 * Writes a revision's bundle into its folder, to which the source map's paths are relative. V8's code cache is not kept: it contains the path
 * of the folder that the commit was first compiled in, where errors would then seem to be.
 */
function writeBundle(root, directory, commit, file) {
  const folder = path.join(root, ".build", "preview", "revisions");
  const copy = path.join(folder, commit, "sources.js");
  if (readMetadata(copy) === undefined) compile(root, directory, file, copy);
  else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    for (const name of [file, `${file}.map`]) fs.copyFileSync(path.join(path.dirname(copy), path.basename(name)), name);
  }
}

function compile(root, directory, file, copy) {
  const { packages } = require("./compile").sources(root, directory, file, { preview: false });
  const folder = path.dirname(copy);
  removeOldest(path.dirname(folder));
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const name of [file, `${file}.map`]) fs.copyFileSync(name, path.join(folder, path.basename(name)));
  writeMetadata(copy, [require.resolve("./compile"), path.join(root, "node_modules", ".package-lock.json")], packages);
}

function removeOldest(folder) {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const written = (name) => fs.statSync(path.join(folder, name)).mtimeMs;
  const newestFirst = names.sort((a, b) => written(b) - written(a));
  for (const name of newestFirst.slice(KEPT - 1)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
}

module.exports = { writeBundle };
