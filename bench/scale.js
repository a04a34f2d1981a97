const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { stringify } = require("yaml");
const { scaledConfig } = require("./scaleConfig");
const { spread } = require("./statistics");
const { MEMORY, PREVIEW, copyOf, root } = require("./subjects");

/** The dev stack, a stack of a large company's size, and one about a hundred times the size of dev. */
const SIZES = [
  { title: "dev", stack: "dev", rounds: 5 },
  { title: "5 stamps × 10 workloads", stack: "scale5x10", stamps: 5, workloads: 10, rounds: 3 },
  { title: "20 stamps × 50 workloads", stack: "scale20x50", stamps: 20, workloads: 50, rounds: 1 },
];

/** Target ratio of time and memory per resource, of a large stack to dev. */
const AIM = 1.15;

/** Time and memory of an offline preview by size of the stack: per resource, and per additional resource compared with the smaller size. */
function measureScale(workspace, report) {
  const copy = copyOf(workspace);
  measureProcess(copy, [...PREVIEW, "dev"]);
  const figures = [];
  for (const size of SIZES) {
    report(`scale: ${size.title}`);
    figures.push({ title: size.title, ...figuresOf(copy, size, figures.at(-1)) });
  }
  return figures;
}

function figuresOf(copy, { stack, rounds, ...size }, smaller) {
  if (size.stamps !== undefined) fs.writeFileSync(path.join(copy, `Pulumi.${stack}.yaml`), stringify({ config: scaledConfig(root, size) }));
  const runs = Array.from({ length: rounds }, () => measureProcess(copy, [...PREVIEW, stack]));
  const resources = Number(/^Resources +(\d+)/m.exec(runs[0].output)?.[1]);
  const seconds = spread(runs.map((run) => run.seconds)).median;
  const megabytes = spread(runs.map((run) => run.megabytes)).median;
  const each = { milliseconds: (1000 * seconds) / resources, kilobytes: (1024 * megabytes) / resources };
  if (smaller === undefined) return { resources, seconds, megabytes, each };
  const more = resources - smaller.resources;
  const eachMore = {
    milliseconds: (1000 * (seconds - smaller.seconds)) / more,
    kilobytes: (1024 * (megabytes - smaller.megabytes)) / more,
  };
  return { resources, seconds, megabytes, each, eachMore };
}

/** Runs one process and returns its output, its duration and its peak memory. */
function measureProcess(cwd, args) {
  const started = process.hrtime.bigint();
  const { status, output: streams } = spawnSync(process.execPath, ["--require", MEMORY, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    maxBuffer: 2 ** 30,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited with code ${status}`);
  return { output: String(streams[1]), seconds, megabytes: Number(streams[3]) / 1024 };
}

function scaleLines(figures) {
  const lines = ["", "Offline preview by size           resources   seconds        MB   ms each   KB each   ms more   KB more"];
  for (const { title, resources, seconds, megabytes, each, eachMore } of figures) {
    const columns = [
      resources.toFixed(0),
      seconds.toFixed(2),
      megabytes.toFixed(0),
      each.milliseconds.toFixed(2),
      each.kilobytes.toFixed(0),
    ];
    const more = eachMore === undefined ? [] : [eachMore.milliseconds.toFixed(2), eachMore.kilobytes.toFixed(0)];
    lines.push(title.padEnd(33) + [...columns, ...more].map((text) => text.padStart(10)).join(""));
  }
  const [dev, middle, large] = figures;
  lines.push(comparison("Per resource, largest stack / dev", large.each, dev.each));
  lines.push(comparison("Per additional resource, largest / middle stack", large.eachMore, middle.eachMore));
  return lines;
}

function comparison(title, one, other) {
  const [time, memory] = [one.milliseconds / other.milliseconds, one.kilobytes / other.kilobytes];
  const outcome = Math.max(time, memory) <= AIM ? "met" : "missed";
  return `${title}: time ${time.toFixed(2)} ×, memory ${memory.toFixed(2)} × (aim ${AIM}: ${outcome})`;
}

module.exports = { measureScale, scaleLines };
