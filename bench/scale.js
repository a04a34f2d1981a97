const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { stringify } = require("yaml");
const { scaledConfig } = require("./scaleConfig");
const { spread } = require("./statistics");
const { MEMORY, PREVIEW, copyOf, home } = require("./subjects");

/** The dev stack, one of the size of a large company's, and one about a hundred times the first. */
const SIZES = [
  { title: "dev", stack: "dev", rounds: 5 },
  { title: "5 stamps × 10 workloads", stack: "scale5x10", stamps: 5, workloads: 10, rounds: 3 },
  { title: "20 stamps × 50 workloads", stack: "scale20x50", stamps: 20, workloads: 50, rounds: 1 },
];

/** What a resource of a large stack may cost more than one of dev. */
const AIM = 1.15;

/** Time and memory of an offline preview by size of the stack: for each of its resources, and for each more than the size before. */
function measureScale(workspace, report) {
  const copy = copyOf(workspace);
  measured(copy, [PREVIEW, "dev"]);
  const figures = [];
  for (const size of SIZES) {
    report(`scale: ${size.title}`);
    figures.push({ title: size.title, ...figuresOf(copy, size, figures.at(-1)) });
  }
  return figures;
}

function figuresOf(copy, { stack, rounds, ...size }, smaller) {
  if (size.stamps !== undefined) fs.writeFileSync(path.join(copy, `Pulumi.${stack}.yaml`), stringify({ config: scaledConfig(home, size) }));
  const runs = Array.from({ length: rounds }, () => measured(copy, [PREVIEW, stack]));
  const resources = Number(/^Resources +(\d+)/m.exec(runs[0].printed)?.[1]);
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

/** One process: what it prints, how long it takes, the most memory it holds. */
function measured(cwd, args) {
  const started = process.hrtime.bigint();
  const { status, output } = spawnSync(process.execPath, ["--require", MEMORY, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    maxBuffer: 2 ** 30,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with code ${status}`);
  return { printed: String(output[1]), seconds, megabytes: Number(output[3]) / 1024 };
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
  lines.push(compared("A resource of the largest stack against one of dev", large.each, dev.each));
  lines.push(compared("One more resource there against one more in the middle", large.eachMore, middle.eachMore));
  return lines;
}

function compared(what, one, other) {
  const [time, memory] = [one.milliseconds / other.milliseconds, one.kilobytes / other.kilobytes];
  const verdict = Math.max(time, memory) <= AIM ? "met" : "missed";
  return `${what}: time ${time.toFixed(2)} ×, memory ${memory.toFixed(2)} × (aim ${AIM}: ${verdict})`;
}

module.exports = { measureScale, scaleLines };
