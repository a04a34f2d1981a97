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

let finished = false;
process.on("exit", () => {
  if (finished) return;
  process.stderr.write("The program never finished: it waits for a value that nothing will ever give.\n");
  process.exitCode = 2;
});

start()
  .catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 2;
  })
  .then((code) => {
    finished = true;
    process.exitCode = code;
  });
