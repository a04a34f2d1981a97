/**
 * Turns the TypeScript sources into one file, and what they import from node_modules into another, each with V8's compiled code
 * beside it. Reading two files instead of 2,000, and leaving out what only dynamic providers need (the TypeScript compiler,
 * npm's resolver), makes the whole preview start faster than a bare `require("@pulumi/pulumi")`.
 */
const crypto = require("node:crypto");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { current, write } = require("./bundleNotes");

/** Loaded on first use: the SDK imports them for serialising functions, which no program here does. */
const RARELY_USED = ["typescript", "@npmcli/arborist"];

/** The preview's main function and the loader of the program in a folder, compiled again where something changed. */
function load(home, directory) {
  const folder = path.join(home, ".build", "preview", directory === home ? "project" : digest(directory));
  const files = { sources: path.join(folder, "sources.js"), vendor: path.join(folder, "vendor.js") };
  const sources = current(files.sources) ?? require("./compile").sources(home, directory, files.sources);
  const vendor = current(files.vendor);
  if (vendor === undefined || String(vendor.packages) !== String(sources.packages))
    require("./compile").vendor(home, files.vendor, sources.packages, RARELY_USED);
  const packages = evaluate(files.vendor, lazily(createRequire(path.join(home, "package.json"))));
  const fallback = createRequire(path.join(directory, "package.json"));
  return evaluate(files.sources, (id) => (Object.hasOwn(packages, id) ? packages[id]() : fallback(id)));
}

/** Runs a bundle with the code V8 compiled last time, and keeps the code of this run where there was none. */
function evaluate(file, require_) {
  const cache = `${file}.cache`;
  const cachedData = fs.existsSync(cache) ? fs.readFileSync(cache) : undefined;
  // esbuild writes ASCII only; as latin1 the text stays one byte a character, which V8 takes over without decoding.
  const script = new vm.Script(fs.readFileSync(file, "latin1"), { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) process.once("exit", () => write(cache, script.createCachedData()));
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, require_, module_, file, path.dirname(file));
  return module_.exports;
}

function lazily(require_) {
  const stand = (id) => new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : require_(id)[key]) });
  return (id) => (RARELY_USED.includes(id) ? stand(id) : require_(id));
}

function digest(text) {
  return crypto.createHash("sha256").update(text).digest("hex").slice(0, 16);
}

module.exports = { load };
