#!/usr/bin/env node

// Start-up time matters most, so this file loads only modules that every run needs.
const fs = require("node:fs");
const path = require("node:path");
const { acceptCompiledCode } = require("./v8Options");

const root = path.dirname(__dirname);
const args = process.argv.slice(2);

/** Set in the process that runs the program of a preview with --json: the file descriptor of the document. */
const DOCUMENT = "OFFLINE_PREVIEW_DOCUMENT";
const document_ = process.env[DOCUMENT];
delete process.env[DOCUMENT];

/** Set in the process that previews the base of --diff: the revision whose files it writes first. */
const CHECKOUT = "OFFLINE_PREVIEW_CHECKOUT";
const checkout = process.env[CHECKOUT];
delete process.env[CHECKOUT];

/** The project folder: `-C DIR`, or this repository. */
function projectFolder() {
  const at = args.findIndex((arg) => arg === "-C" || arg === "--cwd");
  const joined = args.find((arg) => arg.startsWith("--cwd="));
  const folder = joined === undefined ? args[at === -1 ? args.length : at + 1] : joined.slice("--cwd=".length);
  return folder === undefined ? root : path.resolve(folder);
}

function write(text) {
  if (document_ === undefined) process.stdout.write(text);
  else fs.writeFileSync(Number(document_), text);
}

async function start() {
  acceptCompiledCode();
  const directory = projectFolder();
  if (checkout !== undefined) require("./base/checkOut").checkOut(JSON.parse(checkout));
  const { main, ...project } = require("./bundle").load(root, directory);
  return main({ args, directory, root, write, ...project });
}

/** Prints the error, with --json also as a document. */
function reportError(error) {
  const text = (error instanceof Error ? error.message : `${error}`).trimEnd();
  process.stderr.write(`${text}\n`);
  if (document_ !== undefined) write(`${JSON.stringify({ error: text }, null, 2)}\n`);
  return 2;
}

let finished = false;
/** Ends this process although the program may have left a server open. */
function finish(code) {
  if (finished) return;
  finished = true;
  process.stdout.write("", () => process.exit(code));
}

function run() {
  // A reader that closes the pipe early (`| head`) is not an error.
  process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  process.on("exit", () => {
    if (!finished) process.exitCode = reportError("The preview ended before it had a result.");
  });
  // While the program runs these are its own errors, which the report shows.
  process.on("uncaughtException", (error) => process.listenerCount("uncaughtException") === 1 && finish(reportError(error)));
  process.on("unhandledRejection", (error) => process.listenerCount("unhandledRejection") === 1 && finish(reportError(error)));
  start().catch(reportError).then(finish);
}

if (args.includes("--json") && document_ === undefined) require("./document").run(__filename, args, DOCUMENT);
else run();
