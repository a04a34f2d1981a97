import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadStack } from "../../offline/config/stack";
import type { Finding } from "../../offline/pack";
import { type Choice, type Combination, everyPair, OPTIONS } from "./support/options";
import { briefly, home, merged, preview, refusals, type Settings, type Stack } from "./support/preview";
import { ONE_REGION } from "./support/weakening";

function choicesOf(combination: Combination): readonly Choice[] {
  return Object.entries(combination).flatMap(([option, choice]) => OPTIONS[option]?.[choice] ?? []);
}

function settingsOf(choices: readonly Choice[]): Settings {
  return choices.reduce<Settings>((all, { settings }) => merged(all, settings), { stamps: ONE_REGION });
}

function admissionsOf(choices: readonly Choice[]): Settings {
  return Object.assign({}, ...choices.map(({ admission }) => admission ?? {}));
}

/** Policies that broke off because they read a value that is not known yet. */
function brokenOff(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ message }) => message.startsWith("can't run policy")).map(({ policy }) => policy);
}

describe("Every two options together", function () {
  this.timeout(60_000);
  const combinations = everyPair(OPTIONS);

  it("stand in few combinations", () => {
    assert.ok(combinations.length >= 15 && combinations.length < 30, `${combinations.length}`);
    assert.ok(combinations.every((combination) => Object.keys(combination).length === Object.keys(OPTIONS).length));
  });

  for (const combination of combinations) {
    it(`preview: ${Object.values(combination).join(", ")}`, async () => {
      const choices = choicesOf(combination);
      const settings = settingsOf(choices);
      const admissions = admissionsOf(choices);
      const known = await preview({ stack: "prod", settings });
      assert.deepEqual(refusals(known.findings), Object.keys(admissions).sort());
      assert.deepEqual(refusals(await known.judgedUnder(admissions)), []);
      const first = await preview({ stack: "prod", settings, unknowns: true });
      assert.deepEqual(refusals(await first.judgedUnder(admissions)), []);
      assert.deepEqual([...brokenOff(known.findings), ...brokenOff(first.findings)], []);
      assert.deepEqual(urns(first), urns(known), "unknown values must not change which resources there are");
    });
  }
});

function urns({ registrations }: Awaited<ReturnType<typeof preview>>): readonly string[] {
  return registrations.map(({ urn }) => urn).sort();
}

function linkedNetworks(stack: Stack): readonly string[] {
  const { values } = loadStack({ directory: home, stack, overrides: [], path: false });
  return JSON.parse(values["hardened-aks:network"] ?? "{}").dns.linkedVirtualNetworkIds;
}

describe("The committed stacks", function () {
  this.timeout(60_000);
  const advisories = readFileSync(join(home, "docs", "advisories.md"), "utf8");
  const explained = new Set(Array.from(advisories.matchAll(/^\| ([A-Z]+-\d+) \|/gm), ([, control]) => control));

  it("link no network in common: Azure refuses a second zone of the same name", () => {
    const [dev, prod] = (["dev", "prod"] as const).map(linkedNetworks);
    assert.ok(dev && prod && dev.length > 0 && prod.length > 0);
    assert.deepEqual(
      dev.filter((id) => prod.includes(id)),
      [],
    );
  });

  const ADVISED: Readonly<Record<Stack, readonly string[]>> = {
    dev: ["AKS-17 swedencentral-aks-cluster", "FD-04 front-door-waf"],
    prod: [],
  };
  for (const [stack, expected] of Object.entries(ADVISED) as [Stack, readonly string[]][]) {
    it(`${stack}: nothing mandatory, and no other advice than docs/advisories.md explains`, async () => {
      const { findings } = await preview({ stack });
      assert.deepEqual(refusals(findings), []);
      assert.deepEqual(briefly(findings), expected);
      for (const { control } of findings) assert.ok(explained.has(control), `${control} is not explained`);
    });

    it(`${stack}: what a first preview cannot judge is explained too`, async () => {
      const { findings } = await preview({ stack, unknowns: true });
      assert.deepEqual(refusals(findings), []);
      const notYet = findings.filter(({ message }) => message.startsWith("Not judged yet"));
      assert.deepEqual([...new Set(notYet.map(({ control }) => control))].sort(), ["AKS-07", "AKS-15", "AKS-17", "ING-06"]);
      for (const { control } of findings) assert.ok(explained.has(control), `${control} is not explained`);
    });

    it(`${stack}: scope azure is clean and needs no Kubernetes`, async () => {
      const { findings, registrations } = await preview({ stack, settings: { scope: "azure" } });
      assert.deepEqual(refusals(findings), []);
      assert.deepEqual(
        registrations.filter(({ type }) => type.startsWith("kubernetes:")),
        [],
      );
    });
  }
});
