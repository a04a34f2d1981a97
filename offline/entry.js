/** Where a project's program starts, found as Pulumi's language host for Node.js finds it (`cmd/run/run.js` of the SDK). */
const fs = require("node:fs");
const path = require("node:path");
const { parse } = require("yaml");

/** In the host's order: what is compiled goes before its source. */
const INDEXES = ["index.js", "index.mjs", "index.ts", "index.mts"];

/** The file that starts the program, and the files that say so: when one of those changes, the answer may. */
function programEntry(directory) {
  const project = path.join(directory, "Pulumi.yaml");
  if (!fs.existsSync(project)) throw new Error(`no Pulumi project: ${project} does not exist`);
  const { runtime, main } = read(project);
  const language = typeof runtime === "object" && runtime !== null ? runtime.name : runtime;
  if (language !== "nodejs")
    throw new Error(`${project}: runtime is ${language ?? "not set"}; the offline preview runs programs of the runtime nodejs only`);
  const start = path.resolve(directory, typeof main === "string" ? main : ".");
  const manifests = isFolder(start) ? manifestsBetween(start, directory) : [];
  return { entry: entryAt(start, manifests), decidedBy: [project, ...manifests] };
}

/** YAML, and with it JSON. */
function read(file) {
  try {
    return parse(fs.readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

/** A file that Pulumi.yaml names; in a folder, `main` of the nearest package.json, else its index. */
function entryAt(start, manifests) {
  if (!isFolder(start)) {
    const found = [start, `${start}.js`, `${start}.ts`].find((file) => fs.existsSync(file));
    if (found === undefined) throw new Error(`no program: ${start}, which Pulumi.yaml names as main, does not exist`);
    return found;
  }
  const manifest = manifests.find((file) => fs.existsSync(file));
  const named = manifest === undefined ? undefined : mainOf(manifest);
  // As the host does, a main that does not exist gives way to the folder's index.
  const found = [...(named === undefined ? [] : [named]), ...INDEXES.map((index) => path.join(start, index))].find((file) =>
    fs.existsSync(file),
  );
  if (found === undefined)
    throw new Error(`no program: ${start} has no ${INDEXES.join(", ")}, and neither Pulumi.yaml nor package.json names another as main`);
  return found;
}

function mainOf(manifest) {
  const { main } = read(manifest);
  return typeof main === "string" ? path.join(path.dirname(manifest), main) : undefined;
}

/** Where package.json may stand, from the program's folder up to the project's. */
function manifestsBetween(start, directory) {
  const manifests = [];
  for (let folder = start; ; folder = path.dirname(folder)) {
    manifests.push(path.join(folder, "package.json"));
    if (folder === directory || folder === path.dirname(folder)) return manifests;
  }
}

function isFolder(place) {
  return fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

module.exports = { programEntry };
