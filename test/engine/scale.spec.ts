import assert from "node:assert/strict";
import { join } from "node:path";
import { program, stackConfig } from "./support/program";
import { engineStack, repository } from "./support/stack";
import { figure, onTheEngine, seconds, WITHOUT_PACK } from "./support/suite";

interface Size {
  readonly stamps: number;
  readonly workloads: number;
}

const { scaledConfig } = require(join(repository, "bench/scaleConfig")) as {
  readonly scaledConfig: (home: string, size: Size) => Record<string, unknown>;
};

/** Stamps × workloads. The largest stack of the bench, `20x50`, takes about ten minutes here. */
const [STAMPS = 5, WORKLOADS = 10] = (process.env.ENGINE_SCALE ?? "5x10").split("x").map(Number);

interface Measured {
  readonly resources: number;
  readonly seconds: number;
  /** Growth of the process in which program and simulated cloud run, in MB. */
  readonly megabytes: number;
}

onTheEngine(`a stack of ${STAMPS} stamps × ${WORKLOADS} workloads`, () => {
  it("is previewed at the cost of a resource of dev", async () => {
    await measured(stackConfig("dev"));
    const dev = await measured(stackConfig("dev"));
    const large = await measured(plain(scaledConfig(repository, { stamps: STAMPS, workloads: WORKLOADS })));
    assert.ok(large.resources > dev.resources * 5);
    for (const [title, one] of [
      ["dev", dev],
      ["large", large],
    ] as const) {
      const each = `${((1000 * one.seconds) / one.resources).toFixed(1)} ms and ${((1024 * one.megabytes) / one.resources).toFixed(0)} KB each`;
      figure(`${title}: ${one.resources} resources, ${one.seconds.toFixed(1)} s, ${one.megabytes.toFixed(0)} MB, ${each}`);
    }
  });
});

async function measured(config: Record<string, string>): Promise<Measured> {
  const engine = await engineStack({ name: "dev", config, program });
  try {
    global.gc?.();
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 100);
    let resources = 0;
    const took = await seconds(async () => {
      resources = (await engine.stack.preview(WITHOUT_PACK)).changeSummary.create ?? 0;
    });
    clearInterval(watch);
    return { resources, seconds: took, megabytes: (peak - before) / 2 ** 20 };
  } finally {
    engine.close();
  }
}

function plain(config: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
}
