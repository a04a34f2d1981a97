#!/usr/bin/env node

const { parseArgs } = require("node:util");
const { measureScale, scaleLines } = require("./scale");
const { ratios, spread } = require("./statistics");
const { buildPack, peakMemories, subjects, withWorkspace } = require("./subjects");

const HELP = `Measures start-up time as ratios within one run (whole processes, interleaved, so that all run under the same load), and the time
and memory per resource of large stacks.

Usage: npm run bench -- [options]

  --rounds N   number of runs of each process (default: 7)
  --no-scale   skip the large stacks, which take about two minutes
  --json       print the figures as a single JSON document
  --help       show this text
`;

/** Pairs of processes, with the target ratio of their times. */
const COMPARISONS = [
  { name: "Offline preview of prod / loading @pulumi/pulumi", subject: "preview", reference: "sdk", aim: 1.5 },
  { name: "Start of the policy pack / start of an empty pack", subject: "pack", reference: "emptyPack", aim: 1.15 },
];

const LABELS = {
  sdk: "load @pulumi/pulumi",
  preview: "preview prod",
  previewDev: "preview dev",
  previewCold: "preview prod, without compiled bundles",
  emptyPack: "empty pack until it listens",
  pack: "policy pack until it listens",
};

/** Runs without compiled bundles: slow, and needed only for an estimate. */
const COLD_ROUNDS = 2;

async function measure(rounds, report) {
  buildPack();
  return withWorkspace(async (workspace) => {
    const all = subjects(workspace);
    const times = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
    await warmUp(all);
    for (let round = 0; round < rounds; round++) {
      report(`round ${round + 1} of ${rounds}`);
      for (const name of order(all, round)) {
        if (name === "previewCold" && round >= COLD_ROUNDS) continue;
        all[name].prepare?.();
        times[name].push(await all[name].run());
      }
    }
    return times;
  });
}

/** Runs each process once, to compile the bundles and to fill the file system's caches. */
async function warmUp(all) {
  for (const [name, { run }] of Object.entries(all)) if (name !== "previewCold") await run();
}

/** Reverses the order in every other round, so that a process does not always follow the same one. */
function order(all, round) {
  const names = Object.keys(all);
  return round % 2 === 0 ? names : names.reverse();
}

function results(times, rounds) {
  const comparisons = COMPARISONS.map(({ name, subject, reference, aim }) => {
    const ratio = ratios(times[subject], times[reference]);
    return { name, aim, ratio, met: ratio.median <= aim };
  });
  const milliseconds = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, spread(values)]));
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    rounds,
    comparisons,
    milliseconds,
    peakMegabytes: peakMemories(),
  };
}

function print({ node, platform, rounds, comparisons, milliseconds, peakMegabytes, scale }) {
  const lines = [
    `Node ${node}, ${platform}, ${rounds} rounds`,
    "",
    "Ratios                                                       min  median     max    aim",
  ];
  for (const { name, ratio, aim, met } of comparisons)
    lines.push(`${name.padEnd(56)}${columns(ratio, 2)} ${aim.toFixed(2).padStart(6)}  ${met ? "met" : "missed"}`);
  lines.push("", "Milliseconds                                                 min  median     max");
  for (const [name, times] of Object.entries(milliseconds)) lines.push(`${LABELS[name].padEnd(56)}${columns(times, 0)}`);
  lines.push("", "Peak memory in MB");
  for (const [name, size] of Object.entries(peakMegabytes)) lines.push(`${LABELS[name].padEnd(56)}${size.toFixed(0).padStart(8)}`);
  if (scale !== undefined) lines.push(...scaleLines(scale));
  process.stdout.write(`${lines.join("\n")}\n`);
}

function columns({ min, median, max }, digits) {
  return [min, median, max].map((value) => value.toFixed(digits).padStart(8)).join("");
}

const OPTIONS = { rounds: { type: "string" }, scale: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean" } };

function options() {
  try {
    const { values } = parseArgs({ options: OPTIONS, allowNegative: true });
    const rounds = Number(values.rounds ?? 7);
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) throw new Error(`--rounds ${values.rounds}: expected 1 to 100`);
    return { rounds, scale: values.scale !== false, json: values.json === true, help: values.help === true };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

async function main() {
  const { rounds, scale, json, help } = options();
  if (help) return process.stdout.write(HELP);
  const report = process.stderr.isTTY && !json ? (text) => process.stderr.write(`\r${text} `) : () => {};
  const times = await measure(rounds, report);
  const large = scale ? { scale: await withWorkspace((workspace) => measureScale(workspace, report)) } : {};
  if (process.stderr.isTTY && !json) process.stderr.write("\r\x1b[K");
  const document = { ...results(times, rounds), ...large };
  if (json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  else print(document);
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
