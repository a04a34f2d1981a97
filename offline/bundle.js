/**
 * Bundles the TypeScript sources into one file, and the packages that they import into another, each with a V8 code cache. Reading
 * two files instead of 2,000, and omitting what only dynamic providers need (the TypeScript compiler, npm's resolver), makes the
 * preview start faster than `require("@pulumi/pulumi")` alone. There are two such pairs: one with this repository's own program, and
 * one without a program for all other projects, whose programs Node.js itself loads.
 */
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const { codeCaches, readMetadata, write } = require("./bundleMetadata");
const { enterProgram } = require("./program/enter");
const { RARELY_USED, lazily } = require("./program/lazyPackages");
const { optimizeLater } = require("./v8Options");

const SDK = /^@pulumi\/pulumi($|\/)/;

/** Number of code caches of a bundle that are kept, one for each version and set of options of Node.js. */
const KEPT_CACHES = 3;

/** Set in the process that previews the base of --diff: the folder has the files of this commit of this repository. */
const REVISION = "OFFLINE_PREVIEW_REVISION";
const revision = process.env[REVISION];
delete process.env[REVISION];

/** Whether this process writes a code cache at exit. */
let writesCodeCache = false;

/** Loads the preview's main function and the function that loads the program in a folder. */
function load(root, directory) {
  const loaded = loadBundles(root, directory);
  // A code cache is accepted only with the options that are set when it is written.
  if (!writesCodeCache) optimizeLater();
  return loaded;
}

function loadBundles(root, directory) {
  if (revision !== undefined) return loadRevision(root, directory, revision);
  return directory === root ? loadOwn(root) : loadOther(root, directory);
}

/** This repository's program is in the bundle of the preview's sources. */
function loadOwn(root) {
  const bundles = upToDate(root, "project", { directory: root, external: RARELY_USED });
  const require_ = createRequire(path.join(root, "package.json"));
  const packages = evaluate(bundles.vendor, lazily(require_));
  const { main, program } = evaluate(bundles.sources, requireFrom(packages, require_));
  return { main, program: inFolder(root, program), substitutes: () => [] };
}

function inFolder(directory, program) {
  return () => {
    enterProgram(directory);
    return program();
  };
}

/** The program of a revision of this repository, previewed by the current sources with the installed packages. */
function loadRevision(root, directory, commit) {
  const bundles = upToDate(root, "project", { directory: root, external: RARELY_USED });
  const require_ = createRequire(path.join(root, "package.json"));
  const from = requireFrom(evaluate(bundles.vendor, lazily(require_)), require_);
  const file = path.join(directory, ".build", "preview", "project", "sources.js");
  const start = () => {
    require("./revisions").writeBundle(root, directory, commit, file);
    return evaluate(file, from, { cache: false }).program();
  };
  return { main: evaluate(bundles.sources, from).main, program: inFolder(directory, start), substitutes: () => [] };
}

/** The project's own SDK serves both program and preview, so that they share its state. */
function loadOther(root, directory) {
  const { findProgram } = require("./program/load");
  const { program, substitutes, requireSdk } = findProgram(root, directory);
  const bundles = upToDate(root, "any", { external: [...RARELY_USED, "@pulumi/pulumi"], omitted: SDK });
  const packages = evaluate(bundles.vendor, requireSdk);
  return { main: evaluate(bundles.sources, requireFrom(packages, requireSdk)).main, program, substitutes };
}

/** Rebuilds bundles that are out of date. */
function upToDate(root, name, { directory, external, omitted }) {
  const folder = path.join(root, ".build", "preview", name);
  const files = { sources: path.join(folder, "sources.js"), vendor: path.join(folder, "vendor.js") };
  const sources = readMetadata(files.sources) ?? require("./compile").sources(root, directory, files.sources);
  const packages = sources.packages.filter((id) => omitted?.test(id) !== true);
  const vendor = readMetadata(files.vendor);
  if (vendor === undefined || String(vendor.packages) !== String(packages))
    require("./compile").vendor(root, files.vendor, packages, external);
  return files;
}

function requireFrom(packages, fallback) {
  return (id) => (Object.hasOwn(packages, id) ? packages[id]() : fallback(id));
}

/** V8 rejects a cache of another version or with other options: with one name for all, two ways to start the preview would rewrite it in turn. */
function codeCache(file) {
  return `${file}.${v8.cachedDataVersionTag().toString(16)}.cache`;
}

/** Runs a bundle with its V8 code cache, and writes the cache at exit if it is missing or was rejected. */
function evaluate(file, require_, { cache: keep = true } = {}) {
  const cache = codeCache(file);
  const cachedData = fs.existsSync(cache) ? fs.readFileSync(cache) : undefined;
  // esbuild writes ASCII only; V8 stores latin1 text with one byte per character and does not decode it.
  const script = new vm.Script(fs.readFileSync(file, "latin1"), { filename: file, cachedData });
  if (keep && (cachedData === undefined || script.cachedDataRejected)) {
    writesCodeCache = true;
    process.once("exit", () => writeCodeCache(file, cache, script));
  }
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, require_, module_, file, path.dirname(file));
  return module_.exports;
}

/** Adds a bundle's code cache; of the others only the newest few are kept. */
function writeCodeCache(file, cache, script) {
  const others = codeCaches(file).filter((other) => other !== cache);
  for (const other of others.slice(KEPT_CACHES - 1)) fs.rmSync(other, { force: true });
  write(cache, script.createCachedData());
}

module.exports = { load };
