import assert from "node:assert/strict";
import { type FaultCase, faultCase, testFaultCases } from "./faultCases";
import { faultsOf, load, stackFile, stackWith } from "./stack";

const GUID = "0c0ffee0-0000-4000-8000-00000000000a";
const CERTIFICATE = { type: "keyVaultCertificate", clientId: GUID, certificate: "Catalog-Api-Key" };
const POOL = { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2 };
const ADMINS = (stackFile("prod") as { cluster: { adminGroupObjectIds: readonly string[] } }).cluster.adminGroupObjectIds;

const pool = (settings: object) => ({ workload: POOL, other: { ...POOL, ...settings } });
const manyPools = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`pool${index}`, POOL]));
const manyTags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

/** Settings that Azure, AKS or Kubernetes would reject during an update. */
const TABLE: readonly FaultCase[] = [
  faultCase("cluster.readerGroupObjectIds", [GUID, ADMINS[0]], /administrators can read everything/, "cluster.readerGroupObjectIds[1]"),
  faultCase("cluster.deployer", { objectId: ADMINS[0], principalType: "Group" }, /in neither list/, "cluster.deployer.objectId"),
  {
    set: { "cluster.readerGroupObjectIds": [GUID], "cluster.deployer": { objectId: GUID.toUpperCase() } },
    faultPath: "cluster.deployer.objectId",
    allowed: /in neither list/,
  },
  faultCase("workloads.catalog.sidecar.credential", CERTIFICATE, /no secret has/, "workloads.catalog.sidecar.credential.certificate"),
  faultCase("network.serviceCidr", "172.16.0.0/29", /from \/12 to \/28/),
  faultCase("network.serviceCidr", "11.0.0.0/8", /from \/12 to \/28/),
  faultCase("network.podCidr", "240.0.0.0/8", /does not overlap 240\.0\.0\.0\/4/),
  faultCase("network.podCidr", "0.0.0.0/8", /does not overlap 0\.0\.0\.0\/8/),
  faultCase("tags", { Platform: "x" }, /the platform sets this tag/, "tags.Platform"),
  faultCase("tags", { Owner: "1", owner: "2" }, /more than case/, "tags.owner"),
  faultCase("tags", { "cost/centre": "x" }, /starting with a letter/, 'tags["cost/centre"]'),
  faultCase("tags", { "Cost Centre": "x" }, /starting with a letter/, 'tags["Cost Centre"]'),
  faultCase("tags", { "1st": "x" }, /starting with a letter/, 'tags["1st"]'),
  faultCase("tags", { "azure-x": "x" }, /not with azure/, "tags.azure-x"),
  faultCase("tags", manyTags(12), /at most 11 tags/),
  faultCase("workloads.catalog.pool", "constructor", /a name in cluster\.userPools \(workload\)/),
  faultCase("toString", { a: 1 }, /a known key/),
  faultCase("cluster.userPools", pool({ labels: { "bad key!": "x" } }), /a Kubernetes label/, 'cluster.userPools.other.labels["bad key!"]'),
  faultCase("cluster.userPools", pool({ labels: { tier: "sp ace" } }), /a label's value/, "cluster.userPools.other.labels.tier"),
  faultCase(
    "cluster.userPools",
    pool({ labels: { "kubernetes.azure.com/x": "1" } }),
    /outside kubernetes\.azure\.com/,
    'cluster.userPools.other.labels["kubernetes.azure.com/x"]',
  ),
  faultCase("cluster.userPools", pool({ taints: ["ä=!!:NoSchedule"] }), /key=value:NoSchedule/, "cluster.userPools.other.taints[0]"),
  faultCase(
    "cluster.userPools",
    pool({ taints: ["a=b:NoSchedule", "a=c:NoSchedule"] }),
    /not listed yet/,
    "cluster.userPools.other.taints[1]",
  ),
  faultCase("cluster.userPools", manyPools(100), /at most 99 pools/),
  faultCase("ingress.gatewayClassName", "My Class!", /lower-case letters/),
  faultCase("ingress.nginxClassName", "My Class!", /lower-case letters/),
  faultCase("workloads.catalog.cpuRequest", 1, /a string: put it in quotes, or use pulumi config set --path --type string/),
];

describe("Settings that Azure would reject", () => {
  testFaultCases(TABLE);

  it("does not refuse settings that Azure accepts", () => {
    load(stackWith({ "network.serviceCidr": "172.16.0.0/13", tags: { ...manyTags(10), "Cost-Centre.v1_x": "€ 1 (net)" } }));
    load(stackWith({ "network.serviceCidr": "172.16.0.0/28", "cluster.readerGroupObjectIds": [GUID] }));
    load(stackWith({ "workloads.catalog.sidecar.credential": { ...CERTIFICATE, certificate: "catalog-login" } }));
    const labels = { "contoso.com/team": "shop", tier: "", "node.kubernetes.io/x": "1.2_3" };
    load(
      stackWith({
        "cluster.userPools": pool({ labels, taints: ["gpu=true:NoSchedule", "gpu=true:NoExecute", "contoso.com/spot=:PreferNoSchedule"] }),
      }),
    );
  });

  it("accepts repositories that comply with distribution's grammar", () => {
    for (const image of ["my__app:1", "team/my--app:1", "a.b_c-d:1"]) load(stackWith({ "workloads.catalog.image": image }));
  });

  it("refuses tag names that are too long", () => {
    const { faults } = faultsOf(stackWith({ tags: { ["x".repeat(129)]: "x" } }));
    assert.match(faults[0]?.allowed ?? "", /up to 128 letters/);
  });
});
