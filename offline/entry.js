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
  const manifests = isFolder(start) ? manifestsBetween(start, directory) : [];
  return { entry: entryAt(start, manifests), configFiles: [project, ...manifests] };
}

/** Parses YAML or JSON, which is a subset of it. */
function read(file) {
  try {
    return parse(fs.readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

/** The file that Pulumi.yaml sets as `main`; for a folder, `main` of the nearest package.json, else the folder's index. */
function entryAt(start, manifests) {
  if (!isFolder(start)) {
    const found = [start, `${start}.js`, `${start}.ts`].find((file) => fs.existsSync(file));
    if (found === undefined) throw new Error(`no program: ${start}, set as main in Pulumi.yaml, does not exist`);
    return found;
  }
  const manifest = manifests.find((file) => fs.existsSync(file));
  const main = manifest === undefined ? undefined : mainOf(manifest);
  // As in the language host, a main that does not exist is ignored and the folder's index is used.
  const found = [...(main === undefined ? [] : [main]), ...INDEXES.map((index) => path.join(start, index))].find((file) =>
    fs.existsSync(file),
  );
  if (found === undefined)
    throw new Error(`no program: ${start} has no ${INDEXES.join(", ")}, and neither Pulumi.yaml nor package.json sets another main`);
  return found;
}

function mainOf(manifest) {
  const { main } = read(manifest);
  return typeof main === "string" ? path.join(path.dirname(manifest), main) : undefined;
}

/** Possible paths of package.json, from the program's folder up to the project's. */
function manifestsBetween(start, directory) {
  const manifests = [];
  for (let folder = start; ; folder = path.dirname(folder)) {
    manifests.push(path.join(folder, "package.json"));
    if (folder === directory || folder === path.dirname(folder)) return manifests;
  }
}

function isFolder(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

module.exports = { programEntry };
