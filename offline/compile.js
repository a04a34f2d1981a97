/** The part of the bundler that runs only after a change: everything that needs esbuild. */
const fs = require("node:fs");
const { builtinModules } = require("node:module");
const path = require("node:path");
const esbuild = require("esbuild");
const { describe, write, WRAPPER } = require("./bundleNotes");
const { programEntry } = require("./entry");

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

/** Bundles preview and program; returns which packages they import. */
function sources(home, directory, outfile) {
  const { entry, decidedBy } = programEntry(directory);
  const start = `export { main } from ${JSON.stringify(path.join(home, "offline", "main"))};
    export const program = () => require(${JSON.stringify(entry)});`;
  const { metafile, outputFiles } = build({
    ...COMMON,
    stdin: { contents: start, resolveDir: home, sourcefile: "start.js" },
    absWorkingDir: home,
    outfile,
    packages: "external",
    sourcemap: "external",
    sourcesContent: false,
  });
  keep(outfile, outputFiles);
  const inputs = Object.keys(metafile.inputs).filter((file) => file !== "start.js");
  const madeFrom = [...inputs.map((file) => path.resolve(home, file)), ...decidedBy, __filename, require.resolve("./entry")];
  return describe(outfile, madeFrom, packagesOf(metafile));
}

/** Bundles the packages the sources import, each behind a function so that only what a run asks for is evaluated. */
function vendor(home, outfile, packages, external) {
  if (process.stderr.isTTY) process.stderr.write("Preparing the offline preview (first run, or the dependencies changed)…\n");
  const entries = packages.map((id) => `${JSON.stringify(id)}: () => require(${JSON.stringify(id)})`);
  const { outputFiles } = build({
    ...COMMON,
    stdin: { contents: `module.exports = { ${entries.join(", ")} };`, resolveDir: home },
    absWorkingDir: home,
    outfile,
    external: [...external, "fsevents"],
    minifyWhitespace: true,
  });
  keep(outfile, outputFiles);
  // npm rewrites this file with every installation.
  describe(outfile, [path.join(home, "node_modules", ".package-lock.json"), __filename], packages);
}

function keep(outfile, outputFiles) {
  fs.mkdirSync(path.dirname(outfile), { recursive: true });
  fs.rmSync(`${outfile}.cache`, { force: true });
  for (const file of outputFiles) write(file.path, file.contents);
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

/** Imports left to node_modules, in a stable order. */
function packagesOf(metafile) {
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const names = imports.filter((one) => one.external && !one.path.startsWith("node:") && !builtinModules.includes(one.path));
  return Array.from(new Set(names.map((one) => one.path))).sort();
}

module.exports = { sources, vendor };
