import assert from "node:assert/strict";
import { join } from "node:path";
import { SDK_UNCHANGED } from "../../policy-pack/sdk/unchanged";
import { type Checkout, checkout } from "./support/checkout";
import { repository } from "./support/stack";
import { describeOnEngine, measureSeconds, printFigure } from "./support/suite";

/** Rounds. Each round measures every variant once, so that other load on the machine affects all of them. */
const ROUNDS = Number(process.env.ENGINE_ROUNDS ?? 2);

interface Variant {
  readonly title: string;
  /** Arguments of `pulumi preview`. */
  readonly arguments?: readonly string[];
  /** Value of `hardened-aks:versionAliases`. */
  readonly versionAliases?: boolean;
  /** Runs the program with the SDK's defaults: type check, promise traces, version aliases, all modules loaded. */
  readonly sdkDefaults?: boolean;
}

const BASELINE: Variant = { title: "unchanged" };
const WITH_EMPTY_PACK: Variant = { title: "with an empty pack", arguments: ["--policy-pack", join(repository, "bench/emptyPack")] };
const WITH_POLICY_PACK: Variant = { title: "with the policy pack", arguments: ["--policy-pack", "policy-pack"] };
const WITH_VERSION_ALIASES: Variant = { title: "with version aliases", versionAliases: true };
const SDK_DEFAULTS: Variant = { title: "with the SDK's defaults", sdkDefaults: true };
const VARIANTS = [BASELINE, WITH_EMPTY_PACK, WITH_POLICY_PACK, WITH_VERSION_ALIASES, SDK_DEFAULTS];

/** Aims: highest ratio with the policy pack, lowest ratio with the SDK's defaults. */
const MAX_RATIO_WITH_PACK = 1.1;
const MIN_RATIO_SDK_DEFAULTS = 2;

function renderAim(variant: Variant, ratio: number): string {
  if (variant === WITH_POLICY_PACK) return ` (aim ${MAX_RATIO_WITH_PACK}×: ${ratio <= MAX_RATIO_WITH_PACK ? "met" : "missed"})`;
  return variant === SDK_DEFAULTS ? ` (aim ${MIN_RATIO_SDK_DEFAULTS}×: ${ratio >= MIN_RATIO_SDK_DEFAULTS ? "met" : "missed"})` : "";
}

interface Plan {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
}

describeOnEngine("speed of pulumi preview of prod", () => {
  let tuned: Checkout;
  let withSdkDefaults: Checkout;
  const times = new Map<Variant, number[]>(VARIANTS.map((variant) => [variant, []]));
  const firstTimes = new Map<Variant, number>();
  const plans = new Map<Variant, readonly string[]>();

  const preview = async ({ arguments: more = [], versionAliases = false, sdkDefaults }: Variant): Promise<readonly string[]> => {
    const clone = sdkDefaults ? withSdkDefaults : tuned;
    clone.configure({ "hardened-aks:versionAliases": `${versionAliases}` });
    const { steps } = JSON.parse(await clone.run("preview", "--json", ...more)) as Plan;
    return steps.map(({ op, urn }) => `${op} ${urn}`).sort();
  };

  /** Prints the ratios without testing them: times depend on the machine and its load. */
  const printReport = (): void => {
    const baseline = median(times.get(BASELINE));
    for (const variant of VARIANTS) {
      const took = median(times.get(variant));
      printTime(took, took / baseline, variant.title, renderAim(variant, took / baseline));
    }
    const first = firstTimes.get(BASELINE) ?? 0;
    for (const [variant, took] of firstTimes) {
      printTime(took, took / first, `first run without caches, ${variant.title}`, renderAim(variant, took / first));
    }
  };

  before(async () => {
    tuned = await checkout("prod");
    withSdkDefaults = await checkout("prod", { variables: { [SDK_UNCHANGED]: "true" } });
    withSdkDefaults.edit("Pulumi.yaml", /^ +options:\n +tsconfig: .*\n/m, "");
    // Compiled code is cached after the first run. A new CI runner has no cache, and the SDK type-checks in its first run.
    for (const variant of [BASELINE, SDK_DEFAULTS]) {
      const took = await measureSeconds(() => preview(variant));
      firstTimes.set(variant, took);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const variant of VARIANTS) {
        const took = await measureSeconds(async () => plans.set(variant, await preview(variant)));
        times.get(variant)?.push(took);
      }
    }
    printReport();
  });
  after(() => {
    tuned?.close();
    withSdkDefaults?.close();
  });

  for (const variant of VARIANTS.slice(1)) {
    it(`has the same plan ${variant.title}`, () => {
      assert.ok((plans.get(BASELINE) ?? []).length > 400);
      assert.deepEqual(plans.get(variant), plans.get(BASELINE));
    });
  }
});

function median(values: readonly number[] = []): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function printTime(took: number, ratio: number, title: string, aim: string): void {
  printFigure(`${took.toFixed(1).padStart(6)} s ${ratio.toFixed(2).padStart(6)}×  ${title}${aim}`);
}
