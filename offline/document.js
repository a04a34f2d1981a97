/**
 * With --json the preview runs in a process of its own whose standard output is this one's standard error: nothing that the program
 * or a process that it starts prints gets into the document. It is one document even if that process crashes.
 */
const { spawn } = require("node:child_process");

/** File descriptor of the document in the other process. */
const DESCRIPTOR = 3;

function run(script, args, variable) {
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ["inherit", 2, 2, "pipe"],
    env: { ...process.env, [variable]: `${DESCRIPTOR}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const chunks = [];
  child.stdio[DESCRIPTOR].on("data", (chunk) => chunks.push(chunk));
  child.on("close", (code, signal) => print(Buffer.concat(chunks), code, signal));
  process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}

function print(document_, code, signal) {
  process.exitCode = document_.length > 0 ? (code ?? 2) : 2;
  if (document_.length > 0) process.stdout.write(document_);
  else {
    const error = `The preview ended without a result (${signal ?? `exit code ${code}`}).`;
    process.stderr.write(`${error}\n`);
    process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  }
}

module.exports = { run };
