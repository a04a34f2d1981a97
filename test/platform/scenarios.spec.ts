import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadStack } from "../../offline/config/stack";
import type { Finding } from "../../offline/pack";
import { type Choice, type Combination, OPTIONS, pairwiseCombinations } from "./support/options";
import { blockingPolicies, merged, preview, repositoryRoot, type Settings, type Stack, summarize } from "./support/preview";
import { ONE_REGION } from "./support/weakening";

function choicesOf(combination: Combination): readonly Choice[] {
  return Object.entries(combination).flatMap(([option, choice]) => OPTIONS[option]?.[choice] ?? []);
}

function settingsOf(choices: readonly Choice[]): Settings {
  return choices.reduce<Settings>((all, { settings }) => merged(all, settings), { stamps: ONE_REGION });
}

function policySettingsOf(choices: readonly Choice[]): Settings {
  return Object.assign({}, ...choices.map(({ policySettings }) => policySettings ?? {}));
}

/** Policies that failed because they read an unknown value. */
function failedPolicies(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ message }) => message.startsWith("can't run policy")).map(({ policy }) => policy);
}

describe("Pairwise combinations of options", function () {
  this.timeout(60_000);
  const combinations = pairwiseCombinations(OPTIONS);

  it("cover all pairs with few combinations", () => {
    assert.ok(combinations.length >= 15 && combinations.length < 30, `${combinations.length}`);
    assert.ok(combinations.every((combination) => Object.keys(combination).length === Object.keys(OPTIONS).length));
  });

  for (const combination of combinations) {
    it(`preview: ${Object.values(combination).join(", ")}`, async () => {
      const choices = choicesOf(combination);
      const settings = settingsOf(choices);
      const policySettings = policySettingsOf(choices);
      const known = await preview({ stack: "prod", settings });
      assert.deepEqual(blockingPolicies(known.findings), Object.keys(policySettings).sort());
      assert.deepEqual(blockingPolicies(await known.evaluateWith(policySettings)), []);
      const first = await preview({ stack: "prod", settings, unknowns: true });
      assert.deepEqual(blockingPolicies(await first.evaluateWith(policySettings)), []);
      assert.deepEqual([...failedPolicies(known.findings), ...failedPolicies(first.findings)], []);
      assert.deepEqual(urns(first), urns(known), "unknown values must not change the set of resources");
    });
  }
});

function urns({ registrations }: Awaited<ReturnType<typeof preview>>): readonly string[] {
  return registrations.map(({ urn }) => urn).sort();
}

function linkedNetworks(stack: Stack): readonly string[] {
  const { values } = loadStack({ directory: repositoryRoot, stack, overrides: [], path: false });
  return JSON.parse(values["hardened-aks:network"] ?? "{}").dns.linkedVirtualNetworkIds;
}

/** `<control> <resource>` of each finding that docs/advisories.md explains for a stack, with its regions' names. */
function acceptedIn(stack: Stack, advisories: string): readonly string[] {
  const [, section = ""] = /\n## In the committed stacks\n(.*?)\n## /s.exec(advisories) ?? [];
  const { values } = loadStack({ directory: repositoryRoot, stack, overrides: [], path: false });
  const stamps: readonly { readonly region: string }[] = JSON.parse(values["hardened-aks:stamps"] ?? "[]");
  const rows = Array.from(section.matchAll(/^\| ([A-Z]+-\d+) \| ([^|]+) \| ([^|]+) \|/gm));
  const found = rows
    .filter(([, , stacks = ""]) => stacks.split(", ").includes(stack))
    .flatMap(([, control, , resources = ""]) => Array.from(resources.matchAll(/`([^`]+)`/g), ([, name = ""]) => `${control} ${name}`))
    .flatMap((finding) => stamps.map(({ region }) => finding.replace("<region>", region)));
  return [...new Set(found)].sort();
}

describe("The committed stacks", function () {
  this.timeout(60_000);
  const advisories = readFileSync(join(repositoryRoot, "docs", "advisories.md"), "utf8");
  const explained = new Set(Array.from(advisories.matchAll(/^\| ([A-Z]+-\d+) \|/gm), ([, control]) => control));

  it("link no network in common: Azure refuses a second link to a zone of the same name", () => {
    const [dev, prod] = (["dev", "prod"] as const).map(linkedNetworks);
    assert.ok(dev && prod && dev.length > 0 && prod.length > 0);
    assert.deepEqual(
      dev.filter((id) => prod.includes(id)),
      [],
    );
  });

  it("prod: keeps the findings without an option only, with the options that docs/advisories.md names", async () => {
    const { evaluateWith } = await preview({ stack: "prod" });
    const groups = ["swedencentral", "germanywestcentral"].map((region) => `rg-haks-prod-${region}-ingress`);
    const findings = await evaluateWith({
      "log-analytics-private": { publicNetworkAccess: "allowed" },
      "flow-logs": { flowLogsElsewhere: true },
      "role-scope-narrow": { dedicatedResourceGroups: groups },
    });
    const digests = ["germanywestcentral", "swedencentral"].map((region) => `POD-08 ${region}-inside-catalog-deployment`);
    assert.deepEqual(summarize(findings), ["MON-02 observability-defender", ...digests]);
  });

  for (const stack of ["dev", "prod"] as const) {
    const accepted = acceptedIn(stack, advisories);
    it(`${stack}: no mandatory violation, and exactly the advisory ones that docs/advisories.md explains`, async () => {
      const { findings } = await preview({ stack });
      assert.deepEqual(blockingPolicies(findings), []);
      assert.ok(accepted.length > 0);
      assert.deepEqual(summarize(findings), accepted);
    });

    it(`${stack}: what a first preview cannot evaluate is explained too`, async () => {
      const { findings } = await preview({ stack, unknowns: true });
      assert.deepEqual(blockingPolicies(findings), []);
      const notEvaluated = findings.filter(({ message }) => message.startsWith("Not evaluated yet"));
      assert.deepEqual([...new Set(notEvaluated.map(({ control }) => control))].sort(), [
        "AKS-07",
        "AKS-15",
        "AKS-17",
        "AKS-31",
        "ID-05",
        "ING-06",
      ]);
      for (const { control } of findings) assert.ok(explained.has(control), `${control} is not explained`);
    });

    it(`${stack}: scope azure has no violations and no Kubernetes resources`, async () => {
      const { findings, registrations } = await preview({ stack, settings: { scope: "azure" } });
      assert.deepEqual(blockingPolicies(findings), []);
      assert.deepEqual(
        registrations.filter(({ type }) => type.startsWith("kubernetes:")),
        [],
      );
    });
  }
});
