import assert from "node:assert/strict";
import { type Broken, broken, refuses } from "./broken";
import { faultsOf, load, stackFile, stackWith, withValue } from "./stack";

const GUID = "0c0ffee0-0000-4000-8000-000000000001";
const SIDECAR = "workloads.catalog.sidecar";
const HUB = {
  virtualNetworkId: `/subscriptions/${GUID}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub`,
  addressSpace: "10.0.0.0/16",
};
const NOT_LISTED_YET = /that is not listed yet$/;
const PASSWORDS = { type: "password", administratorLogin: "platform" };
const PASSWORD_SECRET = "keyVault.generatedSecrets.postgres-administrator-password";
const manyListeners = () =>
  Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`listener-${index + 1}`, { image: "app:1", uses: { eventHub: "listen" } }]));

/** Settings that contradict each other. */
const TABLE: readonly Broken[] = [
  broken("stamps[1].region", "swedencentral", /no earlier stamp has/),
  broken("stamps[1].addressSpace", "10.20.128.0/20", /apart from stamps\[0\]\.addressSpace/),
  broken("stamps[0].addressSpace", "10.20.5.0/16", /its first address, 10\.20\.0\.0\/16/),
  broken("stamps[0].addressSpace", "10.20.0.0/24", /\/21 or larger/),
  broken("stamps[0].addressSpace", "172.30.0.0/16", /Azure or AKS keeps for itself/),
  broken("stamps[0].addressSpace", "192.168.16.0/20", /apart from network\.podCidr/),
  { set: { "stamps[0].drained": true, "stamps[1].drained": true }, at: "stamps", allowed: /not drained/ },
  broken("network", { hub: { ...HUB, addressSpace: "10.20.0.0/20" } }, /apart from network\.hub\.addressSpace/, "stamps[0].addressSpace"),
  broken(
    "network",
    { egress: { type: "userDefinedRouting", nextHopIpAddress: "10.0.0.4" } },
    /the hub that holds the next hop/,
    "network.hub",
  ),
  broken(
    "network",
    { hub: HUB, egress: { type: "userDefinedRouting", nextHopIpAddress: "10.1.0.4" } },
    /inside network\.hub/,
    "network.egress.nextHopIpAddress",
  ),
  broken("network", { podCidr: "192.168.0.0/23" }, /a \/24 for each of/, "network.podCidr"),
  broken(
    "cluster.systemPool",
    { vmSize: "Standard_D4ds_v5", minCount: 5, maxCount: 3 },
    /at most maxCount \(3\)/,
    "cluster.systemPool.minCount",
  ),
  broken(
    "cluster.userPools",
    { work: { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 1000 } },
    /at most 1019 nodes/,
    "cluster.userPools",
  ),
  broken("network", { operatorRanges: ["10.20.9.0/24"] }, /apart from the platform's own/, "network.operatorRanges[0]"),
  broken("network", { dnsServers: ["10.0.0.53"] }, /none with several stamps/, "network.dnsServers"),
  broken(
    "workloads.catalog.environment",
    { DATABASE_HOST: "x" },
    /the platform sets this one/,
    "workloads.catalog.environment.DATABASE_HOST",
  ),
  broken("workloads.ui", { image: "x:1" }, /3 to 30/),
  broken("workloads.a--b", { image: "x:1" }, /single hyphens/),
  broken("workloads.istio-ingress", { image: "x:1" }, /one of the system's/),
  broken("workloads.edge-check", { image: "x:1" }, /one of the system's/),
  broken(
    "cluster.userPools",
    { gpu: { vmSize: "Standard_NC4as_T4_v3", minCount: 1, maxCount: 2, taints: ["gpu=true:NoSchedule"] } },
    /without NoSchedule and NoExecute/,
  ),
  broken("cluster.userPools", {}, /at least one pool/),
  broken(
    "cluster.userPools",
    { system: { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2 } },
    /another name/,
    "cluster.userPools.system",
  ),
  broken("postgres.sku", { name: "Standard_B2s", tier: "GeneralPurpose" }, /Burstable, the tier of/, "postgres.sku.tier"),
  broken("postgres.sku", { name: "Standard_B2s", tier: "Burstable" }, /no standby/, "postgres.zoneRedundant"),
  broken("postgres.administratorGroup", undefined, /workload catalog uses a database/),
  broken("stamps[0].zones", ["1"], /two zones or more/),
  broken("frontDoor.domains", ["www.fabrikam.com"], /a name in the zone/, "frontDoor.domains[0]"),
  broken("frontDoor.domains", ["www.contoso.com", "www.contoso.com"], /not listed yet/, "frontDoor.domains[1]"),
  broken("frontDoor.probePath", "/status", /a path that a workload's ingress serves, or one below it/),
  broken("workloads.health.ingress.paths", ["/health", "/api/catalog"], /no other entry serves/, "workloads.health.ingress.paths[1]"),
  broken(
    "network.dns.linkedVirtualNetworkIds",
    [HUB.virtualNetworkId, HUB.virtualNetworkId.toUpperCase()],
    NOT_LISTED_YET,
    "network.dns.linkedVirtualNetworkIds[1]",
  ),
  broken("network.operatorRanges", ["10.0.0.0/24", "10.0.1.0/24", "10.0.0.0/24"], NOT_LISTED_YET, "network.operatorRanges[2]"),
  {
    set: { stamps: [{ region: "swedencentral", addressSpace: "10.20.0.0/16" }], "network.dnsServers": ["10.0.0.4", "10.0.0.4"] },
    at: "network.dnsServers[1]",
    allowed: NOT_LISTED_YET,
  },
  broken("governance.defenderPlans", ["Containers", "Containers"], NOT_LISTED_YET, "governance.defenderPlans[1]"),
  broken("stamps[1].zones", ["1", "1"], NOT_LISTED_YET, "stamps[1].zones[1]"),
  broken("observability.alertEmails", ["ops@contoso.com", "Ops@contoso.com"], NOT_LISTED_YET, "observability.alertEmails[1]"),
  broken("observability.excludedNamespaces", ["shop", "shop"], NOT_LISTED_YET, "observability.excludedNamespaces[1]"),
  broken("workloads.catalog.uses.keyVault", ["catalog-api-key", "catalog-api-key"], NOT_LISTED_YET, "workloads.catalog.uses.keyVault[1]"),
  broken("ingress.gatewayPodSecurity", "baseline", /restricted: it is for the pods that controller gateway-api generates/),
  broken("workloads", {}, /at least one workload/),
  broken("workloads.kube-system", { image: "x:1" }, /one of the system's/),
  broken("workloads.catalog.pool", "gpu", /one of workload/),
  broken("workloads.catalog.replicas", { min: 5, max: 2 }, /at most replicas\.max/, "workloads.catalog.replicas.min"),
  broken("workloads.catalog.memoryLimit", "128Mi", /at least memoryRequest/),
  broken(
    "workloads.catalog.uses.keyVault",
    ["nobody-made-me"],
    /generatedSecrets or hardened-aks:secrets/,
    "workloads.catalog.uses.keyVault[0]",
  ),
  broken(`${SIDECAR}.distributedCacheSecret`, "notthere", /generatedSecrets or hardened-aks:secrets/),
  broken(`${SIDECAR}.applicationInsightsSecret`, "nope", /generatedSecrets or hardened-aks:secrets/),
  broken("workloads.health.uses", { database: "catalog" }, /no other workload uses/, "workloads.health.uses.database"),
  broken("workloads", manyListeners(), /at most 19 listeners/, "workloads.listener-20.uses.eventHub"),
  broken("workloads.catalog.environment", { DB_PASSWORD: "hunter2" }, /uses\.keyVault/, "workloads.catalog.environment.DB_PASSWORD"),
  broken(
    "workloads.catalog.environment",
    { AzureAd__Instance: "x" },
    /the platform sets this one/,
    "workloads.catalog.environment.AzureAd__Instance",
  ),
  broken("workloads.catalog.egress", [{ cidr: "0.0.0.0/0", ports: [443] }], /\/8 or smaller/, "workloads.catalog.egress[0].cidr"),
  broken(
    "workloads.catalog.egress",
    [{ cidr: "169.254.169.254/32", ports: [80] }],
    /the host's own services/,
    "workloads.catalog.egress[0].cidr",
  ),
  broken(`${SIDECAR}.port`, 8080, /other than the application's/),
  broken(
    `${SIDECAR}.downstreamApis.graph.requestAppToken`,
    true,
    /exactly one scope, <resource>\/\.default/,
    `${SIDECAR}.downstreamApis.graph.scopes`,
  ),
  broken(
    `${SIDECAR}.credential`,
    { type: "managedIdentity" },
    /application tokens only/,
    `${SIDECAR}.downstreamApis.graph.requestAppToken`,
  ),
  broken(`${SIDECAR}.credential`, { type: "clientSecret", clientId: GUID, secret: "s" }, /in production/, `${SIDECAR}.credential.type`),
  broken(
    `${SIDECAR}.credential`,
    { type: "certificateFile", clientId: GUID, certificate: "pfx" },
    /holds the PFX/,
    `${SIDECAR}.credential.certificate`,
  ),
  broken(`${SIDECAR}.autonomousAgents`, true, /requestAppToken: true/, `${SIDECAR}.downstreamApis`),
  { set: { [`${SIDECAR}.autonomousAgents`]: true, [`${SIDECAR}.cloud`]: "china" }, at: `${SIDECAR}.cloud`, allowed: /public cloud only/ },
  broken(`${SIDECAR}.downstreamApis.Graph`, { baseUrl: "https://x.example", scopes: ["a"] }, /more than case/),
  { set: { secrets: { "CATALOG-api-key": "x" } }, at: "keyVault.generatedSecrets.catalog-api-key", allowed: /ignores case/ },
  broken("keyVault.generatedSecrets", { Api: {}, api: {} }, /more than case/, "keyVault.generatedSecrets.api"),
  broken("secrets", { Api: "x", api: "y" }, /more than case/, "secrets.api"),
  { set: { [PASSWORD_SECRET]: {}, "postgres.authentication": PASSWORDS }, at: PASSWORD_SECRET, allowed: /the database's password/ },
  {
    set: { secrets: { "Postgres-Administrator-Password": "x" }, "postgres.authentication": PASSWORDS },
    at: "secrets.Postgres-Administrator-Password",
    allowed: /the database's password/,
  },
];

describe("Configuration faults", () => {
  refuses(TABLE);

  it("covers at least sixty broken configurations", () => assert.ok(TABLE.length >= 60, `${TABLE.length} rows`));

  it("reports faults of several keys and across settings together", () => {
    const keys = withValue(withValue(withValue(stackFile("prod"), "tier", "prod"), "stamps[1].region", "swedencentral"), "typo", "x");
    const paths = faultsOf(keys).faults.map(({ path }) => path);
    assert.deepEqual(paths, ["typo", "tier", "stamps[1].region"]);
  });

  it("reports across settings what the well-formed workloads have wrong beside a malformed one", () => {
    const { faults } = faultsOf(
      stackWith({
        "workloads.health.image": "health:latest",
        "workloads.kube-system": { image: "x:1", pool: "gpu" },
        "workloads.catalog.uses.keyVault": ["nobody-made-me"],
        "workloads.catalog.ingress.paths": ["/api", "/api"],
      }),
    );
    assert.deepEqual(faults.map(({ path }) => path).sort(), [
      "workloads.catalog.ingress.paths[1]",
      "workloads.catalog.uses.keyVault[0]",
      "workloads.health.image",
      "workloads.kube-system",
      "workloads.kube-system.pool",
    ]);
  });

  it("blames nobody for what a malformed workload may bring", () => {
    // It is the one that serves the probe's path, and with it the only one.
    assert.equal(faultsOf(stackWith({ "workloads.health.image": "health:latest" })).faults.length, 1);
    assert.equal(faultsOf(stackWith({ workloads: { health: { image: "health:latest" } } })).faults.length, 1);
  });

  it("shows path, value and what is allowed, and that nothing was created", () => {
    const { message } = faultsOf(withValue(stackFile("prod"), "scope", "everything"));
    assert.equal(
      message,
      '1 problem in the stack configuration; nothing was created.\n  hardened-aks:scope: "everything": expected one of all, azure',
    );
  });

  it("never repeats a value that may be a secret", () => {
    const plain = withValue(stackFile("prod"), "workloads.catalog.environment", { API_TOKEN: "hunter2" });
    assert.doesNotMatch(faultsOf(withValue(plain, "secrets", { bad_name: "hunter2" })).message, /hunter2/);
  });

  it("accepts the name of the database's password where there is none", () => {
    assert.ok(load(stackWith({ [PASSWORD_SECRET]: {} })));
  });

  it("accepts secrets of the sidecar that are generated or given", () => {
    load(stackWith({ [`${SIDECAR}.distributedCacheSecret`]: "catalog-api-key" }));
    load(stackWith({ secrets: { redis: "x" }, [`${SIDECAR}.distributedCacheSecret`]: "redis" }));
  });

  it("accepts repositories with dots and slashes that name no host", () => {
    for (const image of ["team/catalog:1.4.2", "catalog.service:1", "team/catalog.service:1", `catalog@sha256:${"a".repeat(64)}`])
      load(stackWith({ "workloads.catalog.image": image }));
  });

  it("accepts quantities that are small and databases that are named after a system's", () => {
    load(stackWith({ "workloads.catalog.cpuRequest": "0.1", "workloads.health.cpuRequest": "10m" }));
    load(stackWith({ "workloads.catalog.uses.database": "postgres_shop" }));
  });

  it("accepts both committed stacks", () => {
    for (const stack of ["dev", "prod"]) assert.equal(load(stackFile(stack)).config.platform, "haks");
  });
});
