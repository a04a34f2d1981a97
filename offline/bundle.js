/**
 * Bundles the TypeScript sources into one file, and the packages that they import into another, each with a V8 code cache. Reading
 * two files instead of 2,000, and omitting what only dynamic providers need (the TypeScript compiler, npm's resolver), makes the
 * preview start faster than `require("@pulumi/pulumi")` alone.
 */
const crypto = require("node:crypto");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { readMetadata, write } = require("./bundleMetadata");

/** Loaded on first use: the SDK imports them to serialise functions, which the previewed programs do not do. */
const RARELY_USED = ["typescript", "@npmcli/arborist"];

/** Loads the preview's main function and the function that loads the program in a folder. Rebuilds bundles that are out of date. */
function load(root, directory) {
  const folder = path.join(root, ".build", "preview", directory === root ? "project" : digest(directory));
  const files = { sources: path.join(folder, "sources.js"), vendor: path.join(folder, "vendor.js") };
  const sources = readMetadata(files.sources) ?? require("./compile").sources(root, directory, files.sources);
  const vendor = readMetadata(files.vendor);
  if (vendor === undefined || String(vendor.packages) !== String(sources.packages))
    require("./compile").vendor(root, files.vendor, sources.packages, RARELY_USED);
  const packages = evaluate(files.vendor, lazily(createRequire(path.join(root, "package.json"))));
  const fallback = createRequire(path.join(directory, "package.json"));
  return evaluate(files.sources, (id) => (Object.hasOwn(packages, id) ? packages[id]() : fallback(id)));
}

/** Runs a bundle with its V8 code cache, and writes the cache at exit if it is missing or was rejected. */
function evaluate(file, require_) {
  const cache = `${file}.cache`;
  const cachedData = fs.existsSync(cache) ? fs.readFileSync(cache) : undefined;
  // esbuild writes ASCII only; V8 stores latin1 text with one byte per character and does not decode it.
  const script = new vm.Script(fs.readFileSync(file, "latin1"), { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) process.once("exit", () => write(cache, script.createCachedData()));
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, require_, module_, file, path.dirname(file));
  return module_.exports;
}

function lazily(require_) {
  const lazyModule = (id) => new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : require_(id)[key]) });
  return (id) => (RARELY_USED.includes(id) ? lazyModule(id) : require_(id));
}

function digest(text) {
  return crypto.createHash("sha256").update(text).digest("hex").slice(0, 16);
}

module.exports = { load };
