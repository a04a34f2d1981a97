import assert from "node:assert/strict";
import type { ConfiguredLevel } from "../../../policy-pack/policies/coverage";
import { inOrderOfCoverage } from "../../../policy-pack/policies/coverage";
import { catalogue } from "../../../policy-pack/rules/catalogue";
import type { CaseResource } from "../cases/case";
import { type RunOptions, run } from "../harness";

const CLUSTER: CaseResource = { type: "azure-native:containerservice:ManagedCluster", name: "aks", props: {} };
const VAULT: CaseResource = { type: "azure-native:keyvault:Vault", name: "vault", props: { properties: {} } };
const ACCOUNT: CaseResource = { type: "azure-native:storage:StorageAccount", name: "data", props: {} };
const REGISTRY: CaseResource = { type: "azure-native:containerregistry:Registry", name: "images", props: { sku: { name: "Basic" } } };
const namespace: CaseResource = { type: "kubernetes:core/v1:Namespace", name: "shop", props: { metadata: { name: "shop" } } };
const deployment = (name: string, inNamespace?: string): CaseResource => ({
  type: "kubernetes:apps/v1:Deployment",
  name,
  props: {
    metadata: inNamespace === undefined ? {} : { namespace: inNamespace },
    spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: "mcr.microsoft.com/shop:1.0.0" }] } } },
  },
});
const role = (...rules: unknown[]): CaseResource => ({
  type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  name: "role",
  props: { metadata: { name: "role" }, rules },
});

const NO_LEVELS: ReadonlyMap<string, ConfiguredLevel> = new Map();

/** The mandatory findings of some controls, with the levels of the engine's configuration. */
async function findings(resources: CaseResource[], ids: string[], levels = NO_LEVELS, options: RunOptions = {}): Promise<string[]> {
  const only = (name: string) => levels.get(name) !== "disabled";
  const { reports } = await run(resources, { only, configuredLevels: levels, ...options });
  return reports
    .filter(({ control, policy }) => ids.includes(control) && !["advice", "exemption-report"].includes(policy))
    .map(({ control }) => control)
    .sort();
}

describe("One cause", () => {
  const causes: Record<string, [resources: CaseResource[], ids: string[], reported: string[]]> = {
    "a public API server": [[CLUSTER], ["AKS-01", "AKS-03"], ["AKS-01"]],
    "no Entra integration": [[CLUSTER], ["AKS-09", "AKS-10"], ["AKS-09"]],
    "no add-on for secrets": [[CLUSTER], ["AKS-18", "AKS-19"], ["AKS-18"]],
    "no Defender profile": [[CLUSTER], ["AKS-07"], ["AKS-07"]],
    "no Container Insights": [[CLUSTER], ["AKS-21"], ["AKS-21"]],
    "a public vault without an endpoint": [[VAULT], ["KV-06", "KV-07", "KV-08", "NET-05"], ["KV-06", "KV-08"]],
    "a public storage account without an endpoint": [[ACCOUNT], ["ST-03", "ST-04", "ST-05", "NET-05"], ["ST-03", "ST-05"]],
    "a public registry": [[REGISTRY], ["ACR-03", "ACR-04", "ACR-05", "ACR-06", "NET-05"], ["ACR-03", "ACR-05", "ACR-06"]],
    "a namespace without a policy": [[namespace, deployment("a", "shop"), deployment("b", "shop")], ["NP-01", "NP-02"], ["NP-01"]],
    "workloads in namespace default": [[deployment("a")], ["POD-16", "NP-01", "NP-02"], ["POD-16"]],
    "a namespace without labels": [[namespace], ["NS-01"], ["NS-01"]],
    "a wildcard that includes creation": [[role({ apiGroups: [""], resources: ["pods"], verbs: ["*"] })], ["RB-02", "RB-04"], ["RB-02"]],
  };
  for (const [cause, [resources, ids, reported]] of Object.entries(causes)) {
    it(`has one finding: ${cause}`, async () => assert.deepEqual(await findings(resources, ids), reported));
  }

  it("does not hide a value that remains wrong", async () => {
    const open = { properties: { networkAcls: { defaultAction: "Allow" } } };
    assert.deepEqual(await findings([{ ...VAULT, props: open }], ["KV-06", "KV-07"]), ["KV-06", "KV-07"]);
    const rules = [
      { apiGroups: [""], resources: ["pods"], verbs: ["*"] },
      { apiGroups: [""], resources: ["pods"], verbs: ["create"] },
    ];
    assert.deepEqual(await findings([role(...rules)], ["RB-02", "RB-04"]), ["RB-02", "RB-04"]);
  });
});

describe("A control behind another one", () => {
  const ids = ["AKS-01", "AKS-03"];
  const levels = (level: ConfiguredLevel) => new Map<string, ConfiguredLevel>([["aks-private-cluster", level]]);

  it("reports where the other one is off, or advisory", async () => {
    assert.deepEqual(await findings([CLUSTER], ids, levels("disabled")), ["AKS-03"]);
    assert.deepEqual(await findings([CLUSTER], ids, levels("advisory")), ["AKS-01", "AKS-03"]);
    assert.deepEqual(await findings([CLUSTER], ids, levels("remediate")), ["AKS-01"]);
  });

  it("reports where the other one is exempted", async () => {
    const exemption = { reason: "accepted until the migration", owner: "shop team", expires: "2026-12-31" };
    const exemptions = [{ control: "AKS-01", resource: "urn:pulumi:shop-prod::shop::*::aks", ...exemption }];
    const reported = await findings([CLUSTER], ids, NO_LEVELS, { exemptions, now: () => new Date("2026-11-30") });
    assert.deepEqual(reported, ["AKS-03"]);
  });

  it("reports where the levels are not known", async () => {
    const { reports } = await run([CLUSTER], { only: (name) => name.startsWith("aks-") });
    assert.deepEqual(
      reports.map(({ control }) => control).filter((id) => ids.includes(id)),
      ids,
    );
  });

  it("reports at another resource", async () => {
    const isPrivate = { ...CLUSTER, name: "private", props: { apiServerAccessProfile: { enablePrivateCluster: true } } };
    const levelsOf = levels("mandatory");
    assert.deepEqual(await findings([isPrivate, CLUSTER], ids, levelsOf), ["AKS-01"]);
    assert.deepEqual(await findings([CLUSTER, { ...CLUSTER, name: "b" }], ["AKS-09", "AKS-10"]), ["AKS-09", "AKS-09"]);
  });
});

describe("The order of the policies", () => {
  it("evaluates a control after those that cover it, and keeps every control once", () => {
    const ids = inOrderOfCoverage(catalogue).map(({ id }) => id);
    for (const { id, coveredBy = [] } of catalogue)
      for (const other of coveredBy) assert.ok(ids.indexOf(other) < ids.indexOf(id) && ids.includes(other), `${other} before ${id}`);
    assert.deepEqual([...ids].sort(), catalogue.map(({ id }) => id).sort());
  });

  it("lets no control of a stack cover one of single resources, which is evaluated earlier", () => {
    const onlyStack = new Set(catalogue.filter((rule) => !("check" in rule)).map(({ id }) => id));
    const late = catalogue.filter((rule) => "check" in rule && rule.coveredBy?.some((id) => onlyStack.has(id)));
    assert.deepEqual(
      late.map(({ id }) => id),
      [],
    );
  });
});
