/** Builds the bundles. Loaded only after a change, since it needs esbuild. */
const fs = require("node:fs");
const { builtinModules } = require("node:module");
const path = require("node:path");
const esbuild = require("esbuild");
const { codeCaches, writeMetadata, write, WRAPPER } = require("./bundleMetadata");
const { programEntry } = require("./entry");
const { AUTOMATION } = require("./program/lazyPackages");

/** Folders of bundles: of this repository's program, of its revisions, and of all other projects; types that installed SDKs declare. */
const FOLDERS = ["project", "revisions", "any", "types"];

const COMMON = {
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  format: "cjs",
  target: `node${process.versions.node}`,
  charset: "ascii",
  banner: { js: WRAPPER[0] },
  footer: { js: WRAPPER[1] },
  // Bundles run without a module loader that could serve import().
  supported: { "dynamic-import": false },
  logLevel: "silent",
};

/**
 * Bundles the preview, unless only the program is wanted, and the program of a folder if one is given; returns the bundle's metadata with
 * the packages they import.
 */
function sources(root, directory, outfile, { preview = true } = {}) {
  removeOthers(path.dirname(path.dirname(outfile)));
  const { entry, configFiles } = directory === undefined ? { configFiles: [] } : programEntry(directory);
  const start = `${preview ? `export { main } from ${JSON.stringify(path.join(root, "offline", "main"))};` : ""}
    ${entry === undefined ? "" : `export const program = () => require(${JSON.stringify(entry)});`}`;
  const { metafile, outputFiles } = build({
    ...COMMON,
    stdin: { contents: start, resolveDir: root, sourcefile: "start.js" },
    absWorkingDir: root,
    outfile,
    packages: "external",
    sourcemap: "external",
    sourcesContent: false,
  });
  writeOutputs(outfile, outputFiles);
  const inputs = Object.keys(metafile.inputs).filter((file) => file !== "start.js");
  const sourceFiles = [...inputs.map((file) => path.resolve(root, file)), ...configFiles, __filename, require.resolve("./entry")];
  return writeMetadata(outfile, sourceFiles, packagesOf(metafile));
}

/** Bundles the packages that the sources import, each in a function, so that a run evaluates only the packages it uses. */
function vendor(root, outfile, packages, external) {
  if (process.stderr.isTTY) process.stderr.write("Preparing the offline preview (first run, or dependencies have changed)…\n");
  const entries = packages.map((id) => `${JSON.stringify(id)}: () => require(${JSON.stringify(id)})`);
  const { outputFiles } = build({
    ...COMMON,
    stdin: { contents: `module.exports = { ${entries.join(", ")} };`, resolveDir: root },
    absWorkingDir: root,
    outfile,
    external: [...external, path.join(root, "node_modules", AUTOMATION), "fsevents"],
    minifyWhitespace: true,
  });
  writeOutputs(outfile, outputFiles);
  // npm rewrites this file with every installation.
  writeMetadata(
    outfile,
    [path.join(root, "node_modules", ".package-lock.json"), __filename, require.resolve("./program/lazyPackages")],
    packages,
  );
}

/** Removes bundles of projects, which former versions kept for each project. */
function removeOthers(folder) {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  for (const name of names) if (!FOLDERS.includes(name)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
}

function writeOutputs(outfile, outputFiles) {
  fs.mkdirSync(path.dirname(outfile), { recursive: true });
  for (const cache of codeCaches(outfile)) fs.rmSync(cache, { force: true });
  for (const file of outputFiles) write(file.path, file.path === outfile ? shareNamespaces(file.text) : file.contents);
}

/** esbuild's function that creates the namespace object of an imported package, with a property for each of its exports. */
const CREATE_NAMESPACE = "var __toESM = ";
const SHARE_NAMESPACE =
  "var __namespaces = new Map(), __toESM = (mod, isNodeMode) => isNodeMode ? __create$(mod, isNodeMode)" +
  " : (__namespaces.has(mod) || __namespaces.set(mod, __create$(mod)), __namespaces.get(mod)), __create$ = ";

/**
 * Each file of a bundle creates a namespace object of its own, 65 of `@pulumi/pulumi` alone. They are equal and cannot be changed, so one for
 * each package is enough. Without the function in esbuild's output nothing is shared.
 */
function shareNamespaces(code) {
  return code.replace(CREATE_NAMESPACE, () => SHARE_NAMESPACE);
}

function build(options) {
  try {
    return esbuild.buildSync(options);
  } catch (failure) {
    const messages = failure.errors ?? [];
    if (messages.length === 0) throw failure;
    throw new Error(esbuild.formatMessagesSync(messages, { kind: "error", color: process.stderr.isTTY === true }).join(""));
  }
}

/** Imported packages, sorted. */
function packagesOf(metafile) {
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const names = imports.filter(
    (imported) => imported.external && !imported.path.startsWith("node:") && !builtinModules.includes(imported.path),
  );
  return Array.from(new Set(names.map((imported) => imported.path))).sort();
}

module.exports = { sources, vendor };
