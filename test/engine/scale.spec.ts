import assert from "node:assert/strict";
import { join } from "node:path";
import { type Checkout, checkout } from "./support/checkout";
import { peakMemory } from "./support/processes";
import { configured } from "./support/program";
import { repository } from "./support/stack";
import { figure, onTheEngine, seconds } from "./support/suite";

interface Size {
  readonly stamps: number;
  readonly workloads: number;
}

const { scaledConfig } = require(join(repository, "bench/scaleConfig")) as {
  readonly scaledConfig: (home: string, size: Size) => Record<string, unknown>;
};

/** Stamps × workloads; the largest stack of the bench takes minutes and gigabytes. */
const [STAMPS = 20, WORKLOADS = 50] = (process.env.ENGINE_SCALE ?? "20x50").split("x").map(Number);
/** Most that a resource of a large stack may take, against one of dev in the same run: measured 0.12 to 0.35, so no busy machine fails it. */
const MOST = 1.15;
const RUNNER = /@pulumi\/pulumi\/cmd\/run(\/index\.js)?$/;

interface Measured {
  readonly resources: number;
  readonly seconds: number;
  /** Of the program's process, in MB. */
  readonly megabytes: number | undefined;
}

onTheEngine(`a stack of ${STAMPS} stamps × ${WORKLOADS} workloads`, () => {
  let clone: Checkout;
  before(async () => {
    clone = await checkout("dev");
  });
  after(() => clone?.close());

  const measured = async (): Promise<Measured> => {
    let printed = "";
    let took = 0;
    const megabytes = await peakMemory(RUNNER, async () => {
      took = await seconds(async () => {
        printed = await clone.run("preview");
      });
    });
    return { resources: Number(/\+ (\d+) to create/.exec(printed)?.[1]), seconds: took, megabytes };
  };

  it("is previewed at no more than the cost of a resource of dev", async () => {
    await measured();
    const dev = await measured();
    clone.configure(configured(scaledConfig(repository, { stamps: STAMPS, workloads: WORKLOADS })));
    const large = await measured();
    assert.ok(large.resources > dev.resources * 5);
    tell("dev", dev);
    tell(`${STAMPS} × ${WORKLOADS}`, large);
    const ratios = [compare("time", large.seconds / large.resources, dev.seconds / dev.resources)];
    if (large.megabytes !== undefined && dev.megabytes !== undefined) {
      ratios.push(compare("memory", large.megabytes / large.resources, dev.megabytes / dev.resources));
    }
    // Both are told before either may fail.
    for (const { what, ratio } of ratios) assert.ok(ratio <= MOST, `${what}: ${ratio.toFixed(2)}×, at most ${MOST}×`);
  });
});

function tell(title: string, { resources, seconds: took, megabytes }: Measured): void {
  const time = `${took.toFixed(1)} s, ${((1000 * took) / resources).toFixed(1)} ms each`;
  const memory =
    megabytes === undefined
      ? "memory not known here"
      : `${megabytes.toFixed(0)} MB, ${((1024 * megabytes) / resources).toFixed(0)} KB each`;
  figure(`${title}: ${resources} resources, ${time}; ${memory}`);
}

function compare(what: string, large: number, dev: number): { readonly what: string; readonly ratio: number } {
  const ratio = large / dev;
  figure(`${what} of a resource of it against one of dev: ${ratio.toFixed(2)}× (at most ${MOST}×)`);
  return { what, ratio };
}
