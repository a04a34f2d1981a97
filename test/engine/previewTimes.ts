import { cpus, totalmem } from "node:os";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack, PACK } from "./support/stack";

/** Rounds of every variant, one variant after the other, so that a busy minute of the machine hits all of them. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const STACK = process.env.BENCH_STACK ?? "prod";

interface Variant {
  readonly title: string;
  readonly policyPacks: string[];
  readonly versionAliases: boolean;
}

const VARIANTS: readonly Variant[] = [
  { title: "without pack", policyPacks: [], versionAliases: false },
  { title: "with pack", policyPacks: [PACK], versionAliases: false },
  { title: "without pack, version aliases kept", policyPacks: [], versionAliases: true },
];

async function main(): Promise<void> {
  const config = stackConfig(STACK);
  const engine = await engineStack({ name: STACK, config, program });
  try {
    // Modules and caches are warm from the second run on.
    await preview(engine, VARIANTS[1] as Variant);
    const times = VARIANTS.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, variant] of VARIANTS.entries()) times[index]?.push(await preview(engine, variant));
    }
    report(times.map(median));
  } finally {
    engine.close();
  }
}

async function preview({ stack }: EngineStack, { policyPacks, versionAliases }: Variant): Promise<number> {
  await stack.setConfig("hardened-aks:versionAliases", { value: `${versionAliases}` });
  const start = performance.now();
  await stack.preview({ color: "never", policyPacks });
  return (performance.now() - start) / 1000;
}

function report([plain = 0, judged = 0, aliased = 0]: readonly number[]): void {
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(`preview of ${STACK} on the real engine, median of ${ROUNDS}, ${cpus().length} cores, ${memory} GB`);
  for (const [index, seconds] of [plain, judged, aliased].entries())
    console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${VARIANTS[index]?.title}`);
  console.log(`  the pack adds ${((judged / plain - 1) * 100).toFixed(0)} %; version aliases cost ${(aliased / plain).toFixed(2)}×`);
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

void main();
