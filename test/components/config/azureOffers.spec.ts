import assert from "node:assert/strict";
import { configKeys } from "../../../components/config/schema";
import { CONSTRAINED_SIZES } from "../../../components/plan/azure/constrainedSizes";
import { POSTGRES_SKUS } from "../../../components/plan/azure/postgresSkus";
import { REGIONS } from "../../../components/plan/azure/regions";
import { findVmSize, parseVmSize, VM_SIZE_NAMES } from "../../../components/plan/azure/vmSize";
import { nearest } from "../../../components/plan/nearest";
import { type FaultCase, faultCase, testFaultCases } from "./faultCases";
import { faultsOf, load, stackFile, stackWith } from "./stack";

const NO_DATABASE = { "workloads.catalog.uses": { keyVault: [] }, "postgres.administratorGroup": undefined };
const pool = (vmSize: string, more: object = {}) => ({ work: { vmSize, minCount: 1, maxCount: 2, ...more } });
const SIZE = "cluster.userPools.work.vmSize";
const DISK = "cluster.userPools.work.osDiskSizeGb";
const system = (settings: object) => ({ vmSize: "Standard_D4ds_v5", minCount: 3, maxCount: 5, ...settings });

const size = (name: string, allowed: RegExp, faultPath = SIZE): FaultCase => faultCase("cluster.userPools", pool(name), allowed, faultPath);
const sku = (name: string, tier: string, allowed: RegExp): FaultCase =>
  faultCase("postgres.sku", { name, tier }, allowed, "postgres.sku.name");
const oneStamp = (region: string, more: object = {}) => ({ stamps: [{ region, addressSpace: "10.20.0.0/16", ...more }] });

const SIZES: readonly FaultCase[] = [
  size("Standard_Nonsense", /an Azure VM size such as Standard_D4ds_v5; if Azure offers it, list it in admitted\.vmSizes$/),
  size("Standard_D4dss_v5", /did you mean Standard_D4ds_v5\?/),
  size("Standard_D3ds_v5", /a VM size in the program's table \(did you mean Standard_D\dds_v5\?\)/),
  size("Standard_DD4ds_v5", /a VM size in the program's table; if Azure offers it, list it in admitted\.vmSizes$/),
  size("Standard_HB120rs_v3", /table; if Azure offers it, list/),
  size("Standard_D4s_v5", /a local disk, which holds the ephemeral OS disk, such as Standard_D4ds_v5; .* admitted\.vmSizes$/),
  size("Standard_d4s_V5", /a local disk, which holds the ephemeral OS disk/),
  size("Standard_FX4ms_v2", /such as Standard_FX4mds_v2;/),
  size("Standard_D4as_v6", /such as Standard_D4ads_v6;/),
  size("Standard_E96ias_v4", /a VM size in the program's table \(did you mean Standard_E96as_v4\?\); .* admitted\.vmSizes$/),
  size("Standard_D4a_v4", /a VM size in the program's table \(did you mean Standard_D4as_v4\?\)/),
  size("Standard_F4as_v6", /a local disk/),
  size("Standard_B4s_v2", /a local disk/),
  size("Standard_A0", /which families A and M do not/),
  size("Standard_M64ds_v2", /which families A and M do not; if AKS accepts it, list it in admitted\.vmSizes$/),
  size("Standard_D4pds_v6", /an x86-64 size.* admitted\.vmSizes$/),
  size("Standard_DC4ads_v5", /not confidential.* admitted\.vmSizes$/),
  ...["D4-2ds_v5", "F8-4s_v2", "L8-4s_v3", "B4-2ms", "E20-10ds_v5", "E4-1ds_v5", "E8-4ds_v7", "FX12-3mds_v2", "DS13-1_v2"].map((name) =>
    size(`Standard_${name}`, /a VM size in the program's table.*; if Azure offers it, list it in admitted\.vmSizes$/),
  ),
  size("Standard_E8-3ds_v5", /a VM size in the program's table/),
  size("Standard_F1amds_v7", /at least 2 vCPUs, which AKS requires/),
  size("Standard_B2ms", /this one has 16 GiB; if AKS accepts it, list it in admitted\.vmSizes$/),
  faultCase(
    "cluster.userPools",
    pool("Standard_D4ds_v5", { osDiskSizeGb: 150 }),
    /at most 149 GiB, .* Trusted Launch reserves .* list the size in admitted\.vmSizes$/,
    DISK,
  ),
  faultCase("cluster.userPools", pool("Standard_D4ds_v5", { osDiskSizeGb: 151, fips: true }), /at most 150 GiB, the local disk of/, DISK),
  faultCase("cluster.userPools", pool("Standard_D64ds_v5", { osDiskSizeGb: 2048 }), /at most 2040/, DISK),
  faultCase("cluster.systemPool", system({ vmSize: "Standard_D2ds_v5" }), /at least 4 vCPUs/, "cluster.systemPool.vmSize"),
  faultCase("cluster.systemPool", system({ vmSize: "Standard_E8-2ds_v5" }), /at least 4 vCPUs/, "cluster.systemPool.vmSize"),
  faultCase("cluster.systemPool", system({ vmSize: "Standard_B12ms" }), /no size of the B family/, "cluster.systemPool.vmSize"),
  faultCase("cluster.systemPool", system({ vmSize: "Standard_b12MS" }), /no size of the B family/, "cluster.systemPool.vmSize"),
  faultCase("cluster.systemPool", system({ minCount: 1 }), /at least 2 nodes/, "cluster.systemPool.minCount"),
];

const SKUS: readonly FaultCase[] = [
  sku("Standard_A1", "GeneralPurpose", /; if Azure offers it, list it in admitted\.postgresSkus$/),
  sku("Standard_D3ds_v5", "GeneralPurpose", /a SKU of PostgreSQL flexible server \(did you mean Standard_D\dds_v5\?\)/),
  sku("Standard_D4s_v5", "GeneralPurpose", /did you mean/),
];

const REGION_CASES: readonly FaultCase[] = [
  faultCase("stamps[0].region", "swedncentral", /did you mean swedencentral\?\); .* list it in admitted\.regions$/),
  faultCase("stamps[0].region", "constructor", /a region of Azure's public cloud; if/),
  faultCase("stamps[0].privateLinkRegion", "westeurop", /did you mean westeurope\?/),
  ...[
    "chinanorth3",
    "usgovvirginia",
    "usdodeast",
    "bleufrancecentral",
    "bleufrancesouth",
    "deloscloudgermanynorth",
    "germanynortheast",
  ].map((name) => faultCase("stamps[0].region", name, /a region of Azure's public cloud: endpoints and DNS zones of other clouds/)),
  ...["jioindiawest", "jioindiacentral", "taiwannorth"].map((name) =>
    faultCase("stamps[0].region", name, /^a region that every subscription can use; if yours has access to this one, list it in admitted/),
  ),
  {
    set: { "stamps[0].region": "chinanorth3", admitted: { regions: ["chinanorth3"] } },
    faultPath: "stamps[0].region",
    allowed: /public cloud/,
  },
  ...["swedensouth", "westus"].map((name) =>
    faultCase("stamps[0].region", name, /with availability zones: .* has none; .* admitted\.regions$/, "stamps[0].zones"),
  ),
  faultCase("stamps[0].region", "qatarcentral", /API Server VNet Integration/),
  faultCase("stamps[0].region", "italynorth", /no geo-redundant backup in italynorth/, "postgres.geoRedundantBackup"),
  faultCase("stamps[0].region", "japanwest", /no standby in another zone in japanwest/, "postgres.zoneRedundant"),
  {
    set: { "stamps[0].region": "italynorth", "storage.redundancy": "Standard_GZRS" },
    faultPath: "storage.redundancy",
    allowed: /no paired region in italynorth/,
  },
];

const NAMES: readonly FaultCase[] = [
  faultCase("platform", "windowsx", /without microsoft and windows, which Azure reserves/),
  ...["kubernetes.io/role", "node-role.kubernetes.io/worker", "team.k8s.io/x"].map((label) =>
    faultCase(
      "cluster.userPools",
      pool("Standard_D4ds_v5", { labels: { [label]: "x" } }),
      /the kubelet refuses others/,
      `cluster.userPools.work.labels["${label}"]`,
    ),
  ),
];

const ISTIO: readonly FaultCase[] = [
  faultCase("ingress.istioRevision", "asm-1-31", /one of asm-1-28, asm-1-29, asm-1-30; .* list it in admitted\.istioRevisions$/),
];

describe("Values that Azure does not offer", () => {
  describe("VM sizes", () => testFaultCases(SIZES));
  describe("PostgreSQL SKUs", () => testFaultCases(SKUS));
  describe("regions", () => testFaultCases(REGION_CASES));
  describe("names", () => testFaultCases(NAMES));
  describe("Istio revisions", () => testFaultCases(ISTIO));

  it("are reported together", () => {
    const keys = stackWith({
      "stamps[0].region": "swedncentral",
      "cluster.userPools": pool("Standard_Nonsense"),
      "postgres.sku": { name: "Standard_A1", tier: "GeneralPurpose" },
    });
    const paths = faultsOf(keys).faults.map(({ path }) => path);
    assert.deepEqual(paths, ["stamps[0].region", SIZE, "postgres.sku.name"]);
  });
});

describe("Values that Azure offers", () => {
  const accepted: readonly (readonly [what: string, set: Record<string, unknown>])[] = [
    ["the largest OS disk that fits", { "cluster.userPools": pool("Standard_D4ds_v5", { osDiskSizeGb: 149 }) }],
    ["a size in lower case", { "cluster.userPools": pool("Standard_d4ds_V5") }],
    ["a constrained size", { "cluster.userPools": pool("Standard_E8-4ds_v5") }],
    ...["E4-2s_v3", "E128-32ds_v6", "E96-24as_v4", "E96-48ads_v6", "FX12-6mds_v2", "F16-4amds_v7", "DS13-4_v2", "DS14-8_v2"].map(
      (name) => [`the constrained size ${name}`, { "cluster.userPools": pool(`Standard_${name}`) }] as const,
    ),
    ...["L2s_v4", "L96as_v4", "NC48ads_A100_v4", "NV8ads_V710_v5", "E112iads_v5", "FX4mds", "FX12mds_v2", "DS15_v2"].map(
      (name) => [`the size ${name}`, { "cluster.userPools": pool(`Standard_${name}`, { osDiskSizeGb: 127 }) }] as const,
    ),
    ["a size with a cache", { "cluster.userPools": pool("Standard_DS3_v2", { osDiskSizeGb: 128 }) }],
    [
      "a GPU size",
      { "cluster.userPools": { ...pool("Standard_D4ds_v5"), gpu: { vmSize: "Standard_NC4as_T4_v3", minCount: 1, maxCount: 1 } } },
    ],
    ["an admitted size", { "cluster.userPools": pool("Standard_Z4ds_v9"), admitted: { vmSizes: ["Standard_z4ds_v9"] } }],
    [
      "an admitted SKU",
      { "postgres.sku": { name: "Standard_D4ds_v9", tier: "GeneralPurpose" }, admitted: { postgresSkus: ["Standard_D4ds_v9"] } },
    ],
    ["a restricted region that is admitted", { "stamps[0].region": "taiwannorth", admitted: { regions: ["taiwannorth"] } }],
    ["an admitted region", { "stamps[0].region": "marscentral", admitted: { regions: ["marscentral"] } }],
    ["a region that has become able to", { "stamps[0].region": "qatarcentral", admitted: { regions: ["qatarcentral"] } }],
    ["redundancy that nothing uses", { ...NO_DATABASE, ...oneStamp("italynorth"), "workloads.catalog.egress": [] }],
    ["asm-1-29 with 1.36", { "ingress.istioRevision": "asm-1-29" }],
    ["asm-1-30 with 1.35", { "cluster.kubernetesVersion": "1.35" }],
    ["an admitted revision", { "ingress.istioRevision": "asm-1-31", admitted: { istioRevisions: ["asm-1-31"] } }],
    ["labels that the kubelet accepts", { "cluster.userPools": pool("Standard_D4ds_v5", { labels: { "node.kubernetes.io/x": "1" } }) }],
  ];
  for (const [what, set] of accepted) it(`include ${what}`, () => assert.ok(load(stackWith(set))));

  it("include every default of the schema", () => {
    // Nothing but what has no default: the values of every other key are the schema's.
    const required = Object.entries(configKeys).filter(([, schema]) => !schema.safeParse(undefined).success);
    const stack = stackFile("prod");
    const keys = Object.fromEntries(required.map(([key]) => [key, stack[key]]));
    const cluster = stack.cluster as { adminGroupObjectIds: unknown; deployer: unknown };
    const database = { "postgres.administratorGroup": (stack.postgres as { administratorGroup: unknown }).administratorGroup };
    const minimal = { ...keys, cluster: { adminGroupObjectIds: cluster.adminGroupObjectIds, deployer: cluster.deployer } };
    const workloads = { shop: { image: "shop:1", ingress: { paths: ["/"] }, uses: { database: "shop", blob: "read", eventHub: "send" } } };
    assert.ok(load({ ...minimal, workloads, postgres: { administratorGroup: database["postgres.administratorGroup"] } }));
  });
});

describe("Tables of what Azure offers", () => {
  it("contain each pair as a region", () => {
    for (const [name, { pair }] of Object.entries(REGIONS)) assert.ok(pair === undefined || pair in REGIONS, name);
  });

  it("list Front Door Private Link and a standby server in regions with zones only", () => {
    for (const [name, { features }] of Object.entries(REGIONS))
      assert.ok(!features.has("frontDoorPrivateLink") || features.has("zones"), name);
  });

  it("contain VM sizes whose names follow Azure's convention and say how many vCPUs they have", () => {
    assert.ok(VM_SIZE_NAMES.length > 250, `${VM_SIZE_NAMES.length} sizes`);
    for (const name of VM_SIZE_NAMES) {
      const parsed = parseVmSize(name);
      assert.ok(parsed, name);
      if (!name.startsWith("Standard_DS")) assert.equal(parsed.vcpus, findVmSize(name)?.vcpus, name);
    }
  });

  it("contain the full size of each constrained one, which has its disks", () => {
    for (const { name, fullSize, vcpus } of CONSTRAINED_SIZES)
      assert.deepEqual(findVmSize(name), { localGib: findVmSize(fullSize)?.localGib, vcpus }, name);
  });

  it("contain the local disks that Microsoft documents", () => {
    const documented = {
      Standard_D2ads_v5: 75,
      Standard_E104ids_v5: 3800,
      Standard_D16ds_v6: 880,
      Standard_F8amds_v7: 880,
      Standard_D4s_v3: 100,
      Standard_E112iads_v5: 3800,
      Standard_FX48mds: 2016,
      Standard_FX12mds_v2: 880,
      Standard_FX96mds_v2: 5280,
      Standard_L2s_v4: 447,
      Standard_NC24ads_A100_v4: 64,
      Standard_DS15_v2: 720,
      "Standard_DS13-2_v2": 288,
    };
    for (const [name, gib] of Object.entries(documented)) assert.equal(findVmSize(name)?.localGib, gib, name);
  });

  it("contain a PostgreSQL SKU in one tier only", () => {
    const all = Object.values(POSTGRES_SKUS).flat();
    assert.equal(new Set(all).size, all.length);
  });

  it("name the most similar entry, and none that is not similar", () => {
    assert.equal(nearest("swedncentral", Object.keys(REGIONS)), "swedencentral");
    assert.equal(nearest("zzzzzzzz", Object.keys(REGIONS)), undefined);
  });

  it("parse every part of a name", () => {
    assert.deepEqual(parseVmSize("Standard_M8-2ms_v2"), { family: "M", vcpus: 8, constrainedVcpus: 2, features: "ms", version: 2 });
    assert.deepEqual(parseVmSize("Standard_NC4as_T4_v3"), { family: "NC", vcpus: 4, features: "as", accelerator: "T4", version: 3 });
    assert.deepEqual(parseVmSize("standard_d4DS_V5"), { family: "D", vcpus: 4, features: "ds", version: 5 });
    assert.equal(parseVmSize("Standard_Nonsense"), undefined);
  });
});
