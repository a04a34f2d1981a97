import assert from "node:assert/strict";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program, stackConfig } from "./support/program";
import { type EngineStack, engineStack, PACK } from "./support/stack";
import { figure, onTheEngine, seconds } from "./support/suite";

/** Rounds of every variant, one variant after the other, so that a busy minute of the machine hits all of them. */
const ROUNDS = Number(process.env.ENGINE_ROUNDS ?? 2);

interface Variant {
  readonly title: string;
  readonly policyPacks: string[];
  readonly versionAliases: boolean;
}

const PLAIN: Variant = { title: "without a pack", policyPacks: [], versionAliases: false };
const EMPTY: Variant = { title: "with an empty pack", policyPacks: [join(__dirname, "support/emptyPack")], versionAliases: false };
const JUDGED: Variant = { title: "with our pack", policyPacks: [PACK], versionAliases: false };
const ALIASED: Variant = { title: "without a pack, version aliases kept", policyPacks: [], versionAliases: true };
const VARIANTS = [PLAIN, EMPTY, JUDGED, ALIASED];

onTheEngine("speed of a preview of prod", () => {
  let engine: EngineStack;
  const times = new Map<Variant, number[]>(VARIANTS.map((variant) => [variant, []]));
  const plans = new Map<Variant, readonly string[]>();

  before(async () => {
    engine = await engineStack({ name: "prod", config: stackConfig("prod"), program });
    // Modules and caches are warm from the second run on.
    await engine.stack.preview({ color: "never", policyPacks: [PACK] });
    for (let round = 0; round < ROUNDS; round++) {
      for (const variant of VARIANTS) times.get(variant)?.push(await seconds(() => preview(variant)));
    }
  });
  after(() => engine?.close());

  const preview = async (variant: Variant): Promise<void> => {
    const { stack } = engine;
    await stack.setConfig("hardened-aks:versionAliases", { value: `${variant.versionAliases}` });
    const events: EngineEvent[] = [];
    await stack.preview({ color: "never", policyPacks: variant.policyPacks, onEvent: (event) => events.push(event) });
    const steps = events.flatMap(({ resourcePreEvent }) => (resourcePreEvent === undefined ? [] : [resourcePreEvent.metadata]));
    plans.set(variant, steps.map(({ op, urn }) => `${op} ${urn}`).sort());
  };
  const medianOf = (variant: Variant): number => {
    const sorted = [...(times.get(variant) ?? [])].sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };

  it("is told as ratios of one run", () => {
    for (const variant of VARIANTS) figure(`${medianOf(variant).toFixed(1).padStart(6)} s  ${variant.title}`);
    const plain = medianOf(PLAIN);
    const percent = (variant: Variant) => `${((medianOf(variant) / plain - 1) * 100).toFixed(0)} %`;
    figure(
      `an empty pack adds ${percent(EMPTY)}, ours ${percent(JUDGED)}; version aliases cost ${(medianOf(ALIASED) / plain).toFixed(2)}×`,
    );
  });

  for (const variant of [EMPTY, JUDGED, ALIASED]) {
    it(`has the same plan ${variant.title}`, () => {
      assert.ok((plans.get(PLAIN) ?? []).length > 400);
      assert.deepEqual(plans.get(variant), plans.get(PLAIN));
    });
  }
});
