import assert from "node:assert/strict";
import { ResourceManager } from "./support/resourceManager";

const GROUP = "/subscriptions/s/resourceGroups/rg";
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks`;
const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;

function standing(...ids: readonly string[]): ResourceManager {
  const manager = new ResourceManager();
  for (const id of ids) manager.created(id);
  return manager;
}

/** It has to refuse what Azure refuses, or the tests on the engine show nothing. */
describe("the simulated Resource Manager", () => {
  it("refuses what stands in, or names, something that does not stand", () => {
    const manager = standing(GROUP);
    assert.throws(() => manager.allowCreate(`${CLUSTER}/agentPools/one`, {}), /ResourceNotFound.*managedclusters\/aks/);
    assert.throws(() => manager.allowCreate(CLUSTER, { identity: { ids: [IDENTITY] } }), /ResourceNotFound.*userassignedidentities/);
    manager.created(IDENTITY.toUpperCase());
    manager.allowCreate(CLUSTER, { identity: { ids: [IDENTITY] } });
  });

  it("takes what others made for there, and the parts of what stands", () => {
    const network = `${GROUP}/providers/Microsoft.Network/virtualNetworks/v`;
    const hub = "/subscriptions/other/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
    standing(GROUP, network).allowCreate(CLUSTER, { subnet: `${network}/subnets/nodes`, hub });
  });

  it("refuses deletions under a lock, around it too, until the lock is gone", () => {
    const lock = `${VAULT}/providers/Microsoft.Authorization/locks/do-not-delete`;
    const manager = standing(GROUP, VAULT, CLUSTER, lock);
    for (const id of [VAULT, `${VAULT}/providers/Microsoft.Authorization/roleAssignments/r`, GROUP])
      assert.throws(() => manager.allowDelete(id), /ScopeLocked/);
    manager.allowDelete(CLUSTER);
    manager.allowDelete(lock);
    manager.deleted(lock);
    manager.allowDelete(GROUP);
  });

  it("deletes what stands in a group with it, and keeps the names of vaults", () => {
    const manager = standing(GROUP, VAULT, `${VAULT}/secrets/s`, `${GROUP}2`);
    assert.deepEqual(
      manager.deleted(GROUP),
      [GROUP, VAULT, `${VAULT}/secrets/s`].map((id) => id.toLowerCase()),
    );
    assert.deepEqual(manager.recoverable, [VAULT.toLowerCase()]);
    assert.throws(() => manager.allowCreate(VAULT, {}), /ConflictError/);
  });

  it("lets one change of a cluster, a server or an identity's credentials run at a time", () => {
    const manager = new ResourceManager();
    const end = manager.begin(CLUSTER);
    assert.throws(() => manager.begin(`${CLUSTER}/agentPools/one`), /409/);
    manager.begin(`${CLUSTER}2`);
    manager.begin(VAULT);
    end();
    manager.begin(`${CLUSTER}/agentPools/one`);
    manager.begin(`${IDENTITY}/federatedIdentityCredentials/a`);
    assert.throws(() => manager.begin(`${IDENTITY}/federatedIdentityCredentials/b`), /409/);
  });
});
