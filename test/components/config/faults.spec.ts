import assert from "node:assert/strict";
import { type FaultCase, faultCase, testFaultCases } from "./faultCases";
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

/** Settings that conflict with each other. */
const TABLE: readonly FaultCase[] = [
  faultCase(
    "workloads.background.calls",
    ["catalogue"],
    /another workload: catalog, health \(did you mean catalog\?\)/,
    "workloads.background.calls[0]",
  ),
  faultCase("workloads.background.calls", ["background"], /another workload/, "workloads.background.calls[0]"),
  faultCase("workloads.background.calls", ["health", "health"], /listed once/, "workloads.background.calls[1]"),
  {
    set: { "workloads.background.calls": ["health"], "workloads.background.environment": { HEALTH_URL: "x" } },
    faultPath: "workloads.background.environment.HEALTH_URL",
    allowed: /another name: calls sets this one/,
  },
  faultCase("stamps[1].region", "swedencentral", /no earlier stamp uses/),
  faultCase("stamps[1].addressSpace", "10.20.128.0/20", /does not overlap stamps\[0\]\.addressSpace/),
  faultCase("stamps[0].addressSpace", "10.20.5.0/16", /without host bits: 10\.20\.0\.0\/16/),
  faultCase("stamps[0].addressSpace", "10.20.0.0/24", /\/21 or larger/),
  faultCase("stamps[0].addressSpace", "172.30.0.0/16", /Azure or AKS reserves/),
  faultCase("stamps[0].addressSpace", "192.168.16.0/20", /does not overlap network\.podCidr/),
  { set: { "stamps[0].drained": true, "stamps[1].drained": true }, faultPath: "stamps", allowed: /not drained/ },
  faultCase(
    "network",
    { hub: { ...HUB, addressSpace: "10.20.0.0/20" } },
    /does not overlap network\.hub\.addressSpace/,
    "stamps[0].addressSpace",
  ),
  faultCase(
    "network",
    { egress: { type: "userDefinedRouting", nextHopIpAddress: "10.0.0.4" } },
    /a hub that contains the next hop/,
    "network.hub",
  ),
  faultCase(
    "network",
    { hub: HUB, egress: { type: "userDefinedRouting", nextHopIpAddress: "10.1.0.4" } },
    /inside network\.hub/,
    "network.egress.nextHopIpAddress",
  ),
  faultCase("network", { podCidr: "192.168.0.0/23" }, /a \/24 for each of/, "network.podCidr"),
  faultCase(
    "cluster.systemPool",
    { vmSize: "Standard_D4ds_v5", minCount: 5, maxCount: 3 },
    /at most maxCount \(3\)/,
    "cluster.systemPool.minCount",
  ),
  faultCase(
    "cluster.userPools",
    { work: { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 1000 } },
    /at most 1019 nodes/,
    "cluster.userPools",
  ),
  faultCase("network", { operatorRanges: ["10.20.9.0/24"] }, /does not overlap the platform's own/, "network.operatorRanges[0]"),
  faultCase("network", { dnsServers: ["10.0.0.53"] }, /an empty list with several stamps/, "network.dnsServers"),
  faultCase(
    "workloads.catalog.environment",
    { DATABASE_HOST: "x" },
    /the platform sets this one/,
    "workloads.catalog.environment.DATABASE_HOST",
  ),
  faultCase("workloads.ui", { image: "x:1" }, /3 to 30/),
  faultCase("workloads.a--b", { image: "x:1" }, /single hyphens/),
  faultCase("workloads.istio-ingress", { image: "x:1" }, /belongs to the system or the platform/),
  faultCase("workloads.edge-check", { image: "x:1" }, /belongs to the system or the platform/),
  faultCase(
    "cluster.userPools",
    { gpu: { vmSize: "Standard_NC4as_T4_v3", minCount: 1, maxCount: 2, taints: ["gpu=true:NoSchedule"] } },
    /without NoSchedule and NoExecute/,
  ),
  faultCase("cluster.userPools", {}, /at least one pool/),
  faultCase(
    "cluster.userPools",
    { system: { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2 } },
    /another name/,
    "cluster.userPools.system",
  ),
  faultCase("postgres.sku", { name: "Standard_B2s", tier: "GeneralPurpose" }, /Burstable, the tier of/, "postgres.sku.tier"),
  faultCase("postgres.sku", { name: "Standard_B2s", tier: "Burstable" }, /no standby server/, "postgres.zoneRedundant"),
  faultCase("postgres.administratorGroup", undefined, /because workload catalog uses a database/),
  faultCase("stamps[0].zones", ["1"], /at least two zones/),
  faultCase("frontDoor.domains", ["www.fabrikam.com"], /a name in the zone/, "frontDoor.domains[0]"),
  faultCase("frontDoor.domains", ["www.contoso.com", "www.contoso.com"], /not listed yet/, "frontDoor.domains[1]"),
  faultCase("frontDoor.probePath", "/status", /a path that a workload's ingress serves, or one below it/),
  faultCase("workloads.health.ingress.paths", ["/health", "/api/catalog"], /no other entry serves/, "workloads.health.ingress.paths[1]"),
  faultCase(
    "network.dns.linkedVirtualNetworkIds",
    [HUB.virtualNetworkId, HUB.virtualNetworkId.toUpperCase()],
    NOT_LISTED_YET,
    "network.dns.linkedVirtualNetworkIds[1]",
  ),
  faultCase("network.operatorRanges", ["10.0.0.0/24", "10.0.1.0/24", "10.0.0.0/24"], NOT_LISTED_YET, "network.operatorRanges[2]"),
  {
    set: { stamps: [{ region: "swedencentral", addressSpace: "10.20.0.0/16" }], "network.dnsServers": ["10.0.0.4", "10.0.0.4"] },
    faultPath: "network.dnsServers[1]",
    allowed: NOT_LISTED_YET,
  },
  faultCase("governance.defenderPlans", ["Containers", "Containers"], NOT_LISTED_YET, "governance.defenderPlans[1]"),
  faultCase("governance.ignoredTags", ["createdBy", "Stamp"], /a tag that neither tags nor the platform sets/, "governance.ignoredTags[1]"),
  faultCase("governance.securityContactEmails", ["a@contoso.com", "a@contoso.com"], NOT_LISTED_YET, "governance.securityContactEmails[1]"),
  faultCase("stamps[1].zones", ["1", "1"], NOT_LISTED_YET, "stamps[1].zones[1]"),
  faultCase("observability.alertEmails", ["ops@contoso.com", "Ops@contoso.com"], NOT_LISTED_YET, "observability.alertEmails[1]"),
  faultCase("observability.excludedNamespaces", ["shop", "shop"], NOT_LISTED_YET, "observability.excludedNamespaces[1]"),
  faultCase(
    "workloads.catalog.uses.keyVault",
    ["catalog-api-key", "catalog-api-key"],
    NOT_LISTED_YET,
    "workloads.catalog.uses.keyVault[1]",
  ),
  faultCase("ingress.gatewayPodSecurity", "baseline", /restricted: only controller gateway-api generates pods/),
  faultCase("workloads.background.plainHttp", { reason: "The library has no TLS." }, /a workload with ingress/),
  faultCase(
    "workloads.catalog.environment",
    { TLS_KEY_FILE: "/tmp/key" },
    /the platform sets this one/,
    "workloads.catalog.environment.TLS_KEY_FILE",
  ),
  faultCase("workloads", {}, /at least one workload/),
  faultCase("workloads.kube-system", { image: "x:1" }, /belongs to the system or the platform/),
  faultCase("workloads.catalog.pool", "gpu", /a name in cluster\.userPools \(workload\)/),
  faultCase("workloads.catalog.replicas", { min: 5, max: 2 }, /at most replicas\.max/, "workloads.catalog.replicas.min"),
  faultCase("workloads.catalog.memoryLimit", "128Mi", /at least memoryRequest/),
  faultCase(
    "workloads.catalog.uses.keyVault",
    ["missing-secret"],
    /generatedSecrets or hardened-aks:secrets/,
    "workloads.catalog.uses.keyVault[0]",
  ),
  faultCase(`${SIDECAR}.distributedCacheSecret`, "notthere", /generatedSecrets or hardened-aks:secrets/),
  faultCase(`${SIDECAR}.applicationInsightsSecret`, "nope", /generatedSecrets or hardened-aks:secrets/),
  faultCase("workloads.health.uses", { database: "catalog" }, /no other workload uses/, "workloads.health.uses.database"),
  faultCase("workloads", manyListeners(), /at most 19 listeners/, "workloads.listener-20.uses.eventHub"),
  faultCase("workloads.catalog.environment", { DB_PASSWORD: "hunter2" }, /uses\.keyVault/, "workloads.catalog.environment.DB_PASSWORD"),
  faultCase(
    "workloads.catalog.environment",
    { AzureAd__Instance: "x" },
    /the platform sets this one/,
    "workloads.catalog.environment.AzureAd__Instance",
  ),
  faultCase("workloads.catalog.egress", [{ cidr: "0.0.0.0/0", ports: [443] }], /\/8 or smaller/, "workloads.catalog.egress[0].cidr"),
  faultCase(
    "workloads.catalog.egress",
    [{ cidr: "169.254.169.254/32", ports: [80] }],
    /Azure's host services/,
    "workloads.catalog.egress[0].cidr",
  ),
  faultCase(`${SIDECAR}.port`, 8080, /other than the application's/),
  faultCase(
    `${SIDECAR}.downstreamApis.graph.requestAppToken`,
    true,
    /exactly one scope, <resource>\/\.default/,
    `${SIDECAR}.downstreamApis.graph.scopes`,
  ),
  faultCase(
    `${SIDECAR}.credential`,
    { type: "managedIdentity" },
    /application tokens only/,
    `${SIDECAR}.downstreamApis.graph.requestAppToken`,
  ),
  faultCase(`${SIDECAR}.credential`, { type: "clientSecret", clientId: GUID, secret: "s" }, /in production/, `${SIDECAR}.credential.type`),
  faultCase(
    `${SIDECAR}.credential`,
    { type: "certificateFile", clientId: GUID, certificate: "pfx" },
    /the PFX file in base64/,
    `${SIDECAR}.credential.certificate`,
  ),
  faultCase(`${SIDECAR}.autonomousAgents`, true, /requestAppToken: true/, `${SIDECAR}.downstreamApis`),
  {
    set: { [`${SIDECAR}.autonomousAgents`]: true, [`${SIDECAR}.cloud`]: "china" },
    faultPath: `${SIDECAR}.cloud`,
    allowed: /public cloud only/,
  },
  faultCase(`${SIDECAR}.downstreamApis.Graph`, { baseUrl: "https://x.example", scopes: ["a"] }, /more than case/),
  { set: { secrets: { "CATALOG-api-key": "x" } }, faultPath: "keyVault.generatedSecrets.catalog-api-key", allowed: /case-insensitive/ },
  faultCase("keyVault.generatedSecrets", { Api: {}, api: {} }, /more than case/, "keyVault.generatedSecrets.api"),
  faultCase("secrets", { Api: "x", api: "y" }, /more than case/, "secrets.api"),
  { set: { [PASSWORD_SECRET]: {}, "postgres.authentication": PASSWORDS }, faultPath: PASSWORD_SECRET, allowed: /the database's password/ },
  {
    set: { secrets: { "Postgres-Administrator-Password": "x" }, "postgres.authentication": PASSWORDS },
    faultPath: "secrets.Postgres-Administrator-Password",
    allowed: /the database's password/,
  },
];

describe("Configuration faults", () => {
  testFaultCases(TABLE);

  it("has at least sixty cases", () => assert.ok(TABLE.length >= 60, `${TABLE.length} rows`));

  it("reports faults of single keys and of combinations together", () => {
    const keys = withValue(withValue(withValue(stackFile("prod"), "tier", "prod"), "stamps[1].region", "swedencentral"), "typo", "x");
    const paths = faultsOf(keys).faults.map(({ path }) => path);
    assert.deepEqual(paths, ["typo", "tier", "stamps[1].region"]);
  });

  it("reports faults of well-formed workloads in addition to a malformed one", () => {
    const { faults } = faultsOf(
      stackWith({
        "workloads.health.image": "health:latest",
        "workloads.kube-system": { image: "x:1", pool: "gpu" },
        "workloads.catalog.uses.keyVault": ["missing-secret"],
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

  it("reports no fault that a malformed workload may resolve", () => {
    // First it is the workload that serves the probe path, then the only one.
    assert.equal(faultsOf(stackWith({ "workloads.health.image": "health:latest" })).faults.length, 1);
    assert.equal(faultsOf(stackWith({ workloads: { health: { image: "health:latest" } } })).faults.length, 1);
  });

  it("have path, value and allowed values, and state that nothing was created", () => {
    const { message } = faultsOf(withValue(stackFile("prod"), "scope", "everything"));
    assert.equal(
      message,
      '1 problem in the stack configuration; nothing was created.\n  hardened-aks:scope: "everything": expected one of all, azure',
    );
  });

  it("contain a duplicate value", () => {
    const duplicates: readonly (readonly [path: string, values: readonly string[]])[] = [
      ["workloads.health.ingress.paths", ["/health", "/health"]],
      ["observability.alertEmails", ["ops@contoso.com", "ops@contoso.com"]],
      ["frontDoor.domains", ["www.contoso.com", "www.contoso.com"]],
    ];
    for (const [path, values] of duplicates)
      assert.deepEqual(
        faultsOf(stackWith({ [path]: values })).faults.map(({ path: at, actual }) => [at, actual]),
        [[`${path}[1]`, values[1]]],
      );
  });

  it("do not contain a value that may be a secret", () => {
    const plain = withValue(stackFile("prod"), "workloads.catalog.environment", { API_TOKEN: "hunter2" });
    assert.doesNotMatch(faultsOf(withValue(plain, "secrets", { bad_name: "hunter2" })).message, /hunter2/);
  });

  it("accepts the name of the database's password without password authentication", () => {
    assert.ok(load(stackWith({ [PASSWORD_SECRET]: {} })));
  });

  it("accepts secrets of the sidecar that are generated or configured", () => {
    load(stackWith({ [`${SIDECAR}.distributedCacheSecret`]: "catalog-api-key" }));
    load(stackWith({ secrets: { redis: "x" }, [`${SIDECAR}.distributedCacheSecret`]: "redis" }));
  });

  it("accepts repositories with dots and slashes but no host", () => {
    for (const image of ["team/catalog:1.4.2", "catalog.service:1", "team/catalog.service:1", `catalog@sha256:${"a".repeat(64)}`])
      load(stackWith({ "workloads.catalog.image": image }));
  });

  it("accepts small quantities, and database names that start with that of a system database", () => {
    load(stackWith({ "workloads.catalog.cpuRequest": "0.1", "workloads.health.cpuRequest": "10m" }));
    load(stackWith({ "workloads.catalog.uses.database": "postgres_shop" }));
  });

  it("accepts both committed stacks", () => {
    for (const stack of ["dev", "prod"]) assert.equal(load(stackFile(stack)).config.platform, "haks");
  });
});
