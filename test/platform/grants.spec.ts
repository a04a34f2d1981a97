import assert from "node:assert/strict";
import { plainProperties } from "../../offline/wire";
import { ROLES } from "../../policy-pack/rules/facts/roles";
import { preview } from "./support/preview";

/** The ids themselves are compared in test/policy-pack/rules/facts/roles.spec.ts. */
const NAMES = new Map<string, string>(Object.entries(ROLES).map(([name, id]) => [id, name]));

interface Assignment {
  /** Name of the workload or identity, or else the object id of the group, user or application. */
  readonly owner: string;
  readonly role: string;
  readonly scope: string;
  readonly principalType: string;
}

/** The role assignments of one stamp. */
async function assignments(stack: "dev" | "prod", settings: Record<string, unknown> = {}): Promise<readonly Assignment[]> {
  const { registrations } = await preview({ stack, settings });
  const owners = new Map<string, string>();
  for (const { type, name, urn } of registrations) {
    if (type === "azure-native:managedidentity:UserAssignedIdentity")
      owners.set(urn, name.replace(/^.*-identities-(workload-)?/, "").replace(/-identity$/, ""));
  }
  return registrations
    .filter(({ type, name }) => type === "azure-native:authorization:RoleAssignment" && name.startsWith("swedencentral"))
    .map(({ inputs, propertyDependencies }) => {
      const { scope, roleDefinitionId, principalId, principalType } = plainProperties(inputs) as Record<string, string>;
      const owner = (propertyDependencies.principalId ?? []).flatMap((urn) => owners.get(urn) ?? []).at(0) ?? principalId;
      const role = NAMES.get(`${roleDefinitionId}`.split("/").at(-1) ?? "");
      return { owner: `${owner}`, role: `${role}`, scope: `${scope}`, principalType: `${principalType}` };
    });
}

/** `<principal>: <role> on <last segments of the scope>`. */
const line = ({ owner, role, scope }: Assignment, segments = 2) => `${owner}: ${role} on ${scope.split("/").slice(-segments).join("/")}`;

async function grants(stack: "dev" | "prod", settings: Record<string, unknown> = {}): Promise<string[]> {
  return (await assignments(stack, settings)).map((one) => line(one)).sort();
}

const CLUSTER = "managedClusters/aks-haks-prod-swedencentral";
const ADMINS = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b01";
const DEPLOYER = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b02";
const READERS = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b0c";
const APPLICATION = "5f0d4c7e-2c86-4a55-9f4c-0a8f3f2a1b03";

describe("Role assignments of a stamp", () => {
  it("are exactly these in production: each at the narrowest scope, none for secrets of background or for the health service", async () => {
    const found = (await grants("prod")).map((one) => one.replace(/vaults\/kv-.*$/, "vaults/*").replace(/registries\/.*$/, "registries/*"));
    assert.deepEqual(
      found,
      [
        `${ADMINS}: Azure Kubernetes Service Cluster User Role on ${CLUSTER}`,
        `${ADMINS}: Azure Kubernetes Service RBAC Cluster Admin on ${CLUSTER}`,
        `${DEPLOYER}: Azure Kubernetes Service Cluster User Role on ${CLUSTER}`,
        `${DEPLOYER}: Azure Kubernetes Service RBAC Cluster Admin on ${CLUSTER}`,
        "background: Azure Event Hubs Data Receiver on eventhubs/events",
        "catalog: Azure Event Hubs Data Sender on eventhubs/events",
        "catalog: Key Vault Secrets User on secrets/catalog-api-key",
        "catalog: Storage Blob Data Contributor on containers/catalog",
        "cert-manager: DNS Zone Contributor on TXT/_acme-challenge.haks-prod-swedencentral.origin",
        "cluster: Key Vault Contributor on vaults/*",
        "cluster: Key Vault Crypto User on vaults/*",
        "cluster: Managed Identity Operator on userAssignedIdentities/id-haks-prod-swedencentral-kubelet",
        "cluster: Network Contributor on resourceGroups/rg-haks-prod-swedencentral-ingress",
        "cluster: Network Contributor on subnets/api-server",
        "cluster: Network Contributor on subnets/ingress",
        "cluster: Network Contributor on subnets/nodes",
        "cluster: Network Contributor on subnets/private-link-service",
        "cluster: Private DNS Zone Contributor on virtualNetworks/vnet-haks-prod-swedencentral",
        "cluster: Private DNS Zone Contributor on privateDnsZones/privatelink.swedencentral.azmk8s.io",
        "kubelet: AcrPull on registries/*",
      ].sort(),
    );
  });

  it("exclude the hub's API server zone unless configured", async () => {
    const dns = { type: "hub", subscriptionId: "10000000-0000-4000-8000-000000000009", resourceGroup: "rg-dns" };
    const zone = (lines: string[]) => lines.filter((one) => one.includes("Private DNS Zone Contributor on privateDnsZones"));
    assert.deepEqual(zone(await grants("dev", { network: { dns } })), []);
    assert.equal(zone(await grants("dev", { network: { dns: { ...dns, grantApiServerZone: true } } })).length, 1);
  });

  it("allow a workload to read the database's password where there is one", async () => {
    const authentication = { type: "password", administratorLogin: "platform" };
    const lines = await grants("prod", { postgres: { authentication } });
    assert.ok(lines.includes("catalog: Key Vault Secrets User on secrets/postgres-administrator-password"), lines.join("\n"));
  });

  it("allow readers to read the namespaces of workloads only, and to log in", async () => {
    const found = await assignments("prod", { cluster: { readerGroupObjectIds: [READERS] } });
    assert.deepEqual(
      found
        .filter(({ owner }) => owner === READERS)
        .map((one) => line(one, 4))
        .sort(),
      [
        `${READERS}: Azure Kubernetes Service Cluster User Role on providers/Microsoft.ContainerService/${CLUSTER}`,
        ...["background", "catalog", "health"].map(
          (name) => `${READERS}: Azure Kubernetes Service RBAC Reader on ${CLUSTER}/namespaces/${name}`,
        ),
      ],
    );
  });

  it("name the type of each principal, which Azure otherwise looks up", async () => {
    const deployer = { objectId: DEPLOYER, principalType: "User" };
    const found = await assignments("prod", { cluster: { readerGroupObjectIds: [READERS], deployer } });
    const types = (id: string) => found.flatMap(({ owner, principalType }) => (owner === id ? [principalType] : []));
    assert.deepEqual(types(ADMINS), ["Group", "Group"]);
    assert.deepEqual(types(READERS), ["Group", "Group", "Group", "Group"]);
    assert.deepEqual(types(DEPLOYER), ["User", "User"]);
    const identities = found.filter(({ owner }) => ![ADMINS, READERS, DEPLOYER].includes(owner));
    assert.deepEqual([...new Set(identities.map(({ principalType }) => principalType))], ["ServicePrincipal"]);
  });

  it("allow a workload to read only its own certificate in the vault, and to read blobs without writing them", async () => {
    const credential = { type: "keyVaultCertificate", clientId: APPLICATION, certificate: "sign-in" };
    const found = await assignments("prod", { workloads: { catalog: { uses: { blob: "read" }, sidecar: { credential } } } });
    const ofCatalog = found
      .filter(({ owner }) => owner === "catalog")
      .map((one) => line(one, 4).replace(/(vaults|namespaces)\/[^/]+/, "$1/*"));
    assert.deepEqual(ofCatalog.sort(), [
      "catalog: Azure Event Hubs Data Sender on namespaces/*/eventhubs/events",
      "catalog: Key Vault Certificate User on vaults/*/certificates/sign-in",
      "catalog: Key Vault Secrets User on vaults/*/secrets/catalog-api-key",
      "catalog: Key Vault Secrets User on vaults/*/secrets/sign-in",
      "catalog: Storage Blob Data Reader on blobServices/default/containers/catalog",
    ]);
  });

  it("have unique names, independent of the case of a principal's id", async () => {
    const names = async (objectId: string) => {
      const { registrations } = await preview({ stack: "dev", settings: { cluster: { deployer: { objectId } } } });
      const found = registrations.filter(({ type }) => type === "azure-native:authorization:RoleAssignment");
      return found.map(({ inputs }) => `${plainProperties(inputs).roleAssignmentName}`);
    };
    const lower = await names(DEPLOYER);
    assert.equal(new Set(lower).size, lower.length);
    assert.deepEqual(await names(DEPLOYER.toUpperCase()), lower);
  });
});
