/** Finds a project's entry point as Pulumi's language host for Node.js does (`cmd/run/run.js` of the SDK). */
const fs = require("node:fs");
const path = require("node:path");
const { parse } = require("yaml");

/** In the language host's order: compiled JavaScript before its source. */
const INDEXES = ["index.js", "index.mjs", "index.ts", "index.mts"];

/** In the CLI's order (`Exts` in sdk/go/common/encoding/marshal.go). */
const PROJECT_FILES = ["Pulumi.json", "Pulumi.yaml", "Pulumi.yml"];

/** The program's entry point, and the configuration files that determine it. */
function programEntry(directory) {
  const project = PROJECT_FILES.map((name) => path.join(directory, name)).find((file) => fs.existsSync(file));
  if (project === undefined) throw new Error(`no Pulumi project: ${path.join(directory, "Pulumi.yaml")} does not exist`);
  const { runtime, main } = read(project);
  const language = typeof runtime === "object" && runtime !== null ? runtime.name : runtime;
  if (language !== "nodejs")
    throw new Error(`${project}: runtime is ${language ?? "not set"}; the offline preview runs programs of the runtime nodejs only`);
  const start = path.resolve(directory, typeof main === "string" ? main : ".");
  const folder = isFolder(start) ? start : path.dirname(start);
  const manifests = manifestsAbove(folder);
  const manifest = manifests.find((file) => fs.existsSync(file));
  const packageObject = manifest === undefined ? {} : read(manifest);
  const entry = isFolder(start) ? entryOf(start, manifest, packageObject) : fileAt(start);
  const tsconfig = runtime.options?.tsconfig;
  return {
    entry,
    // pkg/engine/project.go, getPwdMain: the folder that is or contains `main`.
    workingDirectory: folder,
    isModule: packageObject.type === "module" ? !/\.c[jt]s$/.test(entry) : /\.m[jt]s$/.test(entry),
    tsconfig: typeof tsconfig === "string" ? path.resolve(folder, tsconfig) : undefined,
    // No entry point is set, and compiled JavaScript, perhaps of an earlier state, takes precedence over its source.
    hidesSource:
      targetOf(packageObject) === undefined && entry === path.join(start, "index.js") && fs.existsSync(path.join(start, "index.ts")),
    configFiles: [project, ...manifests],
  };
}

/** Parses YAML or JSON, which is a subset of it. */
function read(file) {
  try {
    return parse(fs.readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

/** The file that Pulumi.yaml sets as `main`. */
function fileAt(start) {
  const found = [start, `${start}.js`, `${start}.ts`].find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`no program: ${start}, set as main in Pulumi.yaml, does not exist`);
  return found;
}

/** For a folder: the entry point of the nearest package.json, else the folder's index. */
function entryOf(folder, manifest, packageObject) {
  const target = targetOf(packageObject);
  const main = manifest === undefined || typeof target !== "string" ? [] : [path.join(path.dirname(manifest), target)];
  // As in the language host, a main that does not exist is ignored and the folder's index is used.
  const indexes = INDEXES.map((index) => path.join(folder, index));
  const found = [...main.flatMap(filesOf), ...indexes].find((file) => fs.existsSync(file));
  if (found === undefined)
    throw new Error(`no program: ${folder} has no ${INDEXES.join(", ")}, and neither Pulumi.yaml nor package.json sets another main`);
  return found;
}

/** `exports` of package.json before `main`, as in the language host. */
function targetOf({ exports, main }) {
  if (typeof exports === "string") return exports;
  if (typeof exports !== "object" || exports === null) return main;
  const target = exports["."];
  return typeof target === "object" && target !== null ? (target.default ?? target.require ?? target.import) : target;
}

/** The language host passes the path to `require`, which also accepts a folder. */
function filesOf(target) {
  return isFolder(target) ? INDEXES.map((index) => path.join(target, index)) : [target];
}

/** Possible paths of the package manifest from the program's folder up to the first that exists, in the SDK's order (runtime/manifest.js). */
function manifestsAbove(start) {
  const manifests = [];
  for (let folder = start; ; folder = path.dirname(folder)) {
    manifests.push(path.join(folder, "package.json"), path.join(folder, "package.yaml"));
    if (manifests.some((file) => fs.existsSync(file)) || folder === path.dirname(folder)) return manifests;
  }
}

function isFolder(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

module.exports = { programEntry };
