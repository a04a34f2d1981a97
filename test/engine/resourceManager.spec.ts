import assert from "node:assert/strict";
import { ResourceManager } from "./support/resourceManager";

const GROUP = "/subscriptions/s/resourceGroups/rg";
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;

function managerWith(...ids: readonly string[]): ResourceManager {
  const manager = new ResourceManager();
  for (const id of ids) manager.add(id);
  return manager;
}

/** It must reject what Azure rejects; otherwise the tests on the engine prove nothing. */
describe("the simulated Resource Manager", () => {
  it("rejects a create if the parent or a referenced resource does not exist", () => {
    const manager = managerWith(GROUP);
    assert.throws(() => manager.checkCreate(`${CLUSTER}/agentPools/one`, {}), /ResourceNotFound.*managedclusters\/aks/);
    assert.throws(() => manager.checkCreate(CLUSTER, { identity: { ids: [IDENTITY] } }), /ResourceNotFound.*userassignedidentities/);
    manager.add(IDENTITY.toUpperCase());
    manager.checkCreate(CLUSTER, { identity: { ids: [IDENTITY] } });
  });

  it("accepts references to other teams' resources and to children of existing resources", () => {
    const network = `${GROUP}/providers/Microsoft.Network/virtualNetworks/v`;
    const hub = "/subscriptions/other/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
    managerWith(GROUP, network).checkCreate(CLUSTER, { subnet: `${network}/subnets/nodes`, hub });
  });

  it("rejects a delete of a locked scope, its children and its parents until the lock is deleted", () => {
    const lock = `${VAULT}/providers/Microsoft.Authorization/locks/do-not-delete`;
    const manager = managerWith(GROUP, VAULT, CLUSTER, lock);
    for (const id of [VAULT, `${VAULT}/providers/Microsoft.Authorization/roleAssignments/r`, GROUP])
      assert.throws(() => manager.checkDelete(id), /ScopeLocked/);
    manager.checkDelete(CLUSTER);
    manager.checkDelete(lock);
    manager.remove(lock);
    manager.checkDelete(GROUP);
  });

  it("deletes a resource group with its resources, and reserves the names of vaults", () => {
    const manager = managerWith(GROUP, VAULT, `${VAULT}/secrets/s`, `${GROUP}2`);
    assert.deepEqual(
      manager.remove(GROUP),
      [GROUP, VAULT, `${VAULT}/secrets/s`].map((id) => id.toLowerCase()),
    );
    assert.deepEqual(manager.recoverable, [VAULT.toLowerCase()]);
    assert.throws(() => manager.checkCreate(VAULT, {}), /ConflictError/);
  });

  it("rejects concurrent changes of a cluster, a server or an identity's federated credentials", () => {
    const manager = new ResourceManager();
    const end = manager.beginChange(CLUSTER);
    assert.throws(() => manager.beginChange(`${CLUSTER}/agentPools/one`), /409/);
    manager.beginChange(`${CLUSTER}2`);
    manager.beginChange(VAULT);
    end();
    manager.beginChange(`${CLUSTER}/agentPools/one`);
    manager.beginChange(`${IDENTITY}/federatedIdentityCredentials/a`);
    assert.throws(() => manager.beginChange(`${IDENTITY}/federatedIdentityCredentials/b`), /409/);
  });

  const [ACCOUNT, NETWORK] = [
    `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`,
    `${GROUP}/providers/Microsoft.Network/virtualNetworks/v`,
  ];
  const REGISTRY = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/cr`;
  const SERVER = `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql`;
  const endpoint = (target: string, subnet = "pe"): Change => [
    `${GROUP}/providers/Microsoft.Network/privateEndpoints/${target.split("/").at(-1)}-${subnet}`,
    { subnet: { id: `${NETWORK}/subnets/${subnet}` }, privateLinkServiceConnections: [{ privateLinkServiceId: target }] },
  ];
  const kms: Change = [CLUSTER, { securityProfile: { azureKeyVaultKms: { enabled: true, keyVaultResourceId: VAULT } } }];

  const rejected: readonly (readonly [string, Change, Change, RegExp])[] = [
    ["two secrets of a vault", [`${VAULT}/secrets/a`], [`${VAULT}/secrets/b`], /ConflictError/],
    ["a key beside its vault's private endpoint", endpoint(VAULT), [`${VAULT}/keys/etcd`], /ConflictError/],
    ["a private endpoint beside a secret of its vault", [`${VAULT}/secrets/a`], endpoint(VAULT), /ConflictError/],
    ["a cluster that connects to a vault beside the vault's endpoint", endpoint(VAULT), kms, /ConflictError/],
    ["a container beside the account's endpoint", endpoint(ACCOUNT), [`${ACCOUNT}/blobServices/default/containers/c`], /StorageAccountOp/],
    ["the account's endpoint beside its blob service", [`${ACCOUNT}/blobServices/default`], endpoint(ACCOUNT), /StorageAccountOp/],
    ["a parameter beside the server's endpoint", endpoint(SERVER), [`${SERVER}/configurations/c`], /ServerIsBusy/],
    ["an endpoint beside a replica of its registry", [`${REGISTRY}/replications/r`], endpoint(REGISTRY), /ConflictError/],
    ["endpoints of two networks to one registry", endpoint(REGISTRY), endpoint(REGISTRY, "other"), /ConflictError/],
    ["two endpoints in a subnet", endpoint(VAULT), endpoint(ACCOUNT), /RetryableError/],
    ["a peering beside an endpoint in the network", endpoint(VAULT), [`${NETWORK}/virtualNetworkPeerings/hub`], /ReferencedResourceNot/],
    ["a change of the network beside its peering", [`${NETWORK}/virtualNetworkPeerings/hub`], [NETWORK], /ReferencedResourceNot/],
  ];
  for (const [title, one, other, code] of rejected) {
    it(`rejects ${title} until the first operation has ended`, () => {
      const manager = new ResourceManager();
      const end = manager.beginChange(...one);
      assert.throws(() => manager.beginChange(...other), code);
      end();
      manager.beginChange(...other);
    });
  }

  const accepted: readonly (readonly [string, Change, Change])[] = [
    [
      "a cluster beside an endpoint in its network",
      endpoint(VAULT),
      [CLUSTER, { agentPoolProfiles: [{ vnetSubnetID: `${NETWORK}/subnets/nodes` }] }],
    ],
    ["two containers of an account", [`${ACCOUNT}/blobServices/default/containers/a`], [`${ACCOUNT}/blobServices/default/containers/b`]],
    ["a role assignment at a secret beside the vault", [VAULT], [`${VAULT}/secrets/a/providers/Microsoft.Authorization/roleAssignments/r`]],
  ];
  for (const [title, one, other] of accepted) {
    it(`accepts ${title}`, () => {
      const manager = new ResourceManager();
      manager.beginChange(...one);
      manager.beginChange(...other);
    });
  }
});

/** Id and inputs of a resource that an operation changes. */
type Change = readonly [id: string, properties?: object];
