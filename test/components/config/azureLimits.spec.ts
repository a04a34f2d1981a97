import assert from "node:assert/strict";
import { type Broken, broken, refuses } from "./broken";
import { faultsOf, load, stackFile, stackWith } from "./stack";

const GUID = "0c0ffee0-0000-4000-8000-00000000000a";
const CERTIFICATE = { type: "keyVaultCertificate", clientId: GUID, certificate: "Catalog-Api-Key" };
const POOL = { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2 };
const ADMINS = (stackFile("prod") as { cluster: { adminGroupObjectIds: readonly string[] } }).cluster.adminGroupObjectIds;

const pool = (settings: object) => ({ workload: POOL, other: { ...POOL, ...settings } });
const manyPools = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`pool${index}`, POOL]));
const manyTags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

/** What Azure, AKS or Kubernetes would refuse in the middle of an update. */
const TABLE: readonly Broken[] = [
  broken("cluster.readerGroupObjectIds", [GUID, ADMINS[0]], /administrators read everything/, "cluster.readerGroupObjectIds[1]"),
  broken("cluster.deployer", { objectId: ADMINS[0], principalType: "Group" }, /in neither list/, "cluster.deployer.objectId"),
  {
    set: { "cluster.readerGroupObjectIds": [GUID], "cluster.deployer": { objectId: GUID.toUpperCase() } },
    at: "cluster.deployer.objectId",
    allowed: /in neither list/,
  },
  broken("workloads.catalog.sidecar.credential", CERTIFICATE, /no secret has/, "workloads.catalog.sidecar.credential.certificate"),
  broken("network.serviceCidr", "172.16.0.0/29", /from \/12 to \/28/),
  broken("network.serviceCidr", "11.0.0.0/8", /from \/12 to \/28/),
  broken("network.podCidr", "240.0.0.0/8", /apart from 240\.0\.0\.0\/4/),
  broken("network.podCidr", "0.0.0.0/8", /apart from 0\.0\.0\.0\/8/),
  broken("tags", { Platform: "x" }, /the platform sets this tag/, "tags.Platform"),
  broken("tags", { Owner: "1", owner: "2" }, /more than case/, "tags.owner"),
  broken("tags", { "cost/centre": "x" }, /starting with a letter/, 'tags["cost/centre"]'),
  broken("tags", { "Cost Centre": "x" }, /starting with a letter/, 'tags["Cost Centre"]'),
  broken("tags", { "1st": "x" }, /starting with a letter/, 'tags["1st"]'),
  broken("tags", { "azure-x": "x" }, /not with azure/, "tags.azure-x"),
  broken("tags", manyTags(12), /at most 11 tags/),
  broken("workloads.catalog.pool", "constructor", /one of workload/),
  broken("toString", { a: 1 }, /a known key/),
  broken("cluster.userPools", pool({ labels: { "bad key!": "x" } }), /a Kubernetes label/, 'cluster.userPools.other.labels["bad key!"]'),
  broken("cluster.userPools", pool({ labels: { tier: "sp ace" } }), /a label's value/, "cluster.userPools.other.labels.tier"),
  broken(
    "cluster.userPools",
    pool({ labels: { "kubernetes.azure.com/x": "1" } }),
    /outside kubernetes\.azure\.com/,
    'cluster.userPools.other.labels["kubernetes.azure.com/x"]',
  ),
  broken("cluster.userPools", pool({ taints: ["ä=!!:NoSchedule"] }), /key=value:NoSchedule/, "cluster.userPools.other.taints[0]"),
  broken(
    "cluster.userPools",
    pool({ taints: ["a=b:NoSchedule", "a=c:NoSchedule"] }),
    /not listed yet/,
    "cluster.userPools.other.taints[1]",
  ),
  broken("cluster.userPools", manyPools(100), /at most 99 pools/),
  broken("ingress.gatewayClassName", "My Class!", /lower-case letters/),
  broken("ingress.nginxClassName", "My Class!", /lower-case letters/),
  broken("workloads.catalog.cpuRequest", 1, /a string: in quotes, or by pulumi config set --path --type string/),
];

describe("What only Azure would refuse", () => {
  refuses(TABLE);

  it("is not seen in what it takes", () => {
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

  it("is not seen in repositories of distribution's grammar", () => {
    for (const image of ["my__app:1", "team/my--app:1", "a.b_c-d:1"]) load(stackWith({ "workloads.catalog.image": image }));
  });

  it("is told of names too long for one setting", () => {
    const { faults } = faultsOf(stackWith({ tags: { ["x".repeat(129)]: "x" } }));
    assert.match(faults[0]?.allowed ?? "", /up to 128 letters/);
  });
});
