const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { stringify } = require("yaml");
const { scaledConfig } = require("./scaleConfig");
const { spread } = require("./statistics");
const { LOAD, MEMORY, PREVIEW, copyOf, home } = require("./subjects");

/** The dev stack, one of the size of a large company's, and one about a hundred times the first. */
const SIZES = [
  { title: "dev", stack: "dev", rounds: 5 },
  { title: "5 stamps × 10 workloads", stack: "scale5x10", stamps: 5, workloads: 10, rounds: 3 },
  { title: "20 stamps × 50 workloads", stack: "scale20x50", stamps: 20, workloads: 50, rounds: 1 },
];

/** What a resource of a large stack may cost more than one of dev. */
const AIM = 1.15;

/** Time and memory of an offline preview for each resource, over what loading the SDK takes, by size of the stack. */
function measureScale(workspace, report) {
  const copy = copyOf(workspace);
  measured(copy, [PREVIEW, "dev"]);
  const load = measured(home, LOAD);
  return SIZES.map((size) => {
    report(`scale: ${size.title}`);
    return { title: size.title, ...figuresOf(copy, size, load) };
  });
}

function figuresOf(copy, { stack, rounds, ...size }, load) {
  if (size.stamps !== undefined) fs.writeFileSync(path.join(copy, `Pulumi.${stack}.yaml`), stringify({ config: scaledConfig(home, size) }));
  const runs = Array.from({ length: rounds }, () => measured(copy, [PREVIEW, stack]));
  const resources = Number(/^Resources +(\d+)/m.exec(runs[0].printed)?.[1]);
  const seconds = spread(runs.map((run) => run.seconds)).median;
  const megabytes = spread(runs.map((run) => run.megabytes)).median;
  return {
    resources,
    seconds,
    megabytes,
    millisecondsEach: (1000 * (seconds - load.seconds)) / resources,
    kilobytesEach: (1024 * (megabytes - load.megabytes)) / resources,
  };
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
  const [{ millisecondsEach, kilobytesEach }] = figures;
  const lines = ["", "Offline preview by size                resources   seconds        MB   ms each   KB each"];
  for (const figure of figures) {
    const { resources, seconds, megabytes } = figure;
    const columns = [
      resources.toFixed(0),
      seconds.toFixed(2),
      megabytes.toFixed(0),
      figure.millisecondsEach.toFixed(2),
      figure.kilobytesEach.toFixed(0),
    ];
    lines.push(figure.title.padEnd(38) + columns.map((text) => text.padStart(10)).join(""));
  }
  const largest = figures.at(-1);
  const [time, memory] = [largest.millisecondsEach / millisecondsEach, largest.kilobytesEach / kilobytesEach];
  const verdict = Math.max(time, memory) <= AIM ? "met" : "missed";
  lines.push(
    `A resource of the largest stack against one of dev: time ${time.toFixed(2)} ×, memory ${memory.toFixed(2)} × (aim ${AIM}, ${verdict})`,
  );
  return lines;
}

module.exports = { measureScale, scaleLines };
