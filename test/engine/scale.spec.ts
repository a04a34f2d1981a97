import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Checkout, checkout } from "./support/checkout";
import { peakMemory } from "./support/processes";
import { toConfigValues } from "./support/program";
import { repository } from "./support/stack";
import { describeOnEngine, measureSeconds, printFigure } from "./support/suite";

interface Size {
  readonly stamps: number;
  readonly workloads: number;
}

const { scaledConfig } = require(join(repository, "bench/scaleConfig")) as {
  readonly scaledConfig: (root: string, size: Size) => Record<string, unknown>;
};

/** Stamps × workloads. The default is the largest stack of the benchmark, which takes minutes and gigabytes of memory. */
const [STAMPS = 20, WORKLOADS = 50] = (process.env.ENGINE_SCALE ?? "20x50").split("x").map(Number);
/** Cost per resource of the large stack relative to dev in the same run. Measured 0.12 to 0.35: a busy machine does not exceed it. */
const MAX_RATIO = 1.15;
const RUNNER = /@pulumi\/pulumi\/cmd\/run(\/index\.js)?$/;

interface Measurement {
  readonly resources: number;
  readonly seconds: number;
  /** Peak memory of the program's process in MB; undefined on systems without /proc. */
  readonly megabytes: number | undefined;
}

describeOnEngine(`a stack of ${STAMPS} stamps × ${WORKLOADS} workloads`, () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  const measure = async (): Promise<Measurement> => {
    let printed = "";
    let took = 0;
    const megabytes = await peakMemory(RUNNER, async () => {
      took = await measureSeconds(async () => {
        printed = await clone.run("preview");
      });
    });
    return { resources: Number(/\+ (\d+) to create/.exec(printed)?.[1]), seconds: took, megabytes };
  };

  it("costs no more time and memory per resource than dev in a preview", async () => {
    await measure();
    const dev = await measure();
    clone.configure(toConfigValues(scaledConfig(repository, { stamps: STAMPS, workloads: WORKLOADS })));
    const large = await measure();
    assert.ok(large.resources > dev.resources * 5);
    printMeasurement("dev", dev);
    printMeasurement(`${STAMPS} × ${WORKLOADS}`, large);
    if (existsSync("/proc/self/status")) assert.ok(large.megabytes !== undefined && dev.megabytes !== undefined, "memory was not measured");
    const ratios = [printRatio("time", large.seconds / large.resources, dev.seconds / dev.resources)];
    if (large.megabytes !== undefined && dev.megabytes !== undefined) {
      ratios.push(printRatio("memory", large.megabytes / large.resources, dev.megabytes / dev.resources));
    }
    // After both ratios are printed, so that a failure hides neither.
    for (const { quantity, ratio } of ratios) assert.ok(ratio <= MAX_RATIO, `${quantity}: ${ratio.toFixed(2)}×, at most ${MAX_RATIO}×`);
  });
});

function printMeasurement(title: string, { resources, seconds: took, megabytes }: Measurement): void {
  const time = `${took.toFixed(1)} s, ${((1000 * took) / resources).toFixed(1)} ms each`;
  const memory =
    megabytes === undefined ? "memory not measured" : `${megabytes.toFixed(0)} MB, ${((1024 * megabytes) / resources).toFixed(0)} KB each`;
  printFigure(`${title}: ${resources} resources, ${time}; ${memory}`);
}

function printRatio(quantity: string, large: number, dev: number): { readonly quantity: string; readonly ratio: number } {
  const ratio = large / dev;
  printFigure(`${quantity} per resource relative to dev: ${ratio.toFixed(2)}× (at most ${MAX_RATIO}×)`);
  return { quantity, ratio };
}
