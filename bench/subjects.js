const { execFileSync, spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const home = path.dirname(__dirname);
const PREVIEW = path.join("offline", "preview.js");
const LOAD = ["-e", 'require("@pulumi/pulumi")'];
const MEMORY = path.join(__dirname, "memory.js");
/** What a preview reads; a copy of it has no compiled code yet. */
const SOURCES = ["index.ts", "components", "offline", "policy-pack", "package.json", "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"];

/** What is measured, by name: each runs one process from start to end, or to the line that says it is ready. */
function subjects(workspace) {
  const copy = copyOf(workspace);
  return {
    sdk: { run: () => finished(home, LOAD) },
    preview: { run: () => finished(home, [PREVIEW, "prod"]) },
    previewDev: { run: () => finished(home, [PREVIEW, "dev"]) },
    previewCold: {
      prepare: () => fs.rmSync(path.join(copy, ".build"), { recursive: true, force: true }),
      run: () => finished(copy, [PREVIEW, "prod"]),
    },
    emptyPack: { run: () => ready(path.join(__dirname, "emptyPack")) },
    pack: { run: () => ready(path.join(home, "policy-pack")) },
  };
}

/** Milliseconds of a whole process. */
async function finished(cwd, args) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with code ${code}`);
  return since(started);
}

/** Milliseconds until a pack tells its port, by the engine's protocol the first line it prints. */
async function ready(folder) {
  const runner = path.join(home, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", folder], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const line = await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
  const time = since(started);
  child.kill();
  await ended;
  if (!/^\d+\s/.test(String(line))) throw new Error(`the pack in ${folder} did not start`);
  return time;
}

function since(started) {
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** Greatest resident memory of a process in MB, by its own account. */
function peakMemory(args) {
  const { status, output } = spawnSync(process.execPath, ["--require", MEMORY, ...args], {
    cwd: home,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with code ${status}`);
  return Number(output[3]) / 1024;
}

const peakMemories = () => ({ sdk: peakMemory(LOAD), previewDev: peakMemory([PREVIEW, "dev"]), preview: peakMemory([PREVIEW, "prod"]) });

/** The compiled pack as it would be published. */
function buildPack() {
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", path.join(home, "policy-pack")], { stdio: "inherit" });
}

function copyOf(workspace) {
  const folder = path.join(workspace, "copy");
  fs.mkdirSync(folder);
  const kept = (file) => !/[\\/](node_modules|bin)$/.test(file);
  for (const source of SOURCES) fs.cpSync(path.join(home, source), path.join(folder, source), { recursive: true, filter: kept });
  linkModules(folder);
  return folder;
}

function linkModules(folder) {
  fs.symlinkSync(path.join(home, "node_modules"), path.join(folder, "node_modules"), "junction");
}

/** Runs an action with a folder of its own, and removes the folder. */
async function withWorkspace(action) {
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-aks-bench-"));
  try {
    return await action(workspace);
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}

module.exports = { home, MEMORY, PREVIEW, copyOf, subjects, buildPack, peakMemories, withWorkspace };
