/** Loads a project's program as Pulumi's language host for Node.js does (`cmd/run/run.js` of the SDK), with tsx in place of ts-node. */
const fs = require("node:fs");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const { programEntry } = require("../entry");
const { enterProgram } = require("./enter");
const { loadLazily } = require("./lazyPackages");
const { Packages } = require("./packages");
const { prepareCopies } = require("./sdkCopies");

/** The program in a folder, the SDK that it uses, and what is missing in the project. */
function findProgram(root, directory) {
  const start = programEntry(directory);
  // Node.js resolves links before it looks for packages.
  const entry = fs.realpathSync(start.entry);
  const packages = new Packages(root);
  const require_ = createRequire(entry);
  const sdk = packages.resolve("@pulumi/pulumi/package.json", entry);
  requireKnownSdk(sdk);
  loadLazily();
  prepareCopies(sdk);
  return {
    program: () => load({ ...start, entry }, packages),
    substitutes: () => packages.substitutes(),
    requireSdk: (id) => require_(packages.resolve(id, entry)),
  };
}

/** The monitor speaks the protocol of version 3, whose later minor versions only add to it. */
function requireKnownSdk(manifest) {
  const { version } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  if (!/^3\./.test(version))
    throw new Error(`the project has @pulumi/pulumi ${version}; the offline preview supports version 3: install @pulumi/pulumi@3`);
}

/** The warning of `run.js`. */
const HIDDEN_SOURCE =
  "Found a TypeScript project containing an index.js file and no explicit entrypoint in Pulumi.yaml - Pulumi will use index.js";

async function load({ entry, workingDirectory, isModule, tsconfig, hidesSource }, packages) {
  enterProgram(workingDirectory);
  if (hidesSource) createRequire(entry)(packages.resolve("@pulumi/pulumi", entry)).log.warn(HIDDEN_SOURCE);
  if (tsconfig !== undefined && fs.existsSync(tsconfig)) process.env.TSX_TSCONFIG_PATH = tsconfig;
  require("tsx/cjs/api").register();
  packages.serveRequire();
  if (!isModule) return createRequire(entry)(entry);
  packages.serveImport();
  const { register } = await import("tsx/esm/api");
  register();
  return exportsOf(await import(pathToFileURL(entry).href));
}

/** The default export of an ES module, else its named exports. */
function exportsOf(namespace) {
  if (!Object.hasOwn(namespace, "default")) return namespace;
  if (Object.keys(namespace).length === 1) return namespace.default;
  throw new Error("expected entrypoint module to have either a default export or named exports but not both");
}

module.exports = { findProgram };
