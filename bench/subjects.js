const { execFileSync, spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.dirname(__dirname);
const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
/**
 * Options of Node.js and script, as `npm run preview` starts them: with a heap that is large enough at start, V8 does not collect the whole
 * heap twice while the program loads.
 */
const PREVIEW = scripts.preview.split(" ").slice(1);
const LOAD = ["-e", 'require("@pulumi/pulumi")'];
const MEMORY = path.join(__dirname, "memory.js");
/** Files that a preview needs; a copy of them has no compiled bundles. */
const FOLDERS = ["components", "offline", "policy-pack", "requirements"];
const SOURCES = [...FOLDERS, "index.ts", "package.json", "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"];

/** Measured processes by name: each runs from start to exit, or until it prints that it is ready. */
function subjects(workspace) {
  const copy = copyOf(workspace);
  return {
    sdk: { run: () => timeToExit(root, LOAD) },
    preview: { run: () => timeToExit(root, [...PREVIEW, "prod"]) },
    previewDev: { run: () => timeToExit(root, [...PREVIEW, "dev"]) },
    previewCold: {
      prepare: () => fs.rmSync(path.join(copy, ".build"), { recursive: true, force: true }),
      run: () => timeToExit(copy, [...PREVIEW, "prod"]),
    },
    emptyPack: { run: () => timeToReady(path.join(__dirname, "emptyPack")) },
    pack: { run: () => timeToReady(path.join(root, "policy-pack")) },
  };
}

/** Milliseconds from start to exit of a process. */
async function timeToExit(cwd, args) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`node ${args.join(" ")} exited with code ${code}`);
  return millisecondsSince(started);
}

/** Milliseconds until a pack prints its port, which is the first line of output in the analyzer protocol. */
async function timeToReady(folder) {
  const runner = path.join(root, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", folder], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const line = await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
  const time = millisecondsSince(started);
  child.kill();
  await ended;
  if (!/^\d+\s/.test(String(line))) throw new Error(`the pack in ${folder} did not start`);
  return time;
}

function millisecondsSince(started) {
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** Peak resident memory of a process in MB, as the process reports it. */
function peakMemory(args) {
  const { status, output } = spawnSync(process.execPath, ["--require", MEMORY, ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited with code ${status}`);
  return Number(output[3]) / 1024;
}

const peakMemories = () => ({
  sdk: peakMemory(LOAD),
  previewDev: peakMemory([...PREVIEW, "dev"]),
  preview: peakMemory([...PREVIEW, "prod"]),
});

/** Compiles the policy pack as for publication. */
function buildPack() {
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", path.join(root, "policy-pack")], { stdio: "inherit" });
}

function copyOf(workspace) {
  const folder = path.join(workspace, "copy");
  fs.mkdirSync(folder);
  const isSource = (file) => !/[\\/](node_modules|bin)$/.test(file);
  for (const source of SOURCES) fs.cpSync(path.join(root, source), path.join(folder, source), { recursive: true, filter: isSource });
  linkModules(folder);
  return folder;
}

function linkModules(folder) {
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
}

/** Runs an action with a temporary folder, and removes the folder afterwards. */
async function withWorkspace(action) {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-aks-bench-"));
  try {
    return await action(workspace);
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}

module.exports = { root, MEMORY, PREVIEW, copyOf, subjects, buildPack, peakMemories, withWorkspace };
