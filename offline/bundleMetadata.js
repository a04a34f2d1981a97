/** Metadata of a bundle, stored in a JSON file with the bundle's name, and the function that wraps its code. */
const fs = require("node:fs");
const path = require("node:path");

const WRAPPER = ["(function (exports, require, module, __filename, __dirname) {", "\n})"];

/** Reads a bundle's metadata; undefined if one of its source files has changed in size or modification time. */
function readMetadata(file) {
  const metadataFile = `${file}on`;
  const last = fs.existsSync(metadataFile) ? JSON.parse(fs.readFileSync(metadataFile, "utf8")) : undefined;
  return last !== undefined && Object.entries(last.stamps).every(([source, stamp]) => stampOf(source) === stamp) ? last : undefined;
}

/** Writes a bundle's metadata: size and modification time of its source files, and the packages that it imports. */
function writeMetadata(file, sources, packages) {
  const metadata = { stamps: Object.fromEntries(sources.map((source) => [source, stampOf(source)])), packages };
  write(`${file}on`, JSON.stringify(metadata));
  return metadata;
}

function stampOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? "missing" : `${stat.mtimeMs} ${stat.size}`;
}

/** Code caches of a bundle, the newest first. */
function codeCaches(file) {
  const folder = path.dirname(file);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const caches = names.filter((name) => name.startsWith(`${path.basename(file)}.`) && name.endsWith(".cache"));
  const written = (cache) => fs.statSync(cache, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return caches.map((name) => path.join(folder, name)).sort((a, b) => written(b) - written(a));
}

/** Renames a complete file into place, since another preview may read it at the same time. */
function write(file, data) {
  const part = `${file}.${process.pid}`;
  fs.writeFileSync(part, data);
  fs.renameSync(part, file);
}

module.exports = { codeCaches, readMetadata, writeMetadata, write, WRAPPER };
