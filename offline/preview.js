#!/usr/bin/env node

// Start-up decides what an offline preview is good for, so nothing is loaded here that a run may not need.
const path = require("node:path");

const home = path.dirname(__dirname);
const args = process.argv.slice(2);

/** The folder of the program: `-C DIR`, or this project. */
function projectFolder() {
  const at = args.findIndex((arg) => arg === "-C" || arg === "--cwd");
  const joined = args.find((arg) => arg.startsWith("--cwd="));
  const given = joined === undefined ? args[at === -1 ? args.length : at + 1] : joined.slice("--cwd=".length);
  return given === undefined ? home : path.resolve(given);
}

async function start() {
  const directory = projectFolder();
  const { main, program } = require("./bundle").load(home, directory);
  return main({ args, directory, program, script: __filename });
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

/** Says what went wrong, with --json also as a document; the exit code for it. */
function refuse(error) {
  process.stderr.write(`${error}\n`);
  if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  return 2;
}

let finished = false;
process.on("exit", () => {
  if (!finished) process.exitCode = refuse("The program never finished: it waits for a value that nothing will ever give.");
});

start()
  .catch((error) => refuse(error instanceof Error ? error.message : `${error}`))
  .then((code) => {
    finished = true;
    process.exitCode = code;
  });
