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
});
