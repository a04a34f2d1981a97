import type { Settings } from "./preview";

const guid = (digit: string) => `5f0d4c7e-2c86-4a55-9f4c-${digit.repeat(12)}`;
const hubNetwork = `/subscriptions/${guid("a")}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`;

export const HUB = { virtualNetworkId: hubNetwork, addressSpace: "10.0.0.0/20" };
export const HUB_DNS = { type: "hub", subscriptionId: guid("a"), resourceGroup: "rg-dns-central" };
export const FIREWALL = { type: "userDefinedRouting", nextHopIpAddress: "10.0.1.4" };
export const PASSWORD = { type: "password", administratorLogin: "platform" };

const clientId = guid("b");
export const CREDENTIALS: Readonly<Record<string, Settings>> = {
  managedIdentity: { type: "managedIdentity" },
  application: { type: "application", clientId },
  keyVaultCertificate: { type: "keyVaultCertificate", clientId, certificate: "sidecar-certificate" },
  certificateFile: { type: "certificateFile", clientId, certificate: "sidecar-pfx" },
  clientSecret: { type: "clientSecret", clientId, secret: "sidecar-secret" },
};

/** Values of `hardened-aks:secrets` that the credential types use. */
export const SECRETS = { "sidecar-pfx": "cGZ4IG9mIHRoZSB0ZXN0", "sidecar-secret": "secret-of-the-test-only" };

const ACME_SECRETS = { "acme-hmac": "aG1hYy1rZXktb2YtdGhlLXRlc3Q" };

/** An ACME server that requires an account binding, and the HMAC key of the binding. */
export const ACME_ACCOUNT = {
  ingress: { acmeServer: "https://acme.zerossl.com/v2/DV90", acmeAccount: { keyId: "kid-1", secret: "acme-hmac" } },
  secrets: ACME_SECRETS,
} satisfies Settings;

const APP_ONLY = {
  graph: { baseUrl: "https://graph.microsoft.com/v1.0", scopes: ["https://graph.microsoft.com/.default"], requestAppToken: true },
};

/** The catalog's sidecar with another credential; a managed identity gets application tokens only. */
export function credential(mode: string): Settings {
  const apis = mode === "managedIdentity" ? { downstreamApis: APP_ONLY, requiredScope: undefined, audience: undefined } : {};
  return { secrets: SECRETS, workloads: { catalog: { sidecar: { credential: CREDENTIALS[mode], ...apis } } } };
}

const worker = (mode: string, more: Settings = {}): Settings => ({
  image: "worker:2.0.0@sha256:2c4e6f8a1b3c5d7e9f0a2b4c6d8e1f3a5b7d9c0e2f4a6b8d1c3e5f7a9b0d2c4e",
  sidecar: { credential: CREDENTIALS[mode], downstreamApis: APP_ONLY, ...more },
});

/** Every option that can be on together with the others, for the production stack. */
export const EVERYTHING: Settings = {
  nameSalt: "b",
  tags: { "cost-center": "4711" },
  secrets: { ...SECRETS, ...ACME_SECRETS },
  ingress: ACME_ACCOUNT.ingress,
  network: { hub: { ...HUB, useRemoteGateways: true }, dns: HUB_DNS, egress: FIREWALL, ddosProtectionPlanId: ddosPlan() },
  cluster: {
    tier: "Premium",
    readerGroupObjectIds: [guid("c")],
    userPools: {
      workload: pool({}),
      spare: pool({ labels: { "contoso.com/purpose": "batch" }, taints: ["purpose=batch:NoSchedule"], fips: true }),
    },
    publicFqdn: true,
    advancedNetworking: true,
    fullAuditLog: true,
  },
  publicDns: { subscriptionId: guid("d"), originZone: { name: "origin.contoso.com", resourceGroup: "rg-origins" } },
  frontDoor: { domains: ["www.contoso.com", "api.contoso.com", "contoso.com"] },
  postgres: { authentication: PASSWORD },
  storage: { sharedKeyRotationDays: 30, redundancy: "Standard_GZRS" },
  governance: {
    sentinel: true,
    defenderPlans: ["Containers", "KeyVaults", "StorageAccounts", "OpenSourceRelationalDatabases", "Arm", "CloudPosture"],
  },
  kubernetes: { externalSecrets: true, login: "workloadidentity" },
  sidecarImage: { digest: "sha256:2c4e6f8a1b3c5d7e9f0a2b4c6d8e1f3a5b7d9c0e2f4a6b8d1c3e5f7a9b0d2c4e" },
  workloads: {
    catalog: {
      cpuLimit: "1",
      environment: { LOG_LEVEL: "info" },
      internetHttps: true,
      egress: [{ cidr: "10.0.2.0/24", ports: [443, 8443] }],
      pool: "workload",
      sidecar: { audience: "api://catalog", requiredScope: "Catalog.Read", bind: "pod" },
    },
    agents: worker("keyVaultCertificate", { autonomousAgents: true, allowOverrides: true, tenantId: guid("e") }),
    files: worker("certificateFile", { port: 6001, cloud: "usGovernment", distributedCacheSecret: "sidecar-secret" }),
    nightly: { ...worker("managedIdentity"), uses: { blob: "read", keyVault: ["catalog-api-key"] }, pool: "spare" },
  },
};

function pool(more: Settings): Settings {
  return { vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 2, ...more };
}

function ddosPlan(): string {
  return `/subscriptions/${guid("a")}/resourceGroups/rg-hub/providers/Microsoft.Network/ddosProtectionPlans/plan`;
}

/** A controller and an exposure that the production stack does not use. */
export const NGINX_AND_PUBLIC: Settings = {
  ingress: { controller: "nginx", exposure: { type: "publicLoadBalancer" } },
  governance: { sentinel: true },
};
