import assert from "node:assert/strict";
import { join } from "node:path";
import { SDK_UNCHANGED } from "../../policy-pack/sdk/unchanged";
import { type Checkout, checkout } from "./support/checkout";
import { repository } from "./support/stack";
import { figure, onTheEngine, seconds } from "./support/suite";

/** Rounds of every variant, one variant after the other, so that a busy minute of the machine hits all of them. */
const ROUNDS = Number(process.env.ENGINE_ROUNDS ?? 2);

interface Variant {
  readonly title: string;
  readonly arguments?: readonly string[];
  readonly versionAliases?: boolean;
  /** The program as the SDK runs it where nobody says otherwise: types checked, promises traced, aliases kept, all loaded. */
  readonly byDefault?: boolean;
}

const PLAIN: Variant = { title: "as it is" };
const EMPTY: Variant = { title: "with an empty pack", arguments: ["--policy-pack", join(repository, "bench/emptyPack")] };
const JUDGED: Variant = { title: "with our pack", arguments: ["--policy-pack", "policy-pack"] };
const ALIASED: Variant = { title: "with version aliases", versionAliases: true };
const DEFAULT: Variant = { title: "as the SDK runs it by default", byDefault: true };
const VARIANTS = [PLAIN, EMPTY, JUDGED, ALIASED, DEFAULT];

/** Most that our pack may add, and least that the program as the SDK runs it by default has to cost. */
const MOST_WITH_PACK = 1.1;
const LEAST_BY_DEFAULT = 2;

function aimOf(variant: Variant, ratio: number): string {
  if (variant === JUDGED) return ` (aim ${MOST_WITH_PACK}×: ${ratio <= MOST_WITH_PACK ? "met" : "missed"})`;
  return variant === DEFAULT ? ` (aim ${LEAST_BY_DEFAULT}×: ${ratio >= LEAST_BY_DEFAULT ? "met" : "missed"})` : "";
}

interface Plan {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
}

onTheEngine("speed of pulumi preview of prod", () => {
  let ours: Checkout;
  let usual: Checkout;
  const times = new Map<Variant, number[]>(VARIANTS.map((variant) => [variant, []]));
  const firstTimes = new Map<Variant, number>();
  const plans = new Map<Variant, readonly string[]>();

  const preview = async ({ arguments: more = [], versionAliases = false, byDefault }: Variant): Promise<readonly string[]> => {
    const clone = byDefault ? usual : ours;
    clone.configure({ "hardened-aks:versionAliases": `${versionAliases}` });
    const { steps } = JSON.parse(await clone.run("preview", "--json", ...more)) as Plan;
    return steps.map(({ op, urn }) => `${op} ${urn}`).sort();
  };

  /** Ratios of one run. Told, not tested: a time depends on the machine and on what else it does. */
  const report = (): void => {
    const plain = median(times.get(PLAIN));
    for (const variant of VARIANTS) {
      const took = median(times.get(variant));
      tell(took, took / plain, variant.title, aimOf(variant, took / plain));
    }
    const first = firstTimes.get(PLAIN) ?? 0;
    for (const [variant, took] of firstTimes) {
      tell(took, took / first, `first run of a runner, ${variant.title}`, aimOf(variant, took / first));
    }
  };

  before(async () => {
    ours = await checkout("prod");
    usual = await checkout("prod", { [SDK_UNCHANGED]: "true" });
    usual.edit("Pulumi.yaml", /^ +options:\n +tsconfig: .*\n/m, "");
    // Compiled code is in its caches from the second run on; a runner's first has none, and the SDK checks types in it.
    for (const variant of [PLAIN, DEFAULT]) {
      const took = await seconds(() => preview(variant));
      firstTimes.set(variant, took);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const variant of VARIANTS) {
        const took = await seconds(async () => plans.set(variant, await preview(variant)));
        times.get(variant)?.push(took);
      }
    }
    report();
  });
  after(() => {
    ours?.close();
    usual?.close();
  });

  for (const variant of VARIANTS.slice(1)) {
    it(`has the same plan ${variant.title}`, () => {
      assert.ok((plans.get(PLAIN) ?? []).length > 400);
      assert.deepEqual(plans.get(variant), plans.get(PLAIN));
    });
  }
});

function median(values: readonly number[] = []): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function tell(took: number, ratio: number, title: string, verdict: string): void {
  figure(`${took.toFixed(1).padStart(6)} s ${ratio.toFixed(2).padStart(6)}×  ${title}${verdict}`);
}
