#!/usr/bin/env node

// Start-up time matters most, so this file loads only modules that every run needs.
const path = require("node:path");

const root = path.dirname(__dirname);
const args = process.argv.slice(2);

/** The project folder: `-C DIR`, or this repository. */
function projectFolder() {
  const at = args.findIndex((arg) => arg === "-C" || arg === "--cwd");
  const joined = args.find((arg) => arg.startsWith("--cwd="));
  const folder = joined === undefined ? args[at === -1 ? args.length : at + 1] : joined.slice("--cwd=".length);
  return folder === undefined ? root : path.resolve(folder);
}

async function start() {
  const directory = projectFolder();
  const { main, program } = require("./bundle").load(root, directory);
  return main({ args, directory, program, script: __filename });
}

// A reader that closes the pipe early (`| head`) is not an error.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

/** Prints the error, with --json also as a document, and returns the exit code. */
function reportError(error) {
  process.stderr.write(`${error}\n`);
  if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  return 2;
}

let finished = false;
process.on("exit", () => {
  if (!finished) process.exitCode = reportError("The program never finished: it waits for a promise or output that never resolves.");
});

start()
  .catch((error) => reportError(error instanceof Error ? error.message : `${error}`))
  .then((code) => {
    finished = true;
    process.exitCode = code;
  });
