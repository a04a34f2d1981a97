import assert from "node:assert/strict";
import type { Finding } from "../../../../offline/pack";
import type { FormerIdentity, Registration, ResourceOptions } from "../../../../offline/registration";
import { type BaseResource, compareResources } from "../../../../offline/report/comparison/compare";
import { compareFindings } from "../../../../offline/report/comparison/findings";
import { renderComparison } from "../../../../offline/report/comparison/text";
import { secret } from "../../../../offline/wire";

const CONTEXT = { subscriptionId: "s", tenantId: "t", objectId: "o", clientId: "c" };
const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const VAULT = "azure-native:keyvault/v20240401preview:Vault";

const OPTIONS: ResourceOptions = {
  ...{ protect: false, ignoreChanges: [], replaceOnChanges: [], additionalSecretOutputs: [], aliases: [] },
  timeouts: { create: "", update: "", delete: "" },
  ...{ deleteBeforeReplace: undefined, retainOnDelete: false, deletedWith: "", importId: "", version: "" },
};

interface Described {
  readonly inputs?: Registration["inputs"];
  readonly options?: Partial<ResourceOptions>;
  readonly former?: readonly FormerIdentity[];
  readonly parent?: Registration;
}

function resource(type: string, name: string, { inputs = {}, options = {}, former = [], parent }: Described = {}): Registration {
  const path = parent === undefined ? type : `${parent.urn.split("::")[2]}$${type}`;
  return {
    ...{ urn: `urn:pulumi:dev::shop::${path}::${name}`, type, name, parent: parent?.urn ?? STACK },
    ...{ custom: !type.startsWith("my:"), remote: false, external: false, inputs },
    ...{ dependencies: [], propertyDependencies: {}, provider: "", options: { ...OPTIONS, ...options }, formerIdentities: () => former },
  };
}

const base = (...registrations: readonly Registration[]): readonly BaseResource[] =>
  registrations.map(({ urn, type, name, inputs, options }) => ({ urn, type, name, props: inputs, protect: options.protect }));

const differences = (before: readonly Registration[], after: readonly Registration[]) =>
  compareResources(base(...before), after, CONTEXT).differences;

describe("offline/report: resources compared with a base", () => {
  it("are the same in another order", () => {
    const [one, other] = [resource(VAULT, "one"), resource("kubernetes:core/v1:Namespace", "other")];
    assert.deepEqual(differences([one, other], [other, one]), []);
  });

  it("are the same under a name, type or parent that an alias connects, and with children that were named after their parent", () => {
    const parents = [
      resource("my:index:Old", "weu"),
      resource("my:index:New", "west", { former: [{ name: "weu", type: "my:index:Old" }] }),
    ];
    const [old, current] = parents.map((parent) => [parent, resource(VAULT, `${parent.name}-vault`, { parent })]);
    assert.deepEqual(differences(old ?? [], current ?? []), []);
    const moved = resource(VAULT, "moved", { former: [{ parent: "" }] });
    assert.deepEqual(differences([resource(VAULT, "moved")], [moved]), []);
    const named = resource(VAULT, "new", { former: [{ urn: resource(VAULT, "old").urn }] });
    assert.deepEqual(differences([resource(VAULT, "old")], [named]), []);
  });

  it("are removed and added under another name without alias; the removed one with data first", () => {
    const found = differences([resource(VAULT, "old")], [resource(VAULT, "new", { options: { protect: true } })]);
    const shown = found.map(({ kind, name, protect, holdsData }) => ({ kind, name, protect, holdsData }));
    assert.deepEqual(shown, [
      { kind: "removed", name: "old", protect: false, holdsData: true },
      { kind: "added", name: "new", protect: true, holdsData: true },
    ]);
  });

  it("are replaced by the property that forces it, whatever API version the type names, and risk stands first", () => {
    const vault = (location: string) => resource(VAULT, "vault", { inputs: { vaultName: "kv", location }, options: { protect: true } });
    const deployment = (app: string, replicas: number) =>
      resource("kubernetes:apps/v1:Deployment", "web", { inputs: { spec: { replicas, selector: { matchLabels: { app } } } } });
    const found = differences([deployment("a", 1), vault("westeurope")], [deployment("b", 2), vault("northeurope")]);
    assert.deepEqual(
      found.map(({ kind, name, changes }) => [kind, name, changes.filter(({ replaces }) => replaces).map(({ path }) => path)]),
      [
        ["replaced", "vault", ["location"]],
        ["replaced", "web", ["spec.selector.matchLabels.app"]],
      ],
    );
  });

  it("are replaced for replaceOnChanges, unchanged for ignoreChanges, and refused where Azure does not change a property", () => {
    const type = "azure-native:eventhub:EventHub";
    const hub = (partitionCount: number, tags: string, options: Partial<ResourceOptions> = {}) =>
      resource(type, "hub", { inputs: { partitionCount, tags: { a: tags } }, options });
    assert.deepEqual(differences([hub(1, "x")], [hub(1, "y", { ignoreChanges: ["tags"] })]), []);
    const [replaced] = differences([hub(1, "x")], [hub(1, "y", { replaceOnChanges: ["tags.*"] })]);
    assert.deepEqual([replaced?.kind, replaced?.changes[0]?.replaces], ["replaced", true]);
    const [refused] = differences([hub(1, "x")], [hub(2, "x")]);
    assert.deepEqual(refused?.changes, [{ path: "partitionCount", before: 1, after: 2, refused: true }]);
  });

  it("differ in the option protect", () => {
    const [found] = differences([resource(VAULT, "a", { options: { protect: true } })], [resource(VAULT, "a")]);
    assert.deepEqual(found?.changes, [{ path: "protect", before: true, after: false, option: true }]);
  });

  it("show no secret, also where the base did not mark it as one", () => {
    const password = (value: unknown) => resource("kubernetes:core/v1:ConfigMap", "a", { inputs: { spec: { password: value } } });
    const found = differences([password("correct-horse")], [password(secret("correct-horse"))]);
    const text = JSON.stringify(found) + render({ resources: found });
    assert.doesNotMatch(text, /correct-horse/);
    assert.match(text, /spec\.password: "\[not marked as secret\]" → "\[secret\]"/);
  });
});

const finding = (urn: string, path: string, more: Partial<Finding> = {}): Finding => ({
  ...{ control: "POD-01", policy: "pod", level: "mandatory", urn, path, message: `POD-01 at ${path}` },
  ...more,
});

describe("offline/report: findings compared with a base", () => {
  const [old, current] = [resource(VAULT, "old").urn, resource(VAULT, "new").urn];
  const renamed = new Map([[`${VAULT}::old`, `${VAULT}::new`]]);

  it("are the same on a renamed resource and on an element that another position has", () => {
    const [before, after] = [finding(old, "spec.containers[0].image"), finding(current, "spec.containers[1].image", { message: "other" })];
    assert.deepEqual(compareFindings([before], [after], renamed), { newFindings: [], goneFindings: [] });
  });

  it("are new and gone by number, and with another level", () => {
    const [one, two] = [finding(current, "a[0]"), finding(current, "a[1]")];
    assert.deepEqual(compareFindings([one], [one, two], renamed), { newFindings: [two], goneFindings: [] });
    const advisory = finding(current, "a[0]", { level: "advisory" });
    assert.deepEqual(compareFindings([advisory], [one], renamed), { newFindings: [one], goneFindings: [advisory] });
  });
});

function render(comparison: Partial<Parameters<typeof renderComparison>[0]>): string {
  const nothing = { commit: undefined, error: undefined, remarks: [], resources: [], newFindings: [], goneFindings: [] };
  return renderComparison({ base: "main", ...nothing, ...comparison });
}

describe("offline/report: text of a comparison", () => {
  it("says that nothing differs, and shows one change of many resources once", () => {
    assert.equal(render({}), "Compared with main: no difference\n");
    const tagged = (env: string) =>
      ["a", "b", "c", "d", "e"].map((name) => resource("azure-native:network:NatGateway", name, { inputs: { tags: { env } } }));
    const text = render({ resources: differences(tagged("x"), tagged("y")), newFindings: [finding(STACK, "a")] });
    assert.match(text, /^Compared with main: 5 changed, 1 finding new\n\nChanged \(5\)\n\n {2}~ network:NatGateway a, b, c and 2 more\n/);
    assert.match(text, /^ {6}tags\.env: "x" → "y"$/m);
    assert.match(text, /New findings\n\nMandatory findings \(1\)\n\n {2}POD-01 at a\n/);
  });
});
